// Matching of addresses against the table of pages. Pure.

export type Params = Record<string, string>;

/** `/c/:slug/meetings/:id` against a path; null when it does not match. A trailing slash makes no difference. */
export function match(pattern: string, path: string): Params | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (wanted.length !== given.length) return null;
  const params: Params = {};
  for (let i = 0; i < wanted.length; i += 1) {
    const want = wanted[i]!;
    const have = given[i]!;
    if (!want.startsWith(':')) {
      if (want !== have) return null;
      continue;
    }
    try {
      params[want.slice(1)] = decodeURIComponent(have);
    } catch {
      return null;
    }
  }
  return params;
}

interface LinkLike {
  href: string;
  origin: string;
  pathname: string;
  target: string;
  hasAttribute(name: string): boolean;
}

interface ClickLike {
  defaultPrevented: boolean;
  button: number;
  metaKey: boolean;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** Whether a click on a link is ours to follow inside the page, and not the browser's (new tab, download, other site). */
export function isOurs(click: ClickLike, link: LinkLike, origin: string): boolean {
  if (click.defaultPrevented || click.button !== 0) return false;
  if (click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return false;
  if (link.origin !== origin || link.hasAttribute('download')) return false;
  if (link.target && link.target !== '_self') return false;
  const last = link.pathname.split('/').at(-1) ?? '';
  return !link.pathname.startsWith('/api/') && !last.includes('.');
}
