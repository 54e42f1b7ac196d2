import type { SlotKind } from '../../api/types';

/** A session as the form holds it: times as the browser's fields write them, empty where there is none. */
export interface SlotDraft {
  kind: SlotKind;
  title: string;
  place: string;
  main_theme: number | null;
  starts_at: string;
  ends_at: string;
}
