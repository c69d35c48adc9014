/**
 * A value that is brought up to date by whoever asks for it, as far as the head of the journal that they have read. Who asks
 * while another is looking waits for that look, and looks again only if it did not come so far.
 */

/** Holds the value; `refresh` is given the one before, null at first, and the head. One that fails leaves the value as it was. */
export class UpToDate<Value extends { readonly seq: number }> {
  private readonly refresh: (before: Value | null, head: number) => Promise<Value>;
  private value: Value | null = null;
  private running: Promise<Value> | null = null;

  constructor(refresh: (before: Value | null, head: number) => Promise<Value>) {
    this.refresh = refresh;
  }

  /** The value with everything up to that entry of the journal, or further. */
  async get(head: number): Promise<Value> {
    for (;;) {
      if (this.value !== null && head <= this.value.seq) return this.value;
      if (this.running === null) return this.look(head);
      await this.running.catch(() => null);
    }
  }

  private look(head: number): Promise<Value> {
    const run = this.refresh(this.value, head).then(
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
