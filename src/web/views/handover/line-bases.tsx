/** How far the answer moves: the shares under every basis, drawn side by side, with the money under each. */

import { amountText, basisText, moneyText, shareText } from '../../handover-words.ts';
import { bodyFills } from '../../map/palette.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { moneyEvidence, shareEvidence } from './handover-evidence.ts';
import type { LineProps } from './line-props.ts';
import { spreadSentence } from './spread.ts';

type BasisWire = LineProps['detail']['bases'][number];
type Successor = LineProps['detail']['line']['successors'][number];

const size = { width: 560, left: 190, right: 24, row: 34, top: 8, bottom: 26 };

/** Bases that can be computed drawn and listed; the others with the reason. Nothing where nobody shares. */
export function BasesSection(props: LineProps) {
  const { bases, line } = props.detail;
  if (line.successors.length < 2 || bases.length === 0) return null;
  const known = bases.filter((one) => one.shares !== null);
  const unknown = bases.filter((one) => one.shares === null);
  return (
    <section aria-labelledby="bases-title">
      <h2 id="bases-title">How far the answer moves</h2>
      <p>{spreadSentence(known.filter(isComputed), line.successors)}</p>
      {known.length > 0 && (
        <>
          <StripChart bases={known} successors={line.successors} />
          <BasesTable {...props} known={known} />
        </>
      )}
      {unknown.length > 0 && (
        <>
          <h3>Bases that cannot be computed</h3>
          <ul>
            {unknown.map((one) => (
              <li key={one.basis}>
                <strong>{basisText(one.basis)}</strong>: {one.says}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Shares that people set are no basis to compare with. */
function isComputed({ basis }: BasisWire): boolean {
  return basis !== 'overridden';
}

/** One row for each basis, one dot for each successor, from 0% to 100%. */
function StripChart({ bases, successors }: { bases: readonly BasisWire[]; successors: readonly Successor[] }) {
  const height = size.top + bases.length * size.row + size.bottom;
  const x = (share: number) => size.left + share * (size.width - size.left - size.right);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="chart-scroll" aria-label="Shares by basis, drawn" tabIndex={0}>
        <svg
          className="chart strip-chart"
          viewBox={`0 0 ${size.width} ${height}`}
          role="img"
          aria-label={`Shares by basis: ${bases.map((one) => `${basisText(one.basis)}: ${sharesText(one)}`).join('; ')}`}
        >
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <g key={share}>
              <line x1={x(share)} x2={x(share)} y1={size.top} y2={height - size.bottom} className="chart-grid" />
              <text x={x(share)} y={height - 6} textAnchor="middle">
                {share * 100}%
              </text>
            </g>
          ))}
          {bases.map((one, at) => {
            const y = size.top + (at + 0.5) * size.row;
            return (
              <g key={one.basis}>
                <text x={size.left - 8} y={y + 4} textAnchor="end" className={one.isUsed ? 'strip-used' : undefined}>
                  {basisText(one.basis)}
                </text>
                <line x1={x(0)} x2={x(1)} y1={y} y2={y} className="chart-grid" />
                {successors.map((successor, number) => {
                  const share = one.shares?.find((own) => own.code === successor.code)?.share;
                  return share === undefined ? null : (
                    <Mark key={successor.code} number={number} x={x(share)} y={y} isUsed={one.isUsed} />
                  );
                })}
              </g>
            );
          })}
        </svg>
      </section>
      <ul className="strip-keys">
        {successors.map((successor, number) => (
          <li key={successor.code}>
            <svg viewBox="-9 -9 18 18" className="share-key" aria-hidden="true">
              <Mark number={number} x={0} y={0} isUsed={true} />
            </svg>
            {successor.name}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Successors are told apart by form as well as colour. */
function Mark({ number, x, y, isUsed }: { number: number; x: number; y: number; isUsed: boolean }) {
  const fill = bodyFills[number % bodyFills.length] ?? bodyFills[0];
  const className = isUsed ? 'strip-mark strip-mark-used' : 'strip-mark';
  const forms = [
    <circle key="circle" cx={x} cy={y} r="7" fill={fill} className={className} />,
    <rect key="square" x={x - 6.5} y={y - 6.5} width="13" height="13" fill={fill} className={className} />,
    <path key="triangle" d={`M${x} ${y - 8}L${x + 8} ${y + 6}L${x - 8} ${y + 6}Z`} fill={fill} className={className} />,
    <path
      key="diamond"
      d={`M${x} ${y - 9}L${x + 8} ${y}L${x} ${y + 9}L${x - 8} ${y}Z`}
      fill={fill}
      className={className}
    />,
  ];
  return forms[number % forms.length];
}

function BasesTable({ choice, detail, schedule, known }: LineProps & { known: readonly BasisWire[] }) {
  const { successors } = detail.line;
  const columns: readonly TableColumn<BasisWire>[] = [
    {
      title: 'Basis',
      isRowTitle: true,
      cell: (one) => (
        <>
          {basisText(one.basis)} {one.isUsed && <span className="badge">Used</span>}
          <span className="hint"> {one.says}</span>
        </>
      ),
    },
    ...successors.map((successor) => ({
      title: successor.name,
      isNumber: true,
      cell: (one: BasisWire) => {
        const share = one.shares?.find((own) => own.code === successor.code);
        return (
          <>
            <Figure
              text={shareText(share?.share ?? null)}
              evidence={shareEvidence(
                choice,
                schedule,
                `${basisText(one.basis)}: share of ${successor.name}`,
                one.says,
              )}
            />
            {one.amounts.map((amount) => {
              const pence = amount.outPence.find((out) => out.code === successor.code)?.pence;
              return pence === undefined ? null : (
                <div key={amount.what}>
                  <Figure
                    text={moneyText(pence)}
                    evidence={moneyEvidence(
                      choice,
                      schedule,
                      `${amountText(amount.what)} by ${basisText(one.basis).toLowerCase()}, to ${successor.name}`,
                      one.says,
                    )}
                  />
                </div>
              );
            })}
          </>
        );
      },
    })),
  ];
  return (
    <DataTable
      label="Shares and money under each basis"
      caption={`Shares under each basis${(known[0]?.amounts.length ?? 0) === 0 ? '' : `, and what they come to: ${known[0]?.amounts.map((one) => amountText(one.what).toLowerCase()).join(', then ')}`}.`}
      columns={columns}
      rows={known}
      keyOf={(one) => one.basis}
      none="No basis gives shares."
    />
  );
}

function sharesText(basis: BasisWire): string {
  return (basis.shares ?? []).map((one) => `${one.name} ${shareText(one.share)}`).join(', ');
}
