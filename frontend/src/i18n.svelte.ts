// Translation: the language of the page, its catalogue (loaded when needed, in two parts) and `t`.
import { say, type Compiled } from './lib/messages';

export type Locale = 'en' | 'ar' | 'zh';
export const LOCALES: readonly Locale[] = ['en', 'ar', 'zh'];
/** Each language by its own name. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', ar: 'العربية', zh: '中文' };
const COOKIE = 'convenor_language';

type Part = 'first' | 'floor' | 'rest';
type Messages = Record<string, Compiled>;
type Catalogue = Promise<{ default: Messages }>;

const catalogues: Record<Locale, Record<Part, () => Catalogue>> = {
  en: {
    first: () => import('./locales/en.po?part=first'),
    floor: () => import('./locales/en.po?part=floor'),
    rest: () => import('./locales/en.po?part=rest'),
  },
  ar: {
    first: () => import('./locales/ar.po?part=first'),
    floor: () => import('./locales/ar.po?part=floor'),
    rest: () => import('./locales/ar.po?part=rest'),
  },
  zh: {
    first: () => import('./locales/zh.po?part=first'),
    floor: () => import('./locales/zh.po?part=floor'),
    rest: () => import('./locales/zh.po?part=rest'),
  },
};
/** For Intl: numbers keep the digits in which the record, the options and the paragraphs are numbered. */
const TAGS: Record<Locale, string> = { en: 'en-GB', ar: 'ar-u-nu-latn', zh: 'zh-CN' };
const parts = new Set<Part>(['first']);
const messages: Record<Locale, Messages> = { en: {}, ar: {}, zh: {} };

let current = $state.raw<Locale>('en');

export const language = {
  get locale(): Locale {
    return current;
  },
  get dir(): 'ltr' | 'rtl' {
    return current === 'ar' ? 'rtl' : 'ltr';
  },
  get tag(): string {
    return TAGS[current];
  },
};

const isLocale = (value: string | null | undefined): value is Locale => LOCALES.includes(value as Locale);

/** An address may ask (?lang=ar), then the person's choice, then what the server or the browser proposes. */
export function wantedLocale(proposed: string | null): Locale {
  const asked = new URLSearchParams(location.search).get('lang');
  const chosen = document.cookie.match(/(?:^|; )convenor_language=(\w+)/)?.[1];
  for (const one of [asked, chosen, proposed, ...navigator.languages.map((tag) => tag.split('-')[0])])
    if (isLocale(one)) return one;
  return 'en';
}

async function fetchPart(locale: Locale, part: Part): Promise<void> {
  Object.assign(messages[locale], (await catalogues[locale][part]()).default);
}

export async function useLocale(locale: Locale, options: { remember?: boolean } = {}): Promise<void> {
  await Promise.all([...parts].map((part) => fetchPart(locale, part)));
  current = locale;
  document.documentElement.lang = locale;
  document.documentElement.dir = language.dir;
  if (!options.remember) return;
  document.cookie = `${COOKIE}=${locale}; path=/; max-age=31536000; samesite=lax`;
  // The choice outlives an address that asked for another language.
  const url = new URL(location.href);
  url.searchParams.delete('lang');
  history.replaceState(history.state, '', url);
}

/** The texts of the pages that are not `light` (routes.ts), or only those of the floor. */
export async function wholeCatalogue(part: Part = 'rest'): Promise<void> {
  parts.add(part);
  await fetchPart(current, part);
}

/**
 * The text in the page's language. `message` and `context` must be plain literals (see scripts/messages.mjs); the build
 * replaces the message by its id. Reading `current` makes whatever shows the text follow a change of language.
 */
export function t(message: string, values: Record<string, unknown> = {}, context?: string): string {
  void context;
  return say(messages[current][message] ?? message, values, language.tag);
}
