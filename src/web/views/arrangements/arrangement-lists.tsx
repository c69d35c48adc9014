/** The lists of one arrangement: parties, money, documents, milestones, negotiated shares, service area. */

import type { ReactNode } from 'react';
import type { ArrangementWire, NamedBodyWire } from '#wire/arrangements.ts';
import { amountText, moneyText, roleText, shareText } from '../../handover-words.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { Link, OrganisationLink } from '../../parts/link.tsx';
import { countText, dateText, shortDateText } from '../../words.ts';
import { causeText, documentWords, natureWords } from './arrangement-words.ts';
import { milestoneState } from './milestones.ts';

type ListProps = { readonly shown: ArrangementWire };
type Spec = ArrangementWire['arrangement'];
type Party = Spec['parties'][number];

/** Who holds it, in which role, and whether each still exists. */
export function Parties({ shown, on }: ListProps & { readonly on: string | null }) {
  const { parties } = shown.arrangement;
  const bodyOf = bodiesById(shown);
  const gone = shown.notices.filter((notice) => notice.code === 'party-gone');
  const fate = (body: NamedBodyWire | undefined) => gone.find((notice) => notice.says.startsWith(body?.name ?? '\n'));
  const hasShares = parties.some((party) => party.share !== null);
  const columns: TableColumn<Party>[] = [
    {
      title: 'Body',
      isRowTitle: true,
      cell: ({ organisation }) => {
        const body = bodyOf.get(organisation);
        return (
          <>
            <OrganisationLink id={organisation} on={on}>
              {body?.name ?? organisation}
            </OrganisationLink>
            {body?.exists === false && <p className="gone">{fate(body)?.says ?? 'It does not exist on this day.'}</p>}
          </>
        );
      },
    },
    { title: 'Role', cell: (party) => roleText(party.role) },
    { title: 'Signed', isShort: true, cell: ({ signedOn }) => (signedOn === null ? '–' : shortDateText(signedOn)) },
  ];
  if (hasShares)
    columns.splice(2, 0, {
      title: 'Share of funding',
      isNumber: true,
      cell: ({ share }) => (share === null ? '–' : shareText(share)),
    });
  return (
    <section aria-labelledby="parties-title">
      <h2 id="parties-title">Parties</h2>
      <DataTable
        label="Parties of the arrangement"
        caption={`${countText(parties.length, 'party', 'parties')}.`}
        columns={columns}
        rows={parties}
        keyOf={(party) => `${party.organisation} ${party.role}`}
        none="No party is named."
      />
    </section>
  );
}

type Amount = Spec['amounts'][number];

/** Its amounts, with the sum of each kind to the penny. */
export function Money({ shown }: ListProps) {
  const { amounts } = shown.arrangement;
  if (amounts.length === 0) return null;
  const bodyOf = bodiesById(shown);
  const sums = [...Map.groupBy(amounts, (amount) => amount.what)].map(
    ([what, own]) => `${amountText(what)}: ${moneyText(own.reduce((sum, amount) => sum + amount.pence, 0))}`,
  );
  const columns: readonly TableColumn<Amount & { readonly at: number }>[] = [
    { title: 'What', isRowTitle: true, cell: ({ what }) => amountText(what) },
    { title: 'Whose', cell: ({ party }) => (party === null ? 'Of the whole' : nameOf(bodyOf, party)) },
    { title: 'Nature', cell: ({ nature }) => natureWords[nature] },
    { title: 'Where', cell: ({ location }) => (location === null ? '–' : nameOf(bodyOf, location)) },
    { title: 'Year', isShort: true, cell: ({ year }) => year ?? '–' },
    { title: 'Amount', isNumber: true, cell: ({ pence }) => moneyText(pence) },
  ];
  return (
    <section aria-labelledby="money-title">
      <h2 id="money-title">Money</h2>
      <DataTable
        label="Money of the arrangement"
        caption={`${sums.join('. ')}.`}
        columns={columns}
        rows={amounts.map((amount, at) => ({ ...amount, at }))}
        keyOf={({ at }) => String(at)}
        none=""
      />
    </section>
  );
}

