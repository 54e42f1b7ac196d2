// Drafts kept on the device until the server has acknowledged them. Pure but for the storage it is given.
// The idempotency key lives with the draft and with its exact content: a resend of the same text can create nothing
// twice, and a changed text is a new act.

export type DraftState =
  /** nothing written */
  | 'empty'
  /** written and kept on this device */
  | 'saved'
  /** written, but this browser keeps nothing (private mode, storage full) */
  | 'unsaved'
  | 'sending'
  /** sent, but no answer came: it may or may not have arrived */
  | 'unsent'
  /** the server said no; `why` says it in words */
  | 'refused'
  | 'posted';

export interface Draft<F> {
  fields: F;
  state: DraftState;
  why: string | null;
  /** The refusal's code, for what the page offers beside the reason. */
  code?: string | undefined;
  savedAt: number | null;
}

interface Stored<F> {
  v: 1;
  fields: F;
  state: DraftState;
  why: string | null;
  savedAt: number;
  key: string | null;
  keyFor: string | null;
}

export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export class DraftBox<F extends object> {
  draft: Draft<F>;
  #key: string | null = null;
  #keyFor: string | null = null;
  readonly #blank: F;
  readonly #name: string;
  readonly #storage: DraftStorage | null;
  readonly #newKey: () => string;
  readonly #now: () => number;

  /** `isBlank` says when there is nothing worth keeping. */
  readonly #isBlank: (fields: F) => boolean;

  constructor(options: {
    name: string;
    blank: F;
    isBlank: (fields: F) => boolean;
    storage: DraftStorage | null;
    newKey: () => string;
    now: () => number;
  }) {
    this.#name = options.name;
    this.#blank = options.blank;
    this.#isBlank = options.isBlank;
    this.#storage = options.storage;
    this.#newKey = options.newKey;
    this.#now = options.now;
    this.draft = this.#read();
  }

  /** What the person typed. */
  write(fields: F): void {
    if (this.#isBlank(fields)) {
      this.clear();
      this.draft = { fields, state: 'empty', why: null, savedAt: null };
      return;
    }
    this.#keep(fields, 'saved', null);
  }

  /** What the server holds: the form shows it, but there is nothing to keep. A draft on this device goes first. */
  fill(fields: F): void {
    if (this.draft.state === 'empty' || this.draft.state === 'posted') this.draft = { ...this.draft, fields };
  }

  /** Returns the idempotency key to send with. */
  sending(): string {
    const content = JSON.stringify(this.draft.fields);
    if (!this.#key || this.#keyFor !== content) {
      this.#key = this.#newKey();
      this.#keyFor = content;
    }
    this.#keep(this.draft.fields, 'sending', null);
    return this.#key;
  }

  refused(why: string, code?: string): void {
    this.#keep(this.draft.fields, 'refused', why);
    if (code) this.draft = { ...this.draft, code };
  }

  unsent(why: string): void {
    this.#keep(this.draft.fields, 'unsent', why);
  }

  /** Acknowledged: the device forgets it. */
  posted(): void {
    this.clear();
    this.draft = { fields: { ...this.#blank }, state: 'posted', why: null, savedAt: null };
  }

  clear(): void {
    this.#key = this.#keyFor = null;
    try {
      this.#storage?.removeItem(this.#name);
    } catch {
      // Storage that cannot be written holds nothing of ours.
    }
    this.draft = { fields: { ...this.#blank }, state: 'empty', why: null, savedAt: null };
  }

  #keep(fields: F, state: DraftState, why: string | null): void {
    const savedAt = this.#now();
    const stored: Stored<F> = { v: 1, fields, state, why, savedAt, key: this.#key, keyFor: this.#keyFor };
    let kept = false;
    try {
      this.#storage?.setItem(this.#name, JSON.stringify(stored));
      kept = this.#storage !== null;
    } catch {
      kept = false;
    }
    const shown = state === 'saved' && !kept ? 'unsaved' : state;
    this.draft = { fields, state: shown, why, savedAt: kept ? savedAt : null };
  }

  #read(): Draft<F> {
    const nothing: Draft<F> = { fields: { ...this.#blank }, state: 'empty', why: null, savedAt: null };
    let stored: Stored<F> | null = null;
    try {
      stored = JSON.parse(this.#storage?.getItem(this.#name) ?? 'null') as Stored<F> | null;
    } catch {
      return nothing;
    }
    if (stored?.v !== 1) return nothing;
    this.#key = stored.key;
    this.#keyFor = stored.keyFor;
    // The page died while it was sending: nobody knows whether it arrived, and sending again is safe.
    const state = stored.state === 'sending' ? 'unsent' : stored.state;
    return { fields: { ...this.#blank, ...stored.fields }, state, why: stored.why, savedAt: stored.savedAt };
  }
}
