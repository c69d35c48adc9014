/** Names, codes, roles and relationships of a body, each with the days it holds; and the events that began and ended it. */

import { type RoleName, roleNames, tiersOfRole } from '#core/register/tiers.ts';
import type { OrganisationWire } from '#wire/register.ts';
import { Dated, Fact } from '../../parts/evidence.tsx';
import { Link, OrganisationLink } from '../../parts/link.tsx';
import { plainWord, relationshipFromOther, spanText } from '../../words.ts';

/** Identity as a list of facts, then the relationships. */
export function Identity({ body }: { readonly body: OrganisationWire }) {
  return (
    <>
      <h2>Identity</h2>
      <dl className="facts">
        <Fact name={body.names.length > 1 ? 'Names' : 'Name'}>
          {body.names.length === 0 ? (
            body.name
          ) : (
            <ul className="plain-list">
              {body.names.map((name) => (
                <li key={`${name.name} ${name.from}`}>
                  <Dated text={name.name} from={name.from} to={name.to} />
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name="Codes">
          {body.identifiers.length === 0 ? (
            'None in this register.'
          ) : (
            <ul className="plain-list">
              {body.identifiers.map((code) => (
                <li key={`${code.scheme} ${code.value} ${code.from}`}>
                  {code.scheme.toUpperCase()} <Dated text={code.value} from={code.from} to={code.to} />
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name="What it is">
          <ul className="plain-list">
            {body.roles.map((role) => (
              <li key={`${role.role} ${role.from}`}>
                <Dated text={plainWord(role.role)} from={role.from} to={role.to} />
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name="Began">
          <Bound
            body={body}
            event={body.beganBy}
            none={body.from === null ? 'Before this register begins.' : 'No event in this register says how.'}
          />
        </Fact>
        <Fact name="Ended">
          <Bound
            body={body}
            event={body.endedBy}
            none={body.to === null ? 'It has not ended in this scenario.' : 'No event in this register says how.'}
          />
        </Fact>
        <Fact name="Territory">{extentText(body)}</Fact>
      </dl>
      <Relationships body={body} />
    </>
  );
}

/** The tier a body stands in by its first role, for a link to the map; null when it stands in none. */
export function tierOf(body: Pick<OrganisationWire, 'roles'>): string | null {
  const role = body.roles
    .map((one) => one.role)
    .find((one): one is RoleName => (roleNames as readonly string[]).includes(one));
  return role === undefined ? null : (tiersOfRole(role)[0] ?? null);
}

function Bound({
  body,
  event,
  none,
}: {
  readonly body: OrganisationWire;
  readonly event: string | null;
  readonly none: string;
}) {
  if (event === null) return none;
  const title = body.events.find((one) => one.id === event)?.title ?? event;
  return (
    <Link path="/events" query={{ event }}>
      {title}
    </Link>
  );
}

function extentText(body: OrganisationWire): string {
  if (body.extent === 'known') return 'Known to this register.';
  if (body.extent === 'partial') return 'Known in part: what is shown of land and people is of that part.';
  return 'Not known to this register, and not guessed.';
}

function Relationships({ body }: { readonly body: OrganisationWire }) {
  if (body.relationships.length === 0) return null;
  return (
    <>
      <h3>Relationships</h3>
      <ul>
        {body.relationships.map((line) => (
          <li key={`${line.kind} ${line.direction} ${line.other?.id} ${line.from}`}>
            {line.direction === 'to' ? plainWord(line.kind) : reversedWord(line.kind)}{' '}
            {line.other === null ? (
              'not known whom'
            ) : (
              <OrganisationLink id={line.other.id}>{line.other.name}</OrganisationLink>
            )}
            {line.status === 'unresolved' && <span className="badge badge-uncertain">Unresolved</span>}{' '}
            <span className="hint">{spanText(line.from, line.to)}</span>
            {line.note !== null && <span className="hint"> {line.note}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function reversedWord(kind: string): string {
  return Object.entries(relationshipFromOther).find(([name]) => name === kind)?.[1] ?? plainWord(kind);
}
