// Which page is shown. Addresses are fragments (#/tournee), so that every one opens from the cached index.html without
// network. It loads the page and its words together, and keeps the old page until both are there.
import type { Component } from 'svelte';
import { Problem } from './api/problem';
import { settings } from './device/settings.svelte';
import { network } from './api/network.svelte';
import { apart, choosePin, near, notFound, pairing, type Route, welcome } from './routes';
import { takeFragment } from './session/fragment';
import { is, isLocked, session } from './session/session.svelte';
import { loadWords, words } from './words/index.svelte';

export type Params = Record<string, string>;

interface Shown {
  // Pages differ in what they take; all get `params`.
  page: Component<{ params: Params }>;
  params: Params;
  route: Route;
}

class Router {
  shown = $state.raw<Shown | null>(null);
  problem = $state.raw<Problem | null>(null);
  path = $state('/');
}

export const router = new Router();

/** Whether the PIN stands before the page that is shown. */
export function isClosed(): boolean {
  const route = router.shown?.route;
  return session.phase === 'in' && route?.roles !== 'anyone' && isLocked(route?.density === 'volunteer');
}

let turn = 0;

/** Shows another page: `go('/tournee')`. */
export function go(path: string): void {
  location.hash = `#${path}`;
}

/** Shows another page in place of this one, which the back button then skips. */
export function replace(path: string): void {
  history.replaceState(null, '', `#${path}`);
  void show();
}

/** Follows the address from now on. */
export async function startRouter(): Promise<void> {
  addEventListener('hashchange', () => void show());
  // Somebody tapped on a notice while palier was open.
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (typeof data?.go === 'string') go(data.go);
  });
  await show();
}

/** Shows what the address says, to whoever is signed in now. Called again when that changes. */
export async function show(): Promise<void> {
  takeFragment();
  const mine = ++turn;
  const path = /^#(\/[^?]*)/.exec(location.hash)?.[1] ?? '/';
  try {
    const [route, params] = allowed(...(await find(path)));
    const [{ default: page }] = await Promise.all([route.page(), loadWords(['common', ...route.words])]);
    if (mine !== turn) return;
    router.path = path;
    router.problem = null;
    router.shown = { page, params, route };
    document.documentElement.dataset.density = route.density;
    document.title = `${words('common').titles[route.title]} · palier`;
    document.documentElement.lang = settings.language;
  } catch (error) {
    // A page that was never fetched cannot be shown without network.
    if (mine === turn) router.problem = Problem.onPhone('phone.offline', error);
  }
  // For whoever has to know that the address is followed: the page before it stays until then.
  if (mine === turn) document.documentElement.dataset.at = path;
}

async function find(path: string): Promise<[Route, Params]> {
  const found = among(near, path);
  if (found) return found;
  // Whose phone this is says where to look first.
  const { resident, volunteer, sign_in, office } = apart;
  for (const table of is('volunteer')
    ? [volunteer, sign_in, resident, office]
    : [resident, sign_in, office, volunteer]) {
    const there = among(await table(), path);
    if (there) return there;
  }
  return [notFound, {}];
}

function among(routes: readonly Route[], path: string): [Route, Params] | undefined {
  for (const route of routes) {
    const params = match(route.path, path);
    if (params) return [route, params];
  }
  return undefined;
}

/** The parts that a pattern names, or null where it does not fit. */
export function match(pattern: string, path: string): Params | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Params = {};
  const fits = wanted.every((part, at) => {
    if (!part.startsWith(':')) return part === given[at];
    params[part.slice(1)] = given[at] ?? '';
    return given[at] !== '';
  });
  return fits ? params : null;
}

/** The page, or the one before it: welcome for a stranger, a PIN to choose on a new device, not found for another role. */
function allowed(route: Route, params: Params): [Route, Params] {
  if (route.roles === 'anyone') return [route, params];
  if (session.phase === 'waiting') return [pairing, {}];
  if (session.phase === 'out' || session.phase === 'ended') return [welcome, {}];
  // Without network no PIN can be chosen, and a round that is here must open.
  if (session.pin_needed && !session.pin_set && !(network.away && session.me)) return [choosePin, {}];
  if (route.roles === 'signed_in' || is(...route.roles)) return [route, params];
  return [notFound, {}];
}
