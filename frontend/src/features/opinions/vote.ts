// A vote goes over the open socket, which costs everybody least when a whole hall votes at once; otherwise over HTTP.
import { api, ok } from '../../api/client';
import { Problem, type ProblemBody } from '../../api/problems';
import type { Answer, Statement } from '../../api/types';
import { session } from '../../session.svelte';
import type { ConsultationStore } from '../consultations/store.svelte';

/** Votes may be sent twice, so what the socket did not answer (or not to who signed in later) is sent again. */
export async function vote(store: ConsultationStore, id: string, value: Answer): Promise<Statement> {
  const consultation = store.value.id;
  const capacity = session.chosenIn(consultation)?.id ?? null;
  const answer = await store.act({ operation: 'vote', item: id, capacity, body: { value } });
  if (answer?.status === 200) return answer.body as Statement;
  if (answer && answer.status !== 401) throw new Problem(answer.body as ProblemBody);
  return ok(
    api.PUT('/api/v1/statements/{statement_id}/vote', {
      params: { path: { statement_id: id } },
      headers: session.as(consultation),
      body: { value },
    }),
  );
}
