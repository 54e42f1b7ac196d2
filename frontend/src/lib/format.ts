// Numbers, dates and spans in words of the page's language. Pure: the language and the time are given.

export interface Zoned {
  locale: string;
  /** IANA name; the reader's own when left out. */
  timeZone?: string | undefined;
}

/** "16 May 2006, 10:00 CEST": a time is never shown without its zone. */
export function dateTime(iso: string, { locale, timeZone }: Zoned): string {
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone ? { timeZone } : {}),
  };
  return new Intl.DateTimeFormat(locale, options).format(new Date(iso));
}

export function dateOnly(iso: string, { locale, timeZone }: Zoned): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
  return new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options).format(new Date(iso));
}

/** "1 – 24 November 2006", "2006年11月1日至24日". */
export function dateRange(from: string, to: string, { locale, timeZone }: Zoned): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
  const format = new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options);
  const [first, last] = [new Date(from), new Date(to)];
  if (!locale.startsWith('zh')) return format.formatRange(first, last);
  // Intl has figures only for a Chinese range (2006/11/1 – 2006/11/24). What both dates share is said once.
  const [begins, ends] = [format.format(first), format.format(last)];
  const shared = (mark: string) => begins.slice(0, begins.indexOf(mark) + 1);
  const said = ['月', '年'].map(shared).find((part) => ends.startsWith(part)) ?? '';
  return `${begins}至${ends.slice(said.length)}`;
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "in 3 days", "2 hours ago": the largest unit that fits, rounded towards now so that a deadline never looks later. */
export function relative(iso: string, nowMs: number, locale: string): string {
  const seconds = (Date.parse(iso) - nowMs) / 1000;
  // "in 1 day", not "tomorrow": a span, while tomorrow is a date.
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  for (const [unit, size] of UNITS)
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
}

export function number(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value);
}

export function percent(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** The name of a language in the page's language: "French", "الفرنسية". */
export function languageName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
