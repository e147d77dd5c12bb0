/** Waiting bytes at which the sender is asked to wait, and at which it may go on. */
const FULL = 16 * 2 ** 20;
const ROOM = 4 * 2 ** 20;

/** Bytes on their way from a callback to one reader; says when it is full and when there is room. */
export class ByteQueue implements AsyncIterable<Uint8Array> {
  private waiting: Uint8Array[] = [];
  private bytes = 0;
  private isFull = false;
  private ended = false;
  private wake: () => void = () => undefined;

  constructor(private readonly sender: { full(): void; room(): void }) {}

  put(bytes: Uint8Array): void {
    this.waiting.push(bytes);
    this.bytes += bytes.length;
    if (!this.isFull && this.bytes >= FULL) {
      this.isFull = true;
      this.sender.full();
    }
    this.wake();
  }

  /** No more will come; the reader gets what waits. */
  end(): void {
    this.ended = true;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.waiting.shift();
      if (next) {
        this.bytes -= next.length;
        if (this.isFull && this.bytes <= ROOM) {
          this.isFull = false;
          this.sender.room();
        }
        yield next;
      } else if (this.ended) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
