/** What a rule rests on: the reference as a lawyer writes it, what it says, and whether the text itself was read. */

type Citation = {
  readonly id: string;
  readonly reference: string;
  readonly says: string;
  readonly url: string | null;
  readonly standing: string;
};

/** The citations in the order given. */
export function Citations({ citations }: { readonly citations: readonly Citation[] }) {
  return (
    <ul className="sources">
      {citations.map(({ id, reference, says, url, standing }) => (
        <li key={id}>
          <cite>
            {url === null || !/^https?:\/\//i.test(url) ? (
              reference
            ) : (
              <a href={url} rel="noreferrer">
                {reference}
              </a>
            )}
          </cite>
          : {says}{' '}
          <span className="hint">{standing === 'read' ? 'The text was read.' : 'As another source reports it.'}</span>
        </li>
      ))}
    </ul>
  );
}
