// The live feed of one consultation as a pure state machine: sockets, timers, the network's state and chance are given
// from outside, so that every failure can be played in a test. It promises: each entry is applied exactly once and in
// order, whatever the connection does. It knows nothing of what the entries mean.

export interface Sequenced {
  seq: number;
}

/**
 * connecting: the first attempt. live: the server was heard from lately. reconnecting: lost, another attempt is under way
 * or due. offline: the device itself has no network. polling: low-data mode, the last question was answered.
 */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'polling';

/** What of a WebSocket is used here; methods, so that a browser's WebSocket is one. */
export interface SocketLike {
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  send(text: string): void;
  close(): void;
}

/** To an act on the socket: what the same request over HTTP would be answered. */
export interface SocketAnswer {
  id: string;
  status: number;
  body: unknown;
}

export interface Page<E> {
  items: E[];
  /** Where the next page starts, or null at the end of the record. */
  next: number | null;
  head?: { seq: number };
}

export interface LiveOptions<E extends Sequenced> {
  /** The seq that the state on screen already contains. */
  after: number;
  open(after: number): SocketLike;
  backfill(after: number): Promise<Page<E>>;
  apply(entries: E[]): void;
  /** Called on every change of status, with the time of the server where a hello brought it. */
  changed(status: LiveStatus): void;
  /** The server's record is shorter than ours: it was restored from a backup, and the page has to start afresh. */
  diverged(): void;
  hello?(serverTime: string): void;
  /** How many are connected to the consultation. */
  present?(connected: number): void;
  /** So many attempts in a row have failed. */
  failing?(attempts: number): void;
  online(): boolean;
  now(): number;
  setTimer(run: () => void, ms: number): unknown;
  clearTimer(timer: unknown): void;
  random(): number;
}

type Message<E> =
  | { type: 'hello'; record_seq: number; server_time: string }
  | { type: 'entries'; prev_seq: number; items: E[] }
  | { type: 'ping' }
  | { type: 'presence'; connected: number }
  | ({ type: 'answer' } & SocketAnswer)
  | { type: 'resync' };

/** The server pings every 10 s; two and a half of them missed means that the line is dead although it looks open. */
export const SILENCE_MS = 25_000;
/** After a restart 11,000 clients come back: they spread over this long. Later attempts may wait up to three times it. */
export const SPREAD_MS = 5_000;
/** navigator.onLine can be wrong, so an offline page still tries now and then. */
export const OFFLINE_RETRY_MS = 15_000;
/** In low-data mode the page asks for what is new this often instead of holding a socket open. */
export const POLL_MS = 15_000;

/** An act on the socket that was not answered by then is sent over HTTP; it is of the kind that may be sent twice. */
export const ANSWER_MS = 5_000;

export class LiveFeed<E extends Sequenced> {
  status: LiveStatus = 'connecting';
  #last: number;
  #socket: SocketLike | null = null;
  #inbox: Message<E>[] = [];
  #draining = false;
  #stopped = true;
  #attempts = 0;
  #heard = 0;
  #silence: unknown = null;
  #retry: unknown = null;
  #polling = false;
  /** Which question to the server is the present one; the answers to others are not waited for any more. */
  #asked = 0;
  #acts = 0;
  readonly #unanswered = new Map<string, (answer: SocketAnswer | null) => void>();
  readonly #o: LiveOptions<E>;

  constructor(options: LiveOptions<E>, polling = false) {
    this.#o = options;
    this.#last = options.after;
    this.#polling = polling;
  }

