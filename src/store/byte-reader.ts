/** Bytes of a stream, taken in pieces of a wanted length. */

export class ByteReader {
  private readonly source: AsyncIterator<Buffer>;
  private readonly tooShort: () => Error;
  private held: Buffer[] = [];
  private length = 0;
  private isOver = false;

  /** `tooShort` makes the error of a stream that ends before a piece is whole. */
  constructor(source: AsyncIterable<Buffer>, tooShort: () => Error) {
    this.source = source[Symbol.asyncIterator]();
    this.tooShort = tooShort;
  }

  /** The next so many bytes. @throws what `tooShort` made, when there are fewer */
  async take(count: number): Promise<Buffer> {
    while (this.length < count) if (!(await this.pull())) throw this.tooShort();
    const taken: Buffer[] = [];
    for (let missing = count; missing > 0; ) {
      const first = this.held[0] as Buffer;
      if (first.length <= missing) {
        taken.push(first);
        this.held.shift();
      } else {
        taken.push(first.subarray(0, missing));
        this.held[0] = first.subarray(missing);
      }
      missing -= Math.min(first.length, missing);
    }
    this.length -= count;
    return taken.length === 1 ? (taken[0] as Buffer) : Buffer.concat(taken);
  }

  /** Up to that mark, which is taken and left out; null when it is not within `most` bytes. @throws what `tooShort` made */
  async takeUntil(mark: number, most: number): Promise<Buffer | null> {
    for (;;) {
      const all = Buffer.concat(this.held);
      const at = all.subarray(0, most).indexOf(mark);
      if (at >= 0) return (await this.take(at + 1)).subarray(0, at);
      this.held = [all];
      if (all.length >= most) return null;
      if (!(await this.pull())) throw this.tooShort();
    }
  }

  /** True when every byte was taken. */
  async isAtEnd(): Promise<boolean> {
    while (this.length === 0) if (!(await this.pull())) return true;
    return false;
  }

  /** Adds what comes next; false at the end. */
  private async pull(): Promise<boolean> {
    if (this.isOver) return false;
    const { done, value } = await this.source.next();
    if (done === true) {
      this.isOver = true;
      return false;
    }
    this.held.push(value);
    this.length += value.length;
    return true;
  }
}
