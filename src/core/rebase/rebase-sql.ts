/**
 * The same rebase as SQL, for a database that holds the numbers already. One statement, from the same definition: pieces are
 * made from parts of the land, wholes and splits are told apart, and every cell has its bounds. It runs nothing.
 */

/**
 * Tables and columns, as the database has them: plain names, with a schema or not. Codes of areas are text and not empty.
 */
export type RebaseDefinition = {
  readonly kind: 'count' | 'whole-count' | 'money' | 'proportion' | 'rate' | 'mean';
  /**
   * One row for each part of the land: the source and target it lies in (null: none) and its weight (null: not known).
   * For whole counts and money the weights are whole numbers.
   */
  readonly parts: {
    readonly table: string;
    readonly source: string;
    readonly target: string;
    readonly weight: string;
  };
  /** One row for each source and measure. `denominator` is for proportions, rates and means. */
  readonly numbers: {
    readonly table: string;
    readonly source: string;
    readonly measure: string;
    readonly value: string;
    readonly denominator?: string;
  };
};

export type SqlDialect = 'postgresql' | 'duckdb' | 'ansi';

type Words = { readonly real: string; readonly whole: string; readonly quotient: (a: string, b: string) => string };

const dialects: Record<SqlDialect, Words> = {
  postgresql: { real: 'double precision', whole: 'numeric', quotient: (a, b) => `div(${a}, ${b})` },
  duckdb: { real: 'double', whole: 'hugeint', quotient: (a, b) => `((${a}) // (${b}))` },
  ansi: { real: 'double', whole: 'decimal(38, 0)', quotient: (a, b) => `((${a} - mod(${a}, ${b})) / ${b})` },
};

/**
 * One statement that gives `measure, target, value, lower, upper, sources_split, estimated_proportion`; target '' is the
 * outside, null is not known or no bound. A cell is exact when it has a value and no source was split. Targets without land
 * have no row. Equal remainders of whole numbers go to the earlier code.
 * @throws when a name is no plain SQL name, or the kind asks for a denominator that is not named
 * @source docs/methods/rebase.md
 */
export function rebaseSql(definition: RebaseDefinition, dialect: SqlDialect): string {
  const { kind, parts, numbers } = definition;
  const isRatio = kind === 'proportion' || kind === 'rate' || kind === 'mean';
  if (isRatio && numbers.denominator === undefined) throw new Error(`a ${kind} moves only with its denominator`);
  for (const name of [...Object.values(parts), ...Object.values(numbers)]) checkName(name);
  const words = dialects[dialect];
  const steps = [
    piecesSql(parts, words),
    numbersSql(definition, words),
    kind === 'money' || kind === 'whole-count' ? wholesSql(words) : portionsSql(isRatio),
    sumsSql(isRatio),
    cellsSql(kind === 'money', isRatio),
  ];
  return `with ${steps.join(',\n')}\n${answerSql(kind, isRatio)}`;
}

function checkName(name: string): void {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/i.test(name)) throw new Error(`not a plain SQL name: ${name}`);
}

function piecesSql({ table, source, target, weight }: RebaseDefinition['parts'], { real }: Words): string {
  return `part as (
  select ${source} as source, coalesce(${target}, '') as target, ${weight} as weight
  from ${table}
),
piece as (
  select source, target, sum(weight) as weight, count(*) as parts, count(*) - count(weight) as unknown
  from part
  where source is not null
  group by source, target
),
whole as (
  select source, sum(weight) as weight, sum(parts) as parts, count(*) as pieces, sum(unknown) as unknown
  from piece
  group by source
),
share as (
  select piece.source, piece.target, whole.pieces,
    case when whole.pieces = 1 then 1 when whole.unknown > 0 then null when whole.weight = 0 then piece.parts
      else piece.weight end as part_weight,
    case when whole.pieces = 1 then 1 when whole.unknown > 0 then null when whole.weight = 0 then whole.parts
      else whole.weight end as all_weight,
    case when whole.pieces = 1 then 1 when whole.unknown > 0 then null
      when whole.weight = 0 then cast(piece.parts as ${real}) / cast(whole.parts as ${real})
      else cast(piece.weight as ${real}) / cast(whole.weight as ${real}) end as share
  from piece join whole on whole.source = piece.source
),
bare as (
  select target
  from part
  where source is null and target <> '' and (weight is null or weight <> 0)
  group by target
),
ground as (
  select share.target, count(*) as pieces, sum(case when pieces > 1 then 1 else 0 end) as sources_split,
    max(case when bare.target is null then 0 else 1 end) as is_bare
  from share left join bare on bare.target = share.target
  group by share.target
  union all
  select bare.target, 0, 0, 1
  from bare left join share on share.target = bare.target
  where share.target is null
)`;
}

/** Columns n (numerator or amount) and d (denominator), null together. */
function numbersSql({ kind, numbers }: RebaseDefinition, { real, whole }: Words): string {
  const { table, source, measure, value, denominator } = numbers;
  const isWhole = kind === 'money' || kind === 'whole-count';
  const as = (column: string) => `cast(${column} as ${isWhole ? whole : real})`;
  const [n, d] = [as(value), denominator === undefined ? '0' : as(denominator)];
  const total = `case when ${d} = 0 then 0 else ${n} * ${d} end`;
  const columns =
    denominator === undefined
      ? `${n} as n`
      : `case when ${denominator} is null then null when ${value} is null then null else ${kind === 'mean' ? total : n} end as n,
    case when ${value} is null then null else ${d} end as d`;
  return `number as (
  select ${source} as source, ${measure} as measure, ${columns}
  from ${table}
)`;
}

