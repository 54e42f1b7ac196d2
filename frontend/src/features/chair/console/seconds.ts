// Times as people type them: "2:30" is two and a half minutes, "3" is three. Pure.

export function written(seconds: number | null): string {
  if (seconds === null) return '';
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Arabic and Persian digits as well as European ones. */
const european = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

/** Null for nothing typed, undefined for something that is no time or not one the server takes. */
export function read(text: string, least = 10): number | null | undefined {
  const typed = european(text.trim());
  if (typed === '') return null;
  const found = /^(\d{1,4})(?::([0-5]\d))?$/.exec(typed);
  if (!found) return undefined;
  const seconds = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return seconds >= least && seconds <= 86_400 ? seconds : undefined;
}
