/** Other providers by which one signs in, and linking another. */

import { send } from '../../api-client.ts';
import { Fact } from '../../parts/evidence.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { useSending } from '../../parts/use-sending.ts';
import { useSession } from '../../session.ts';
import type { AccountPartProps } from './own-account.tsx';

/** The part; nothing on a server that knows no other provider. */
export function ProvidersPart({ account: { identities } }: AccountPartProps) {
  const { providers } = useSession();
  const sending = useSending();
  if (providers.length === 0 && identities.length === 0) return null;
  const titleOf = (id: string) => providers.find((one) => one.id === id)?.title ?? id;
  const others = providers.filter((one) => !identities.some((linked) => linked.provider === one.id));
  /** The server says where to go; the provider brings the person back to this screen. */
  const link = async (id: string) => {
    const address = `/api/account/providers/${encodeURIComponent(id)}/link`;
    const done = await sending.run({}, () => send<{ address: string }>('POST', address, {}));
    if (done !== null) window.location.assign(done.value.address);
  };
  return (
    <section aria-labelledby="providers-title">
      <h2 id="providers-title">Other ways to sign in</h2>
      {identities.length === 0 ? (
        <p>No other provider signs you in yet.</p>
      ) : (
        <dl className="facts">
          {identities.map(({ provider, name }) => (
            <Fact key={`${provider} ${name}`} name={titleOf(provider)}>
              {name}
            </Fact>
          ))}
        </dl>
      )}
      <FormReport state={sending.state} where="While going to the provider">
        <div className="button-row">
          {others.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              className="button button-quiet"
              disabled={sending.state.isBusy}
              onClick={() => void link(id)}
            >
              Also sign in with {title}
            </button>
          ))}
        </div>
      </FormReport>
    </section>
  );
}
