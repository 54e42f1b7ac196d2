// Says a compiled message (scripts/vite-lingui.mjs) with its values. Of ICU MessageFormat it knows what the texts use:
// values, plural and select. Lingui compiles; its own run time would cost every reader 1.7 kB more than these lines.

export type Compiled = string | readonly Part[];
type Part = string | readonly [name: string, kind?: string, choices?: Readonly<Record<string, Compiled>>];
export type Values = Record<string, unknown>;

const rules = new Map<string, Intl.PluralRules>();

function category(n: number, tag: string): string {
  let known = rules.get(tag);
  if (!known) rules.set(tag, (known = new Intl.PluralRules(tag)));
  return known.select(n);
}

/** `tag` decides on plural forms and on how a count is written. */
export function say(message: Compiled, values: Values, tag: string, count = ''): string {
  if (typeof message === 'string') return message;
  return message
    .map((part) => {
      if (typeof part === 'string') return part === '#' ? count || part : part;
      const [name, kind, choices] = part;
      const value = values[name];
      if (!choices) return value ?? '';
      if (kind !== 'plural') return say(choices[String(value)] ?? choices['other'] ?? '', values, tag, count);
      const n = Number(value);
      const chosen = choices[n] ?? choices[category(n, tag)] ?? choices['other'] ?? '';
      return say(chosen, values, tag, new Intl.NumberFormat(tag).format(n));
    })
    .join('');
}