  /** Low-data mode on or off, at any moment. */
  poll(on: boolean): void {
    if (on === this.#polling) return;
    this.#polling = on;
    this.#attempts = 0;
    if (!this.#stopped) this.#connect();
  }

  /** The last entry applied, which is also the resume token. */
  get last(): number {
    return this.#last;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#drop();
    this.#cancelRetry();
  }

  /** The device says that its network went away; a socket may look open for minutes yet. */
  networkLost(): void {
    if (this.#stopped) return;
    this.#drop();
    this.#set('offline');
    this.#retryIn(OFFLINE_RETRY_MS);
  }

  /** The network is back, or the page was woken: come back soon, but not all in the same instant. */
  networkBack(): void {
    if (this.#stopped || this.status === 'live' || this.status === 'polling') return;
    this.#set('reconnecting');
    this.#retryIn(this.#o.random() * 1_000);
  }

  /** The page became visible again: timers may have slept with it. */
  wake(): void {
    if (this.#stopped) return;
    if (this.status === 'polling') this.#connect();
    else if (this.#socket && this.#o.now() - this.#heard > SILENCE_MS) this.#lost();
    else if (!this.#socket) this.networkBack();
  }

  /** Do this on the socket. Null: there is none, or it was lost, or it stayed silent; whether it was done is not known. */
  act(message: Record<string, unknown>): Promise<SocketAnswer | null> {
    const socket = this.#socket;
    if (this.status !== 'live' || !socket) return Promise.resolve(null);
    const id = String((this.#acts += 1));
    return new Promise((settle) => {
      const timer = this.#o.setTimer(() => this.#answered(id, null), ANSWER_MS);
      this.#unanswered.set(id, (answer) => {
        this.#o.clearTimer(timer);
        settle(answer);
      });
      socket.send(JSON.stringify({ type: 'act', id, ...message }));
    });
  }

  #answered(id: string, answer: SocketAnswer | null): void {
    const settle = this.#unanswered.get(id);
    this.#unanswered.delete(id);
    settle?.(answer);
  }

  #set(status: LiveStatus): void {
    if (status === this.status) return;
    this.status = status;
    this.#o.changed(status);
  }

  #connect(): void {
    this.#cancelRetry();
    this.#drop();
    if (this.#polling) {
      void this.#ask();
      return;
    }
    let socket: SocketLike;
    try {
      socket = this.#o.open(this.#last);
    } catch {
      this.#lost();
      return;
    }
    this.#socket = socket;
    this.#listen();
    socket.onmessage = (event) => {
      if (this.#socket !== socket) return;
      this.#listen();
      this.#receive(event.data);
    };
    socket.onclose = () => {
      if (this.#socket === socket) this.#lost();
    };
    socket.onerror = () => {
      if (this.#socket === socket) this.#lost();
    };
  }

  /** Forget the socket without a word to the outside; what it still says is ignored. */
  #drop(): void {
    this.#asked += 1;
    const socket = this.#socket;
    this.#socket = null;
    this.#inbox = [];
    this.#o.clearTimer(this.#silence);
    this.#silence = null;
    for (const id of [...this.#unanswered.keys()]) this.#answered(id, null);
    if (!socket) return;
    socket.onmessage = socket.onclose = socket.onerror = null;
    try {
      socket.close();
    } catch {
      // A socket that cannot be closed is as good as closed.
    }
  }

  #lost(): void {
    this.#drop();
    if (this.#stopped) return;
    if (!this.#o.online()) {
      this.#set('offline');
      this.#retryIn(OFFLINE_RETRY_MS);
      return;
    }
    this.#set('reconnecting');
    this.#attempts += 1;
    this.#o.failing?.(this.#attempts);
    const spread = this.#attempts > 5 ? 3 * SPREAD_MS : SPREAD_MS;
    this.#retryIn(this.#o.random() * spread);
  }

  #retryIn(ms: number): void {
    this.#cancelRetry();
    this.#retry = this.#o.setTimer(() => {
      this.#retry = null;
      this.#connect();
    }, ms);
  }

  #cancelRetry(): void {
    this.#o.clearTimer(this.#retry);
    this.#retry = null;
  }

  /** One timer per quiet period, not one per message: it looks at the clock when it fires. */
  #listen(): void {
    this.#heard = this.#o.now();
    if (this.#silence !== null) return;
    const check = () => {
      const quiet = this.#o.now() - this.#heard;
      this.#silence = null;
      if (quiet >= SILENCE_MS) this.#lost();
      else this.#silence = this.#o.setTimer(check, SILENCE_MS - quiet);
    };
    this.#silence = this.#o.setTimer(check, SILENCE_MS);
  }

  #receive(data: unknown): void {
    let message: Message<E>;
    try {
      message = JSON.parse(String(data)) as Message<E>;
    } catch {
      this.#lost();
      return;
    }
    this.#inbox.push(message);
    if (!this.#draining) void this.#drain();
  }

  /** Messages wait while a gap is being filled, so that entries are applied in order. */
  async #drain(): Promise<void> {
    this.#draining = true;
    for (let message = this.#inbox.shift(); message; message = this.#inbox.shift()) {
      const socket = this.#socket;
      try {
        await this.#take(message);
      } catch {
        // The failure belongs to the connection the message came by, which may be gone by now.
        if (this.#socket === socket) this.#lost();
      }
    }
    this.#draining = false;
  }

  async #take(message: Message<E>): Promise<void> {
    switch (message.type) {
      case 'hello':
        this.#attempts = 0;
        if (message.record_seq < this.#last) return this.#diverged();
        this.#o.hello?.(message.server_time);
        this.#set('live');
        return;
      case 'entries': {
        const socket = this.#socket;
        if (message.prev_seq > this.#last) await this.#fill(message.prev_seq);
        if (this.#socket === socket) this.#apply(message.items);
        return;
      }
      case 'resync':
        this.#lost();
        return;
      case 'answer':
        return this.#answered(message.id, message);
      case 'presence':
        this.#o.present?.(message.connected);
        return;
      case 'ping':
        return;
    }
  }

  /** Low-data mode: everything since the last entry applied, then again after a while. */
  async #ask(): Promise<void> {
    const question = this.#asked;
    try {
      for (let next: number | null = this.#last; next !== null;) {
        const page: Page<E> = await this.#o.backfill(next);
        if (this.#stopped || question !== this.#asked) return;
        if (page.head && page.head.seq < this.#last) return this.#diverged();
        this.#apply(page.items);
        next = page.next;
      }
    } catch {
      if (question === this.#asked) this.#lost();
      return;
    }
    this.#attempts = 0;
    this.#set('polling');
    this.#retryIn(POLL_MS);
  }

  #diverged(): void {
    this.stop();
    this.#o.diverged();
  }

  /** Fetch what lies between the last entry applied and `target`; what was not for our eyes is skipped over. */
  async #fill(target: number): Promise<void> {
    for (;;) {
      const page = await this.#o.backfill(this.#last);
      if (this.#stopped) return;
      this.#apply(page.items);
      if (this.#last >= target) return;
      if (page.next === null) break;
      this.#last = Math.max(this.#last, page.next);
    }
    this.#last = Math.max(this.#last, target);
  }

  #apply(entries: E[]): void {
    const fresh = entries.filter((entry) => entry.seq > this.#last);
    const newest = fresh.at(-1);
    if (!newest) return;
    this.#last = newest.seq;
    this.#o.apply(fresh);
  }
}
