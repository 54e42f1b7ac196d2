/** A clock, sockets and pages for the tests of the live feed: nothing moves unless told to. */
import type { SocketLike } from './live.ts';

export interface Entry {
  seq: number;
}

/** A clock that only moves when told to, and fires timers on the way. */
export class Clock {
  time = 0;
  #timers = new Map<number, { at: number; run: () => void }>();
  #ids = 0;
  set = (run: () => void, ms: number): number => {
    this.#ids += 1;
    this.#timers.set(this.#ids, { at: this.time + ms, run });
    return this.#ids;
  };
  clear = (id: unknown): void => void this.#timers.delete(id as number);
  forward(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, t]) => t.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.time = due[1].at;
      due[1].run();
    }
    this.time = end;
  }
}

export const CUT = { code: 1006 } as CloseEvent;
export const heard = (data: string) => ({ data }) as MessageEvent;

export class FakeSocket implements SocketLike {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  closed = false;
  readonly sent: { id: string; [name: string]: unknown }[] = [];
  readonly after: number;
  constructor(after: number) {
    this.after = after;
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as { id: string });
  }
  close(): void {
    this.closed = true;
  }
  say(message: unknown): void {
    this.onmessage?.(heard(JSON.stringify(message)));
  }
  hello(seq: number): void {
    this.say({ type: 'hello', record_seq: seq, server_time: '2006-05-16T10:00:00Z' });
  }
  entries(prev: number, ...seqs: number[]): void {
    this.say({ type: 'entries', prev_seq: prev, items: seqs.map((seq) => ({ seq })) });
  }
}

export const settle = () => new Promise((done) => setTimeout(done));
