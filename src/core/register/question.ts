/** What every question says about the register it is put to. */

export type Context = {
  /** Name of the register; the newest import when left out. */
  readonly register?: string | undefined;
  /** Which events hold; the law as it stands when left out. */
  readonly scenario?: string | undefined;
  /** As known at this moment of recorded time; now when left out. */
  readonly known?: string | undefined;
};
