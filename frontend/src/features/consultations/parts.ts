// The parts of one consultation and the pages in each: the one place that says where a page belongs.

export interface Page {
  href: string;
  label: string;
  /** Addresses that belong to it, besides its own and those below it. */
  also?: string[];
}

/** A part leads to its first page; the others are shown once one is in it. */
export interface Part {
  label: string;
  pages: Page[];
  live?: boolean;
}

/** What there is to lead to, and `t`, which is handed in so that this file needs no page around it. */
interface Shown {
  t: (text: string) => string;
  meeting: { id: string; state: string } | null;
  note: boolean;
  officer: boolean;
}

export function partsOf(base: string, { t, meeting, note, officer }: Shown): Part[] {
  const single = (href: string, label: string, live = false): Part => ({
    label,
    pages: [{ href, label }],
    live,
  });
  const positions: Page[] = note ? [{ href: `${base}/positions`, label: t('Positions') }] : [];
  return [
    single(base, t('Overview')),
    ...(meeting
      ? [single(`${base}/meetings/${meeting.id}`, t('Meeting'), meeting.state === 'in_progress')]
      : []),
    {
      label: t('Contributions'),
      pages: [
        {
          href: `${base}/contributions`,
          label: t('Contributions'),
          also: [`${base}/contribute`, `${base}/became`],
        },
        { href: `${base}/points`, label: t('Points') },
        { href: `${base}/statements`, label: t('Statements') },
        { href: `${base}/missing`, label: t('What is missing') },
        { href: `${base}/caucuses`, label: t('Caucuses') },
      ],
    },
    {
      label: t('Themes'),
      pages: [
        { href: `${base}/themes`, label: t('Themes'), also: [`${base}/theme-tagging`] },
        { href: `${base}/programme`, label: t('Programme') },
      ],
    },
    {
      label: note ? t('Positions') : t('Decisions'),
      pages: [...positions, { href: `${base}/decisions`, label: t('Decisions') }],
    },
    {
      label: t('Advisory group'),
      pages: [
        { href: `${base}/advisory`, label: t('Composition') },
        { href: `${base}/ballots`, label: t('Ballots') },
        { href: `${base}/advisory-nominations`, label: t('Nominations') },
        { href: `${base}/advisory-offices`, label: t('Offices and rotation') },
        { href: `${base}/advisory-interests`, label: t('Declared interests') },
      ],
    },
    {
      label: t('Summary'),
      pages: [
        {
          href: `${base}/summary`,
          label: t('Summary'),
          also: [`${base}/summary-review`, `${base}/summary-changes`, `${base}/summary-editing`],
        },
        { href: `${base}/documents`, label: t('Documents') },
      ],
    },
    single(`${base}/record`, t('Record')),
    ...(officer ? [single(`${base}/chair`, t('Chair’s desk'))] : []),
  ];
}

/** The page an address belongs to: its own, one below it, or one of its others. The overview has nothing below it. */
export function pageAt(parts: Part[], base: string, path: string): Page | undefined {
  return parts
    .flatMap((part) => part.pages)
    .find(
      ({ href, also = [] }) =>
        path === href || also.includes(path) || (href !== base && path.startsWith(`${href}/`)),
    );
}
