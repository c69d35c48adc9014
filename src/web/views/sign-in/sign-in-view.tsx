/** Nobody is signed in: the ways in, on a server with accounts and on a laptop. */

import { useEffect } from 'react';
import type { SessionWire } from '#wire/session.ts';
import { goTo, useLocation } from '../../router.ts';
import { usePageTitle } from '../../view.ts';
import { SignInForm } from './sign-in-form.tsx';

/** The screen in place of every other until somebody signed in; then the screen that the address names is shown. */
export function SignInView({ session }: { readonly session: SessionWire }) {
  usePageTitle('Sign in');
  const { path, query } = useLocation();
  const failed = session.providers.find((one) => one.id === query.get('failed'));
  const isElsewhere = path !== '/' && path !== '/sign-in';
  return (
    <>
      <h1>Sign in</h1>
      {query.has('failed') && (
        <div className="note note-caution" role="status">
          <p>
            Signing in with {failed?.title ?? 'the other provider'} did not work. Try again; if it stays so, somebody
            who administers your body can see whether your account is ready for it.
          </p>
        </div>
      )}
      {isElsewhere && <p>You come to the screen that you asked for when you have signed in.</p>}
      <SignInForm providers={session.providers} email={null} isInDialog={false} onDone={() => undefined} />
      <section aria-labelledby="no-way-title">
        <h2 id="no-way-title">If you cannot sign in</h2>
        <p>
          Somebody who administers your body can invite you, or give you a link with which you choose a new password. No
          mail is sent: they hand you the link.
        </p>
      </section>
    </>
  );
}

/** The path of signing in, for somebody who has: leads on to the start. */
export function SignedInAlready() {
  usePageTitle('Sign in');
  useEffect(() => goTo('/'), []);
  return <h1>You are signed in</h1>;
}

/** A laptop whose link was not opened in this browser, or was used up. `isUsedUp`: it was tried just now. */
export function OwnerLinkView({ isUsedUp }: { readonly isUsedUp: boolean }) {
  usePageTitle('Open the link of the start');
  return (
    <>
      <h1>Open the link that the start printed</h1>
      {isUsedUp && (
        <div className="fault" role="alert">
          <h2>This link does not work any more</h2>
          <p>It works once, and for five minutes. Make another one, as below.</p>
        </div>
      )}
      <p>
        This is the workbench of one machine. Whoever started it signs in by a link, so that nobody else who can reach
        this address reads or changes anything.
      </p>
      <ol>
        <li>
          Look where Coterminous was started: it printed a link that ends in <code>?key=</code> and a long key. It works
          once, and for five minutes.
        </li>
        <li>
          If that link was used up, write <code>coterminous open</code> on the same machine. It prints a new one.
        </li>
        <li>Open the link in this browser. It stays signed in until it has not been used for a while.</li>
      </ol>
    </>
  );
}
