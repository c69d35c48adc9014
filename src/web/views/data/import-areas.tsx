/** Which areas the codes of a file belong to, how many were recognised, and what to do about those that were not. */

import type { RecognisedWire } from '#wire/data-sets.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { TextField, Tick, WordField } from '../../parts/form-field.tsx';
import { countText, numberText, percentText } from '../../words.ts';
import { strangerWord } from './data-words.ts';
import { columnUse, isLeftOut, parseList, withLeftOut } from './description-state.ts';
import type { DescribeProps } from './import-columns.tsx';
import { ListText } from './list-text.tsx';

type Stranger = RecognisedWire['strangers'][number];

/** The reading of the codes with its share, the codes that do not belong, and times. */
export function ImportAreas({ inspection, description, onChange }: DescribeProps) {
  const { geographies } = inspection;
  const chosen = chosenReading(geographies, description.geography);
  return (
    <section aria-labelledby="areas-title">
      <h3 id="areas-title" tabIndex={-1}>
        Areas
      </h3>
      {chosen === undefined ? (
        <p className="note note-caution">
          No column has codes of areas that this register knows. Say below which column has them, or see that the
          register has these areas.
        </p>
      ) : (
        <Recognised {...chosen} isWhole={inspection.isWhole} />
      )}
      {geographies.length > 0 && (
        <div className="form-part">
          <WordField
            id="geography"
            label="The codes are those of"
            value={
              description.geography === null ? '' : String(chosen === undefined ? '' : geographies.indexOf(chosen))
            }
            options={[
              { value: '', text: 'Whatever the codes are found to be' },
              ...geographies.map((one, at) => ({ value: String(at), text: readingText(one) })),
            ]}
            onChange={(at) =>
              onChange({ ...description, geography: at === '' ? null : (geographies[Number(at)]?.use ?? null) })
            }
          />
          <WordField
            id="absent"
            label="An area without a row"
            value={description.absent}
            options={[
              { value: 'unknown', text: 'is not known' },
              { value: 'zero', text: 'has none: zero' },
            ]}
            onChange={(absent) => onChange({ ...description, absent: absent === 'zero' ? 'zero' : 'unknown' })}
          />
        </div>
      )}
      {chosen !== undefined && chosen.strangers.length > 0 && (
        <Strangers strangers={chosen.strangers} description={description} onChange={onChange} />
      )}
      <ImportTimes inspection={inspection} description={description} onChange={onChange} />
    </section>
  );
}

function chosenReading(
  geographies: readonly RecognisedWire[],
  use: RecognisedWire['use'] | null,
): RecognisedWire | undefined {
  if (use === null) return geographies[0];
  return geographies.find((one) => JSON.stringify(one.use) === JSON.stringify(use)) ?? geographies[0];
}

function readingText({ title, recognised, codes }: RecognisedWire): string {
  return `${title}: ${numberText(recognised)} of ${countText(codes, 'code', 'codes')}`;
}

function Recognised({ title, recognised, codes, isWhole }: RecognisedWire & { readonly isWhole: boolean }) {
  const share = codes === 0 ? 0 : recognised / codes;
  return (
    <p className="recognised">
      <strong>{title}</strong>: {numberText(recognised)} of {countText(codes, 'code', 'codes')} recognised (
      {percentText(share)}){isWhole ? '' : ', in the rows that were read'}. {/* It repeats the words. */}
      <svg className="recognised-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className="recognised-all" width="100" height="10" />
        <rect width={share * 100} height="10" />
      </svg>
    </p>
  );
}

type StrangersProps = Pick<DescribeProps, 'description' | 'onChange'> & { readonly strangers: readonly Stranger[] };

/** Codes that do not belong, why, and a tick to leave their rows out. */
function Strangers({ strangers, description, onChange }: StrangersProps) {
  const leave = (codes: readonly string[], isOut: boolean) => onChange(withLeftOut(description, codes, isOut));
  const isAll = strangers.every(({ code }) => isLeftOut(description, code));
  const columns: readonly TableColumn<Stranger>[] = [
    { title: 'Code', isRowTitle: true, isShort: true, by: ({ code }) => code, cell: ({ code }) => code },
    {
      title: 'Why it does not belong',
      by: ({ why }) => why,
      cell: ({ why, detail }) => (
        <>
          {strangerWord(why)}
          {detail !== '' && <span className="data-under">{detail}</span>}
        </>
      ),
    },
    {
      title: 'Its rows',
      cell: ({ code }) => (
        <Tick
          text={
            <>
              Leave out<span className="unseen"> the rows of {code}</span>
            </>
          }
          isOn={isLeftOut(description, code)}
          onTurn={(isOut) => leave([code], isOut)}
        />
      ),
    },
  ];
  return (
    <div className="strangers">
      <DataTable
        label="Codes that do not belong"
        caption={`${countText(strangers.length, 'code does', 'codes do')} not belong to these areas. Rows that are left out are counted and named in the report.`}
        columns={columns}
        rows={strangers}
        keyOf={({ code }) => code}
        pageSize={8}
        none="Every code belongs."
      />
      {strangers.length > 1 && (
        <Tick
          text={`Leave out the rows of all ${numberText(strangers.length)}`}
          isOn={isAll}
          onTurn={(isOut) =>
            leave(
              strangers.map(({ code }) => code),
              isOut,
            )
          }
        />
      )}
    </div>
  );
}

/** The times that were found, and the time of all rows where no column tells. */
function ImportTimes({ inspection, description, onChange }: DescribeProps) {
  const { periods } = inspection;
  const hasColumn = inspection.columns.some(({ heading }) => {
    const use = columnUse(description, heading);
    return use.as === 'period' || (use.as === 'value' && use.measure.period !== null);
  });
  return (
    <>
      <h3 id="times-title">Time</h3>
      {periods.length > 0 && (
        <p>
          Found:{' '}
          {periods
            .map(({ title }) => title)
            .slice(0, 6)
            .join(', ')}
          {periods.length > 6 && ` and ${countText(periods.length - 6, 'more', 'more')}`}.
        </p>
      )}
      <div className="form-part">
        <TextField
          id="period"
          label={hasColumn ? 'Time of rows that do not tell theirs' : 'Time of all numbers'}
          hint="A day, a year, a financial year or a range: 2024-03-31, 2024, 2023-24, 2024-01-01 to 2024-03-31"
          value={description.period ?? ''}
          onChange={(period) => onChange({ ...description, period: period === '' ? null : period })}
        />
        <ListText
          id="leave-out"
          label="Codes whose rows are left out"
          hint="such as totals, or W* for all of Wales; with commas between"
          values={description.leaveOut}
          parse={parseList}
          onChange={(leaveOut) => onChange({ ...description, leaveOut })}
        />
      </div>
    </>
  );
}
