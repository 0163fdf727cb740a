// The table of contents: which address shows which page, to whom, how dense, with which words. Pages are fetched when they
// are first shown. Addresses hold ids and days, never a name.
import type { Component } from 'svelte';
import type { Role } from './api/types';
import { coordinatorPeople } from './pages/coordinator/people_routes';
import { coordinatorPlaces } from './pages/coordinator/places_routes';
import type { Words, WordsName } from './words/index.svelte';

/** Sizes of text and controls: 20 px and 72 px, 18 px and 48 px, 16 px and 48 px. */
export type Density = 'resident' | 'volunteer' | 'office';

export interface Route {
  /** `/tournee/:round_id` gives the page `params.round_id`. */
  path: string;
  title: keyof Words['common']['titles'];
  /** Who sees it; `anyone` needs no session. The server decides what they may do there. */
  roles: readonly Role[] | 'signed_in' | 'anyone';
  density: Density;
  words: readonly WordsName[];
  page: () => Promise<{ default: Component<any> }>;
}

const everyone: Route[] = [
  {
    path: '/',
    title: 'home',
    roles: 'signed_in',
    density: 'resident',
    words: [],
    page: () => import('./pages/home.svelte'),
  },
  {
    path: '/bienvenue',
    title: 'welcome',
    roles: 'anyone',
    density: 'resident',
    words: [],
    page: () => import('./pages/welcome.svelte'),
  },
  {
    path: '/connexion',
    title: 'pair',
    roles: 'anyone',
    density: 'resident',
    words: [],
    page: () => import('./pages/pair.svelte'),
  },
  {
    path: '/reglages',
    title: 'settings',
    roles: 'signed_in',
    density: 'resident',
    words: [],
    page: () => import('./pages/settings.svelte'),
  },
];

const resident: Route[] = [
  {
    path: '/chez-moi',
    title: 'resident',
    roles: ['resident'],
    density: 'resident',
    words: ['resident'],
    page: () => import('./pages/resident/home.svelte'),
  },
];

const volunteer: Route[] = [
  {
    path: '/tournee',
    title: 'round',
    roles: ['volunteer'],
    density: 'volunteer',
    words: ['volunteer'],
    page: () => import('./pages/volunteer/round.svelte'),
  },
];

const relay: Route[] = [
  {
    path: '/standard',
    title: 'desk',
    roles: ['relay_operator', 'coordinator'],
    density: 'office',
    words: ['relay'],
    page: () => import('./pages/relay/desk.svelte'),
  },
];

const coordinator: Route[] = [
  {
    path: '/aujourdhui',
    title: 'today',
    roles: ['coordinator'],
    density: 'office',
    words: ['coordinator'],
    page: () => import('./pages/coordinator/today.svelte'),
  },
];

const treasurer: Route[] = [
  {
    path: '/comptes',
    title: 'counts',
    roles: ['treasurer'],
    density: 'office',
    words: ['treasurer'],
    page: () => import('./pages/treasurer/counts.svelte'),
  },
];

export const routes: readonly Route[] = [
  ...everyone,
  ...resident,
  ...volunteer,
  ...relay,
  ...coordinator,
  ...coordinatorPeople,
  ...coordinatorPlaces,
  ...treasurer,
];

export const notFound: Route = {
  path: '',
  title: 'notFound',
  roles: 'anyone',
  density: 'resident',
  words: [],
  page: () => import('./pages/not_found.svelte'),
};

/** Where each role begins its day. */
export const homes: Record<Role, string> = {
  resident: '/chez-moi',
  volunteer: '/tournee',
  relay_operator: '/standard',
  coordinator: '/aujourdhui',
  treasurer: '/comptes',
};
