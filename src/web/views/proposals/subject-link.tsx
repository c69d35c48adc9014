/** What a proposal is about, as a link where it has a screen that the reader may see. */

import type { ProposalRowWire } from '#wire/proposals.ts';
import { Link } from '../../parts/link.tsx';

/** The link, or the title alone. */
export function SubjectLink({ subject: { title, path } }: { readonly subject: ProposalRowWire['subject'] }) {
  if (path === null) return <>{title}</>;
  const [screen = path, query = ''] = path.split('?');
  return (
    <Link path={screen} query={Object.fromEntries(new URLSearchParams(query))}>
      {title}
    </Link>
  );
}
