/** Whom a data set is shown to, and under which data sharing agreements. */

import type { DataSharingWire } from '#wire/people.ts';
import { apiAddress, useAnswer } from '../../api-client.ts';
import { Link, OrganisationLink } from '../../parts/link.tsx';
import { Waiting } from '../../parts/status-note.tsx';
import { spanText } from '../../words.ts';

type Shown = DataSharingWire['agreements'][number];

/** The agreements that name it, those that show it to somebody today first. */
export function ShownUnder({ register, id }: { readonly register: string; readonly id: string }) {
  const answer = useAnswer<DataSharingWire>(apiAddress('/access/sharing', { register, data: id }));
  return (
    <section aria-labelledby="sharing-title">
      <h2 id="sharing-title">Who sees it</h2>
      {answer.value === undefined ? (
        <Waiting answer={answer} what="the data sharing agreements" />
      ) : (
        <Sharing sharing={answer.value} />
      )}
    </section>
  );
}

function Sharing({ sharing: { owners, agreements } }: { readonly sharing: DataSharingWire }) {
  const inOrder = [...agreements].sort((a, b) => Number(b.shownTo.length > 0) - Number(a.shownTo.length > 0));
  return (
    <>
      <p>
        {owners.length === 0
          ? 'It belongs to whoever keeps this register.'
          : 'Those who own it see it, and partners to whom an agreement in force shows it.'}
      </p>
      {inOrder.length === 0 ? (
        <p>No data sharing agreement names it.</p>
      ) : (
        <ul>
          {inOrder.map((agreement) => (
            <li key={agreement.id}>
              <UnderOne agreement={agreement} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function UnderOne({ agreement }: { readonly agreement: Shown }) {
  const { id, title, startsOn, endsOn, shownTo } = agreement;
  const link = <Link path={`/arrangement/${encodeURIComponent(id)}`}>{title}</Link>;
  const span = startsOn === null && endsOn === null ? 'without dates' : spanText(startsOn, endsOn);
  if (shownTo.length === 0) {
    return (
      <>
        Named by {link} ({span}), which shows it to nobody today: it is not in force, or not of all who own it.
      </>
    );
  }
  return (
    <>
      Shown to{' '}
      {shownTo.map((body, at) => (
        <span key={body.id}>
          {at > 0 && ', '}
          <OrganisationLink id={body.id}>{body.name}</OrganisationLink>
        </span>
      ))}{' '}
      under {link} ({span}).
    </>
  );
}
