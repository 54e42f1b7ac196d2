// What is marked and not yet cast, and the receipt: in the memory of this page only, because a choice that stayed in
// the browser's storage could be read there by the next person. Leaving or reloading the page forgets both.
import { api, ok } from '../../api/client';
import type { Receipt } from '../../api/types';
import { session } from '../../session.svelte';
import { canonicalChoice, commitment, newNonce, type Choice } from './choice';

export interface Cast {
  receipt: Receipt;
  choice: Choice;
  nonce: string;
}

interface Sending {
  choice: Choice;
  nonce: string;
}

/** By account and ballot, so that who signs in next finds nothing of who was here before. */
let marks = $state.raw<Record<string, Choice>>({});
let casts = $state.raw<Record<string, Cast>>({});
/** Kept until an answer comes, so that sending again makes the same ballot and the same receipt, and nothing twice. */
const sendings = new Map<string, Sending>();

export class WrongReceipt extends Error {}

export class Booth {
  readonly #id: string;
  readonly #consultation: string;
  readonly #key: string;

  constructor(ballot: { id: string; consultation_id: string }) {
    this.#id = ballot.id;
    this.#consultation = ballot.consultation_id;
    this.#key = `${session.account?.id} ${ballot.id}`;
  }

  get marks(): Choice | null {
    return marks[this.#key] ?? null;
  }
  set marks(choice: Choice) {
    marks = { ...marks, [this.#key]: choice };
  }

  get cast(): Cast | null {
    return casts[this.#key] ?? null;
  }

  /** Casts what is marked. What was marked is forgotten once the service has it; the receipt holds what was cast. */
  async send(given: Choice): Promise<void> {
    const choice = canonicalChoice(given);
    const before = sendings.get(this.#key);
    const same = before && JSON.stringify(before.choice) === JSON.stringify(choice);
    const { nonce } = same ? before : { nonce: newNonce() };
    sendings.set(this.#key, { choice, nonce });
    const committed = await commitment(this.#id, choice, nonce);
    const receipt = await ok(
      api.PUT('/api/v1/ballots/{ballot_id}/ballot', {
        params: { path: { ballot_id: this.#id } },
        headers: session.as(this.#consultation),
        body: { choice, nonce, commitment: committed },
      }),
    );
    if (receipt.commitment !== committed) throw new WrongReceipt();
    sendings.delete(this.#key);
    casts = { ...casts, [this.#key]: { receipt, choice, nonce } };
    const { [this.#key]: _, ...others } = marks;
    marks = others;
  }
}
