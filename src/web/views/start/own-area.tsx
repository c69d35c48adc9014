/** "Do this with your own area": four steps from a spreadsheet to a schedule, each a link. */

import type { Choice } from '../../choice.ts';
import { Link } from '../../parts/link.tsx';
import { dateText } from '../../words.ts';

/** The four steps, and the scenarios that are ready in this register. */
export function OwnArea({ choice }: { readonly choice: Choice }) {
  const { scenarios } = choice.register;
  return (
    <section id="own-area" aria-labelledby="own-title">
      <h2 id="own-title" tabIndex={-1}>
        Do this with your own area
      </h2>
      <ol className="own-steps">
        <li>
          <h3>Get the spreadsheet</h3>
          <p>One sheet with a row for each arrangement, with instructions and lists to choose from.</p>
          <p>
            <a href="/api/arrangements/template" download>
              Download the template (XLSX)
            </a>
          </p>
        </li>
        <li>
          <h3>Fill it in and import it</h3>
          <p>Every problem is listed by row and column before anything is stored; it is all or nothing.</p>
          <p>
            <Link path="/arrangements/import">Import a spreadsheet</Link>
          </p>
        </li>
        <li>
          <h3>Choose a scenario, or draw one</h3>
          <p>Which bodies merge, divide or end, and on which day. Nothing you draw touches the register.</p>
          <p>
            <Link path="/scenarios">See the scenarios</Link>
          </p>
        </li>
        <li>
          <h3>Open the schedule</h3>
          <p>What happens to each arrangement, who does what by when. Work on it together and sign it off.</p>
          <p>
            <Link path="/handover">Open the schedule</Link>
          </p>
        </li>
      </ol>
      <p>
        For councils and boards beyond this register, import a data pack of your area first:{' '}
        <code>coterminous import FOLDER</code>.
      </p>
      <h3>Scenarios that are ready in this register</h3>
      <ul className="plain-list">
        {scenarios.map((one, at) => (
          <li key={one.id}>
            <Link path="/handover" query={{ scenario: at === 0 ? null : one.id }}>
              {one.title}
            </Link>
            {daysText(one) !== null && <span className="hint"> {daysText(one)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The days of a ready scenario; null where it states none. */
function daysText({ from, to }: Choice['register']['scenarios'][number]): string | null {
  return from === null || to === null ? null : `after ${dateText(from)}, up to ${dateText(to)}`;
}
