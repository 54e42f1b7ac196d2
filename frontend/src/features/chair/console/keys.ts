// Which shortcut a key stroke is. Pure. The list the chair sees is made of the same names (Shortcuts.svelte).

export const SHORTCUTS = [
  'next',
  'proposed',
  'start',
  'pause',
  'finish',
  'missed',
  'decide',
  'undo',
  'list',
  'count',
  'inscribe',
  'search',
  'approve',
  'refuse',
  'help',
] as const;
export type Shortcut = (typeof SHORTCUTS)[number];

export const KEY: Record<Shortcut, string> = {
  next: 'n',
  proposed: 'p',
  start: 's',
  pause: '.',
  finish: 'f',
  missed: 'm',
  decide: 'd',
  undo: 'u',
  list: 'o',
  count: '1 … 6',
  inscribe: 'i',
  search: '/',
  approve: 'a',
  refuse: 'r',
  help: '?',
};

/** What is read of a KeyboardEvent. */
export interface Stroke {
  key: string;
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  repeat: boolean;
}

/** Where the focus is: in a field nothing fires; on a button or a link the space bar is the button's. */
export type Focus = 'field' | 'control' | 'page';

const BY_KEY = new Map<string, Shortcut>([
  ...SHORTCUTS.filter((one) => one !== 'count').map((one) => [KEY[one], one] as const),
  [' ', 'pause'],
  ['؟', 'help'],
]);
const PLACES: Record<string, string> = { Slash: '/', Period: '.' };

/** The Latin character in this place, for keyboards on which the key writes another script. */
function latin(stroke: Stroke): string {
  if (/^[\x20-\x7e؟]$/.test(stroke.key)) return stroke.key.toLowerCase();
  if (stroke.key.length > 1) return '';
  const place = PLACES[stroke.code] ?? stroke.code.replace(/^Key/, '').toLowerCase();
  return stroke.shiftKey && place === '/' ? '?' : place;
}

export function countOf(stroke: Stroke): number | null {
  const typed = /^[1-6]$/.exec(stroke.key);
  if (typed) return Number(stroke.key);
  // Other digits (١ … ٦), and French keyboards, where digits are shifted.
  const place = /^(?:Digit|Numpad)([1-6])$/.exec(stroke.code);
  return place && !stroke.shiftKey ? Number(place[1]) : null;
}

export function shortcutOf(stroke: Stroke, focus: Focus): { name: Shortcut; count: number } | null {
  if (focus === 'field' || stroke.repeat) return null;
  if (stroke.altKey || stroke.ctrlKey || stroke.metaKey) return null;
  if (stroke.key === ' ' && focus !== 'page') return null;
  const count = countOf(stroke);
  if (count !== null) return { name: 'count', count };
  const name = BY_KEY.get(latin(stroke));
  return name ? { name, count: 0 } : null;
}
