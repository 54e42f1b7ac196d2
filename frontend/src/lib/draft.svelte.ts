// A draft as the page's forms use it: reactive, kept in localStorage, sent with its idempotency key.
import { asProblem } from '../api/problems';
import { session } from '../session.svelte';
import { DraftBox, type Draft, type DraftStorage } from './drafts';
import { explainFully } from './explain';
import { newKey } from './keys';

function deviceStorage(): DraftStorage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

export class DraftForm<F extends object> {
  readonly #box: DraftBox<F>;
  #draft = $state.raw<Draft<F>>() as Draft<F>;

  /** `what` names the form and its object; the account is added, so that people sharing a device do not mix. */
  constructor(what: string, blank: F, isBlank: (fields: F) => boolean) {
    this.#box = new DraftBox({
      name: `convenor:draft:${session.account?.id ?? 'nobody'}:${what}`,
      blank,
      isBlank,
      storage: deviceStorage(),
      newKey,
      now: Date.now,
    });
    this.#draft = this.#box.draft;
  }

  get fields(): F {
    return this.#draft.fields;
  }

  get draft(): Draft<F> {
    return this.#draft;
  }

  get sending(): boolean {
    return this.#draft.state === 'sending';
  }

  set(change: Partial<F>): void {
    this.#box.write({ ...this.#box.draft.fields, ...change });
    this.#draft = this.#box.draft;
  }

  fill(fields: F): void {
    this.#box.fill(fields);
    this.#draft = this.#box.draft;
  }

  discard(): void {
    this.#box.clear();
    this.#draft = this.#box.draft;
  }

  /** Sends what is written; the text leaves the form only when the server has acknowledged it. */
  async send<T>(post: (fields: F, key: string) => Promise<T>): Promise<T | null> {
    if (this.sending) return null;
    const key = this.#box.sending();
    this.#draft = this.#box.draft;
    try {
      const answer = await post(this.#box.draft.fields, key);
      this.#box.posted();
      return answer;
    } catch (error) {
      const problem = asProblem(error);
      const words = await explainFully(problem);
      const why = [words.sentence, words.original].filter(Boolean).join(' ');
      if (problem.unanswered) this.#box.unsent(why);
      else this.#box.refused(why, problem.status === 401 ? 'not_signed_in' : problem.code);
      return null;
    } finally {
      this.#draft = this.#box.draft;
    }
  }
}
