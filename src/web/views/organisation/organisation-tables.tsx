/** Whom a body overlaps, tier by tier, and how many people it has by each count. */

import { type Relation, relations } from '#core/coterminosity/relations.ts';
import { isTierName, tierNames, tiers } from '#core/register/tiers.ts';
import type { OrganisationWire } from '#wire/register.ts';
import { type Choice, isPartialCount } from '../../choice.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/evidence.tsx';
import { SelectField } from '../../parts/fields.tsx';
import { OrganisationLink } from '../../parts/link.tsx';
import { changeQuery, useLocation } from '../../router.ts';
import { dateText, numberText, percentText, plainWord, relationToOther } from '../../words.ts';
import { RelationMark } from '../map/map-legend.tsx';

type Overlap = OrganisationWire['overlaps'][number];

/** Every body that shares land with it, of the tier that is chosen or of all. */
export function OverlapTable({ body }: { readonly body: OrganisationWire }) {
  const { query } = useLocation();
  const present = tierNames.filter((tier) => body.overlaps.some((one) => one.tier === tier));
  const wanted = query.get('tier') ?? '';
  const rows = body.overlaps.filter((one) => wanted === '' || one.tier === wanted);
  const figure = (one: Overlap, text: string, says: string, formula: string) => (
    <Figure
      text={text}
      evidence={{
        title: `${body.name} and ${one.name}`,
        says,
        formula,
        page: 'docs/methods/overlap.md',
        vintage: 'The resident count nearest to the day',
        sources: body.sources,
      }}
    />
  );
  return (
    <>
      {present.length > 1 && (
        <SelectField
          label="Kind of body"
          value={wanted}
          options={[
            { value: '', text: 'Every kind' },
            ...present.map((tier) => ({ value: tier, text: tiers[tier].title })),
          ]}
          onChoose={(tier) => changeQuery({ tier: tier === '' ? null : tier }, true)}
        />
      )}
      <DataTable
        label="Whom it overlaps"
        caption={`Bodies that share land with it on ${dateText(body.on)}.`}
        columns={[
          {
            title: 'Body',
            isRowTitle: true,
            by: (one) => one.name,
            cell: (one) => <OrganisationLink id={one.id}>{one.name}</OrganisationLink>,
          },
          {
            title: 'Kind',
            by: (one) => one.tier,
            cell: (one) => (isTierName(one.tier) ? tiers[one.tier].title : one.tier),
          },
          {
            title: 'Relation',
            by: (one) => one.relation,
            cell: (one) =>
              isRelation(one.relation) ? (
                <RelationMark relation={one.relation} text={relationToOther[one.relation]} />
              ) : (
                plainWord(one.relation)
              ),
          },
          {
            title: 'People in both',
            isNumber: true,
            by: (one) => one.persons,
            cell: (one) =>
              figure(one, numberText(one.persons), `People who live in both on ${dateText(body.on)}.`, 'n(a, b)'),
          },
          {
            title: 'Share of this',
            isNumber: true,
            by: (one) => one.shareOfThis,
            cell: (one) =>
              figure(
                one,
                percentText(one.shareOfThis),
                `People in both, of all people of ${body.name}.`,
                'n(a, b) / n(a)',
              ),
          },
          {
            title: 'Share of the other',
            isNumber: true,
            by: (one) => one.shareOfOther,
            cell: (one) =>
              figure(
                one,
                percentText(one.shareOfOther),
                `People in both, of all people of ${one.name}.`,
                'n(a, b) / n(b)',
              ),
          },
        ]}
        rows={rows}
        pageSize={15}
        keyOf={(one) => `${one.tier} ${one.id}`}
        none="No other body is known to share its land on this day."
      />
    </>
  );
}

/** People by each count, with base, vintage and the part that is estimated. */
export function PopulationTable({ body, choice }: { readonly body: OrganisationWire; readonly choice: Choice }) {
  return (
    <DataTable
      label="People by each count"
      caption={`People of its land as it was on ${dateText(body.on)}, or registered with it.`}
      columns={[
        {
          title: 'Count',
          isRowTitle: true,
          by: (one) => one.title,
          cell: (one) => (
            <>
              {one.title}
              {isPartialCount(choice.register, one.id) && (
                <span className="badge badge-uncertain">Covers part of the land only</span>
              )}
            </>
          ),
        },
        { title: 'Base', by: (one) => one.base, cell: (one) => plainWord(one.base) },
        { title: 'Day counted', isShort: true, by: (one) => one.date, cell: (one) => dateText(one.date) },
        {
          title: 'People',
          isNumber: true,
          by: (one) => one.persons,
          cell: (one) => (
            <Figure
              text={numberText(one.persons)}
              evidence={{
                title: `People of ${body.name}: ${one.title}`,
                says: `${plainWord(one.base)} people in the building blocks it serves on ${dateText(body.on)}.`,
                vintage: `${one.title}, ${dateText(one.date)}`,
                formula:
                  'sum of people in the building blocks; a block that is cut is divided, and that part is estimated',
                page: 'docs/methods/populations.md',
                sources: body.sources,
              }}
            />
          ),
        },
        {
          title: 'Of them estimated',
          isNumber: true,
          by: (one) => one.estimatedPersons,
          cell: (one) =>
            one.estimatedPersons === 0 ? (
              'none'
            ) : (
              <Figure
                text={numberText(one.estimatedPersons)}
                evidence={{
                  title: `Estimated people of ${body.name}: ${one.title}`,
                  says: 'People of building blocks that its border cuts, as far as they are given to it. The people of such a block are known; on which side they live is estimated.',
                  vintage: `${one.title}, ${dateText(one.date)}`,
                  formula: 'sum of people in the parts of cut blocks that it serves',
                  page: 'docs/methods/populations.md',
                  sources: body.sources,
                }}
              />
            ),
        },
      ]}
      rows={body.populations}
      keyOf={(one) => one.id}
      none="No count of people covers it on this day."
    />
  );
}

function isRelation(text: string): text is Relation {
  return (relations as readonly string[]).includes(text);
}
