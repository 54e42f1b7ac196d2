// A problem in plain words of the page's language. The server's own sentence is in English: on an English page it is
// the sentence; elsewhere its code has a sentence of its own, and the original stands beneath.
import type { Problem } from '../api/problems';
import { language, t, wholeCatalogue } from '../i18n.svelte';

export interface Words {
  sentence: string;
  /** The server's own sentence, where it says more than ours. */
  original: string | null;
}

/** What only the page can know, whatever the language. */
const ours: Record<string, () => string> = {
  no_network: () =>
    t('There is no connection to the server. What you wrote is kept here; try again in a moment.'),
  no_answer: () => t('The server did not answer in time. Try again; nothing will be done twice.'),
  no_problem_body: () => t('The server could not answer properly just now. Please try again in a moment.'),
  page_error: () => t('Something in this page went wrong. Reload it; what you wrote is kept on this device.'),
  internal_error: () => t('Something went wrong on the server. Nothing was saved; please try again.'),
  token_expired: () => t('Your sign-in has expired. Sign in again; what you wrote is kept on this device.'),
};

/** At once, from what the page has. */
export function explain(problem: Problem): Words {
  const own = ours[problem.code];
  if (own) return { sentence: own(), original: null };
  if (language.locale === 'en' && problem.detail) return { sentence: problem.detail, original: null };
  return { sentence: t('The server could not do this. Please try again.'), original: problem.detail || null };
}

/** In the page's language, fetching the refusals' texts where they are needed. */
export async function explainFully(problem: Problem): Promise<Words> {
  const words = explain(problem);
  if (words.original === null) return words;
  try {
    const [{ refusal }] = await Promise.all([import('../features/problems/refusals'), wholeCatalogue()]);
    const sentence = refusal(problem.code, problem.status);
    return sentence ? { sentence, original: problem.detail } : words;
  } catch {
    return words;
  }
}
