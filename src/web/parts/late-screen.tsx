/**
 * A screen whose program comes when it is first opened, so that the first page stays small. Shows a quiet wait meanwhile,
 * and says what to do when it does not come.
 */

import { type ReactNode, useEffect, useState } from 'react';
import { ApiFault } from '../api-client.ts';
import type { ViewProps } from '../view.ts';
import { FaultNote, Loading } from './status-note.tsx';

/** `named` is what the path names, '' where it names nothing. */
export type DrawScreen<P = ViewProps> = (props: P, named: string) => ReactNode;

type LateScreenProps<P> = {
  readonly load: () => Promise<DrawScreen<P>>;
  readonly props: P;
  readonly named: string;
};

/** What has come stays for the visit: a screen that is opened again is there at once. */
const come = new Map<unknown, unknown>();

/** The screen, once it has come. */
export function LateScreen<P>({ load, props, named }: LateScreenProps<P>) {
  const [draw, setDraw] = useState<DrawScreen<P> | undefined>(() => come.get(load) as DrawScreen<P> | undefined);
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    if (draw !== undefined) return;
    let isWanted = true;
    load().then(
      (found) => {
        come.set(load, found);
        if (isWanted) setDraw(() => found);
      },
      () => isWanted && setIsLost(true),
    );
    return () => {
      isWanted = false;
    };
  }, [draw, load]);
  if (isLost) return <FaultNote fault={lost} where="While opening the screen" retry={() => window.location.reload()} />;
  return draw === undefined ? <Loading what="the screen" /> : draw(props, named);
}

// A browser remembers a part that did not come: only loading the page again asks for it anew.
const lost = new ApiFault({
  title: 'This screen did not come',
  status: 0,
  detail:
    'Coterminous may have been stopped or brought up to date meanwhile. See that it is running; trying again loads the page anew.',
});
