// Counts rest on messages, on tags and on joint statements: a page asks again when one of them has changed, soon, but
// together for many entries, and not with every other reader in the same instant.
import type { Entry } from '../../api/types';
import type { ConsultationStore } from '../consultations/store.svelte';

const COUNTS_REST_ON =
  /^(theme\.|signatory\.|contribution\.(revised|withdrawn|hidden|restored)|comment\.(hidden|restored)|meeting\.configured)/;

/** Gives what stops it. */
export function following(
  store: ConsultationStore,
  load: () => unknown,
  restsOn: RegExp = COUNTS_REST_ON,
): () => void {
  let timer: number | undefined;
  const stop = store.listen((entries: readonly Entry[]) => {
    if (!entries.some((entry) => restsOn.test(entry.type))) return;
    timer ??= setTimeout(
      () => {
        timer = undefined;
        load();
      },
      200 + Math.random() * 800,
    ) as unknown as number;
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
