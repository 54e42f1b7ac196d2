import type { CallState, Programme, ProgrammeDecision, SlotKind } from '../../api/types';
import { t } from '../../i18n.svelte';

const kinds: Record<SlotKind, () => string> = {
  opening: () => t('Opening', {}, 'of a conference'),
  session: () => t('Main session'),
  workshop: () => t('Workshop'),
  closing: () => t('Closing', {}, 'of a conference'),
};
export const SLOT_KINDS = Object.keys(kinds) as SlotKind[];
export const slotKindName = (kind: SlotKind): string => kinds[kind]();

const calls: Record<CallState, () => string> = {
  running: () => t('The call for consensus is under way.'),
  adopted: () => t('The call for consensus was closed without objection.'),
  objected: () => t('The call for consensus was closed with objections standing.'),
  withdrawn: () => t('The call for consensus was withdrawn.'),
};
export const callStateText = (state: CallState): string => calls[state]();

const parts: Record<ProgrammeDecision['settles'], () => string> = {
  whole: () => t('Programme'),
  overall_theme: () => t('Overall theme'),
  main_themes: () => t('Main themes'),
  cross_cutting: () => t('Cross-cutting priorities'),
};
/** What of the programme a decision settled. */
export const settlesName = (part: ProgrammeDecision['settles']): string => parts[part]();

/** What the chair asks about, written out so that it can be read on its own. */
export function matterOf(programme: Programme): string {
  const list = (themes: { title: string }[]) => themes.map((one) => one.title).join('; ');
  const lines = [t('Adoption of the programme, version {n}', { n: programme.version })];
  if (programme.overall_theme) lines.push(`${t('Overall theme')}: ${programme.overall_theme.title}`);
  if (programme.main_themes.length) lines.push(`${t('Main themes')}: ${list(programme.main_themes)}`);
  if (programme.cross_cutting.length)
    lines.push(`${t('Cross-cutting priorities')}: ${list(programme.cross_cutting)}`);
  return lines.join('\n');
}
