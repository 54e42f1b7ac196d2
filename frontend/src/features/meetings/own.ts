// One's own comments that the moderators have not let through. What they decide about them is in the record for officers
// only, so their author's page asks for it when the record says that something was decided.
import { api, ok } from '../../api/client';
import type { Comment, Entry } from '../../api/types';
import { session } from '../../session.svelte';

export class OwnComments {
  readonly #held = new Set<string>();
  readonly #show: (comment: Comment) => void;

  constructor(show: (comment: Comment) => void) {
    this.#show = show;
  }

  add(comment: Comment): void {
    if (comment.state === 'held') this.#held.add(comment.id);
    this.#show(comment);
  }

  /** `participant`: others have none. */
  async load(meetingId: string, participant: boolean): Promise<void> {
    const me = session.account?.id;
    if (!me || !participant) return;
    const path = { meeting_id: meetingId };
    const pages = (['held', 'refused'] as const).map((state) =>
      ok(api.GET('/api/v1/meetings/{meeting_id}/comments', { params: { path, query: { state } } })),
    );
    for (const { items } of await Promise.all(pages))
      for (const one of items) if (one.acted_as.account_id === me) this.add(one);
  }

  follow(entries: readonly Entry[]): void {
    for (const { type, subject_id: id } of entries)
      if (id && this.#held.has(id) && (type === 'comment.refused' || type === 'comment.approved'))
        void this.#decided(id);
  }

  async #decided(id: string): Promise<void> {
    this.#held.delete(id);
    try {
      const path = { comment_id: id };
      this.add(await ok(api.GET('/api/v1/comments/{comment_id}', { params: { path } })));
    } catch (error) {
      // Shown as held until the page is loaded anew: nothing of the author's is lost by that.
      this.#held.add(id);
      console.warn(error);
    }
  }
}