/** What of each number goes to each piece. */
function portionsSql(isRatio: boolean): string {
  const moved = (column: string) =>
    `case when ${column} = 0 then 0 else ${column} * share.share end as ${column}_moved`;
  const columns = isRatio ? `n, d, ${moved('n')}, ${moved('d')}` : `n, ${moved('n')}`;
  return `portion as (
  select number.measure, share.target, share.pieces, ${columns}
  from number join share on share.source = number.source
)`;
}

/** The same in whole numbers, by largest remainder. */
function wholesSql({ whole, quotient }: Words): string {
  const [size, all] = ['size * part_weight', 'all_weight'];
  return `divided as (
  select number.measure, share.source, share.target, share.pieces, number.n, abs(number.n) as size,
    cast(share.part_weight as ${whole}) as part_weight, cast(share.all_weight as ${whole}) as all_weight
  from number join share on share.source = number.source
),
floored as (
  select measure, source, target, pieces, n, size, ${quotient(size, all)} as base, mod(${size}, ${all}) as rest
  from divided
),
ranked as (
  select measure, source, target, pieces, n, size, base, sum(base) over (partition by measure, source) as bases,
    row_number() over (
      partition by measure, source order by rest desc, case when target = '' then 1 else 0 end, target
    ) as place
  from floored
),
portion as (
  select measure, target, pieces, n,
    case when n = 0 then 0 else (case when n < 0 then -1 else 1 end) * (base + case when place <= size - bases then 1 else 0 end)
      end as n_moved
  from ranked
)`;
}

function sumsSql(isRatio: boolean): string {
  const sums = (column: string) => `sum(${column}_moved) as ${column}_value, count(${column}_moved) as ${column}_moved,
    coalesce(sum(case when pieces = 1 then ${column} else 0 end), 0) as ${column}_certain,
    coalesce(sum(case when pieces > 1 then ${column}_moved else 0 end), 0) as ${column}_estimated,
    coalesce(sum(case when pieces > 1 and ${column} < 0 then ${column} else 0 end), 0) as ${column}_below,
    coalesce(sum(case when pieces > 1 and ${column} > 0 then ${column} else 0 end), 0) as ${column}_above`;
  return `moved as (
  select measure, target, count(n) as known,
    ${isRatio ? `${sums('n')},\n    ${sums('d')}` : sums('n')}
  from portion
  group by measure, target
)`;
}

/** A row for each measure and target, with values that are not known put to null. */
function cellsSql(mayBeNegative: boolean, isRatio: boolean): string {
  const full = 'is_bare = 0 and moved.known = ground.pieces';
  const least = (column: string) => `coalesce(${column}_certain, 0) + coalesce(${column}_below, 0)`;
  const columns = (
    column: string,
  ) => `case when ${full} and ${column}_moved = known then ${column}_value end as ${column}_value,
    ${mayBeNegative ? `case when ${full} then ${least(column)} end` : least(column)} as ${column}_lower,
    case when ${full} then ${column}_certain + ${column}_above end as ${column}_upper,
    ${column}_certain, ${column}_estimated`;
  return `measures as (
  select measure
  from number
  group by measure
),
cell as (
  select measures.measure, ground.target, ground.sources_split,
    ${isRatio ? `${columns('n')},\n    ${columns('d')}` : columns('n')}
  from measures cross join ground
  left join moved on moved.measure = measures.measure and moved.target = ground.target
)`;
}

function answerSql(kind: RebaseDefinition['kind'], isRatio: boolean): string {
  const whole = isRatio ? 'd' : 'n';
  const [value, lower, upper] = !isRatio
    ? ['n_value', 'n_lower', 'n_upper']
    : kind === 'proportion'
      ? [
          'n_value / nullif(d_value, 0)',
          'coalesce(n_lower / nullif(n_lower + d_upper - n_upper, 0), n_upper / nullif(n_upper + d_lower - n_lower, 0))',
          'coalesce(n_upper / nullif(n_upper + d_lower - n_lower, 0), n_lower / nullif(n_lower + d_upper - n_upper, 0))',
        ]
      : ['n_value / nullif(d_value, 0)', ...boundsOfRate];
  return `select measure, target, ${value} as value, ${lower} as lower, ${upper} as upper, sources_split,
  case when ${value} is null then null when ${whole}_estimated = 0 then 0
    else abs(1.0 * ${whole}_estimated) / (abs(${whole}_estimated) + abs(${whole}_certain)) end as estimated_proportion
from cell
order by measure, target`;
}

/** With negative numerators a rate has bounds only where its denominator is certain. */
const boundsOfRate = [
  'case when n_upper is null then null when n_lower >= 0 then n_lower / nullif(d_upper, 0) ' +
    'when d_lower = d_upper then n_lower / nullif(d_lower, 0) end',
  'case when n_lower >= 0 or d_lower = d_upper then n_upper / nullif(d_lower, 0) end',
];
