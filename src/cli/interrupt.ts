/** Ctrl+C and other requests to stop: what is under way is given up in good order before the program ends. */

import { Stop } from '#cli/exit-codes.ts';

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** The end of a command that a signal stopped; its exit code is the one that shells give for the signal. */
export class Interrupted extends Stop {
  constructor(signal: keyof typeof signals) {
    super(signals[signal], `Stopped by ${signal}.`);
  }
}

export type Interrupt = {
  /** Settles when the first signal has come. */
  readonly came: Promise<Interrupted>;
  /** True when it has. */
  isOver(): boolean;
  /** Leaves signals to the system again. */
  release(): void;
};

/** Listens for the first signal; a second one ends the program at once, as the system does. */
export function listenForInterrupt(): Interrupt {
  const { promise: came, resolve } = Promise.withResolvers<Interrupted>();
  let isOver = false;
  const onSignal = (signal: NodeJS.Signals) => {
    release();
    isOver = true;
    resolve(new Interrupted(signal as keyof typeof signals));
  };
  const release = () => {
    for (const signal of Object.keys(signals)) process.off(signal, onSignal);
  };
  for (const signal of Object.keys(signals)) process.on(signal, onSignal);
  return { came, isOver: () => isOver, release };
}
