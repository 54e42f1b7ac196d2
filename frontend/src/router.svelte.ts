// Where we are. A small router over the History API: patterns in routes.ts, links are ordinary <a href>.
import { isOurs, match, type Params } from './lib/match';
import { routes, type RouteDef } from './routes';

interface Place {
  path: string;
  search: string;
  hash: string;
  route: RouteDef | null;
  params: Params;
}

function read(): Place {
  const { pathname: path, search, hash } = location;
  for (const route of routes) {
    const params = match(route.pattern, path);
    if (params) return { path, search, hash, route, params };
  }
  return { path, search, hash, route: null, params: {} };
}

let place = $state.raw<Place>(read());
let arrivedBy = $state.raw<'load' | 'link' | 'back'>('load');

export const router = {
  get place(): Place {
    return place;
  },
  /** How this place was reached: a link starts at the top and moves the focus, going back does not. */
  get arrivedBy() {
    return arrivedBy;
  },
};

export function go(to: string, options: { replace?: boolean } = {}): void {
  const before = place.path;
  history[options.replace ? 'replaceState' : 'pushState'](null, '', to);
  place = read();
  arrivedBy = place.path === before ? 'back' : 'link';
}

/** Follow links inside the page; everything else stays the browser's. */
export function listen(): void {
  addEventListener('popstate', () => {
    place = read();
    arrivedBy = 'back';
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link?.href || !isOurs(event, link, location.origin)) return;
    if (link.pathname === location.pathname && link.search === location.search && link.hash) return;
    event.preventDefault();
    if (link.href !== location.href) go(link.href);
  });
}
