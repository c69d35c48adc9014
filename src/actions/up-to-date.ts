/**
 * A value that is brought up to date by whoever asks for it. Who asks while another is looking waits for the next look, and
 * shares it with everybody else who waits.
 */

/** Holds the value; `refresh` is given the one before, null at first. One that fails leaves the value as it was. */
export class UpToDate<Value> {
  private readonly refresh: (before: Value | null) => Promise<Value>;
  private value: Value | null = null;
  private running: Promise<Value> | null = null;
  private waiting: Promise<Value> | null = null;

  constructor(refresh: (before: Value | null) => Promise<Value>) {
    this.refresh = refresh;
  }

  /** The value with everything that happened before the call. */
  get(): Promise<Value> {
    if (this.waiting !== null) return this.waiting;
    if (this.running === null) return this.look();
    // What runs may have looked before the call; whoever comes until it ends shares one look after it.
    const ended = this.running.catch(() => null);
    const next = ended.then(() => {
      this.waiting = null;
      return this.look();
    });
    this.waiting = next;
    return next;
  }

  private look(): Promise<Value> {
    const run = this.refresh(this.value).then(
      (value) => {
        this.value = value;
        this.running = null;
        return value;
      },
      (error: unknown) => {
        this.running = null;
        throw error;
      },
    );
    this.running = run;
    return run;
  }
}
