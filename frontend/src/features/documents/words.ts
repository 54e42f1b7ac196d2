// What the kinds of documents are called.
import { t } from '../../i18n.svelte';
import { pick } from '../../lib/labels';

const kinds: Record<string, () => string> = {
  circulated_draft: () => t('Draft circulated for comments'),
  summary: () => t('Summary by the chair'),
  synthesis: () => t('Synthesis paper'),
  information: () => t('Information document'),
};
export const documentKindName = (kind: string): string => pick(kinds, kind);