/** The land it is for. */
export function ServiceArea({ shown, on }: ListProps & { readonly on: string | null }) {
  const { serviceArea } = shown.arrangement;
  const bodyOf = bodiesById(shown);
  const bodies = serviceArea.filter((one) => bodyOf.has(one));
  const blocks = serviceArea.filter((one) => !bodyOf.has(one));
  return (
    <section aria-labelledby="area-title">
      <h2 id="area-title">Service area</h2>
      {serviceArea.length === 0 && <p>Not stated: the land that both sides of the partnership serve.</p>}
      {bodies.length > 0 && (
        <ul>
          {bodies.map((one) => (
            <li key={one}>
              <OrganisationLink id={one} on={on}>
                {nameOf(bodyOf, one)}
              </OrganisationLink>
            </li>
          ))}
        </ul>
      )}
      {blocks.length > 0 && (
        <details>
          <summary>{countText(blocks.length, 'building block', 'building blocks')}</summary>
          <p>{blocks.map((one) => one.replace(/^.*:/, '')).join(', ')}</p>
        </details>
      )}
    </section>
  );
}

/** Its documents with their dates. */
export function Documents({ shown: { arrangement } }: ListProps) {
  if (arrangement.documents.length === 0) return null;
  return (
    <section aria-labelledby="documents-title">
      <h2 id="documents-title">Documents</h2>
      <ul>
        {arrangement.documents.map((one) => (
          <li key={`${one.kind} ${one.title} ${one.on}`}>
            {documentWords[one.kind]}: <Titled title={one.title} reference={one.reference} />
            {one.on !== null && `, ${dateText(one.on)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A web address is a link; any other reference is told as it is. */
function Titled({ title, reference }: { readonly title: string; readonly reference: string | null }) {
  if (reference === null) return title;
  if (/^https?:\/\//i.test(reference)) {
    return (
      <a href={reference} rel="noreferrer">
        {title}
      </a>
    );
  }
  return `${title} (${reference})`;
}

/** What is to be done by when, and why it was delayed. */
export function Milestones({ shown: { arrangement, on } }: ListProps) {
  if (arrangement.milestones.length === 0) return null;
  return (
    <section aria-labelledby="milestones-title">
      <h2 id="milestones-title">Milestones</h2>
      <ul className="notices">
        {arrangement.milestones.map((one) => (
          <li key={`${one.title} ${one.due}`}>
            <strong>{one.title}</strong>, due {dateText(one.due)}
            {one.slippedTo !== null && `, slipped to ${dateText(one.slippedTo)}`}
            {one.done !== null && `, done ${dateText(one.done)}`}
            {milestoneState(one, on) === 'overdue' && <span className="badge badge-late">Overdue</span>}
            {one.causes.length > 0 && <>. Put down to {one.causes.map(causeText).join(', ').toLowerCase()}</>}
            {one.event !== null && (
              <>
                {' '}
                (
                <Link path="/events" query={{ event: one.event }}>
                  {one.event}
                </Link>
                )
              </>
            )}
            {one.note !== null && <span className="hint"> {one.note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Shares that the parties have agreed for successors. */
export function Negotiated({ shown }: ListProps) {
  const { negotiated } = shown.arrangement;
  if (negotiated.length === 0) return null;
  const bodyOf = bodiesById(shown);
  return (
    <section aria-labelledby="negotiated-title">
      <h2 id="negotiated-title">Negotiated shares</h2>
      <ul>
        {negotiated.map(({ party, successor, share }) => (
          <li key={`${party} ${successor}`}>
            Of {nameOf(bodyOf, party)}: {nameOf(bodyOf, successor)} takes {shareText(share)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function bodiesById({ bodies }: ArrangementWire): ReadonlyMap<string, NamedBodyWire> {
  return new Map(bodies.map((body) => [body.id, body]));
}

function nameOf(bodyOf: ReadonlyMap<string, NamedBodyWire>, id: string): ReactNode & string {
  return bodyOf.get(id)?.name ?? id.replace(/^.*:/, '');
}
