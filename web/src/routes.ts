// The table of contents: which address shows which page, to whom, how dense, with which words. Pages are fetched when they
// are first shown. Addresses hold ids and days, never a name.
import type { Component } from 'svelte';
import type { Role } from './api/types';
import { coordinatorPeople } from './pages/coordinator/people/routes';
import { coordinatorPlaces } from './pages/coordinator/places/routes';
import { coordinatorDay } from './pages/coordinator/day/routes';
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

/** A resident's screens differ only in address, title and page. */
const ofResident = (path: string, title: Route['title'], page: Route['page']): Route => ({
  path,
  title,
  roles: ['resident'],
  density: 'resident',
  words: ['resident'],
  page,
});

const resident: Route[] = [
  ofResident('/chez-moi', 'resident', () => import('./pages/resident/home.svelte')),
  ofResident('/chez-moi/commander', 'order', () => import('./pages/resident/order.svelte')),
  ofResident('/chez-moi/commander/:day', 'order', () => import('./pages/resident/order.svelte')),
  ofResident('/chez-moi/jours', 'chooseDay', () => import('./pages/resident/choose_day.svelte')),
  ofResident('/chez-moi/commandes', 'orders', () => import('./pages/resident/orders.svelte')),
  ofResident('/chez-moi/commande/:order_id', 'placed', () => import('./pages/resident/placed.svelte')),
  ofResident('/chez-moi/commande/:order_id/changer', 'change', () => import('./pages/resident/change.svelte')),
  ofResident('/chez-moi/commande/:order_id/:said', 'placed', () => import('./pages/resident/placed.svelte')),
  ofResident('/chez-moi/mes-jours', 'usual', () => import('./pages/resident/usual.svelte')),
  ofResident('/chez-moi/mes-jours/changer', 'usual', () => import('./pages/resident/usual_edit.svelte')),
  ofResident('/chez-moi/mes-jours/semaines', 'usual', () => import('./pages/resident/usual_weeks.svelte')),
  ofResident('/chez-moi/mes-jours/pause', 'usual', () => import('./pages/resident/usual_pause.svelte')),
  ofResident('/chez-moi/absence', 'absence', () => import('./pages/resident/absence.svelte')),
  ofResident('/chez-moi/absence/nouvelle', 'absence', () => import('./pages/resident/absence_new.svelte')),
  ofResident('/chez-moi/probleme', 'trouble', () => import('./pages/resident/trouble.svelte')),
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
  {
    path: '/tournee/:round_id',
    title: 'round',
    roles: ['volunteer'],
    density: 'volunteer',
    words: ['volunteer'],
    page: () => import('./pages/volunteer/round.svelte'),
  },
  {
    path: '/tournee/:round_id/porte/:drop_id',
    title: 'door',
    roles: ['volunteer'],
    density: 'volunteer',
    words: ['volunteer'],
    page: () => import('./pages/volunteer/door.svelte'),
  },
  {
    path: '/tournee/:round_id/porte/:drop_id/autre',
    title: 'trouble',
    roles: ['volunteer'],
    density: 'volunteer',
    words: ['volunteer'],
    page: () => import('./pages/volunteer/trouble.svelte'),
  },
  {
    path: '/tournee/:round_id/porte/:drop_id/visite',
    title: 'visit',
    roles: ['volunteer'],
    density: 'volunteer',
    words: ['volunteer'],
    page: () => import('./pages/volunteer/visit.svelte'),
  },
  {
    path: '/tournee/:round_id/retrait/:stop_id',
    title: 'pickup',
    roles: ['volunteer'],
    density: 'volunteer',
    words: ['volunteer'],
    page: () => import('./pages/volunteer/pickup.svelte'),
  },
  {
    path: '/tournee/:round_id/entree/:stop_id',
    title: 'stairwell',
    roles: ['volunteer'],
    density: 'volunteer',
    words: ['volunteer'],
    page: () => import('./pages/volunteer/stairwell.svelte'),
  },
  {
    path: '/tournee/:round_id/ordre',
    title: 'order',
    roles: ['volunteer'],
    density: 'volunteer',
    words: ['volunteer'],
    page: () => import('./pages/volunteer/order.svelte'),
  },
  {
    path: '/tournee/:round_id/plan',
    title: 'map',
    roles: ['volunteer'],
    density: 'volunteer',
    words: ['volunteer'],
    page: () => import('./pages/volunteer/map.svelte'),
  },
  {
    path: '/tournee/:round_id/fin',
    title: 'finish',
    roles: ['volunteer'],
    density: 'volunteer',
    words: ['volunteer'],
    page: () => import('./pages/volunteer/finish.svelte'),
  },
  {
    path: '/disponibilites',
    title: 'availability',
    roles: ['volunteer'],
    density: 'volunteer',
    words: ['volunteer'],
    page: () => import('./pages/volunteer/availability.svelte'),
  },
  {
    path: '/a-envoyer',
    title: 'outbox',
    roles: ['volunteer'],
    density: 'volunteer',
    words: ['volunteer'],
    page: () => import('./pages/volunteer/outbox.svelte'),
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
  {
    path: '/standard/:resident_id',
    title: 'desk',
    roles: ['relay_operator', 'coordinator'],
    density: 'office',
    words: ['relay'],
    page: () => import('./pages/relay/caller.svelte'),
  },
  {
    path: '/standard/:resident_id/absence',
    title: 'desk',
    roles: ['relay_operator', 'coordinator'],
    density: 'office',
    words: ['relay'],
    page: () => import('./pages/relay/absence.svelte'),
  },
  {
    path: '/standard/:resident_id/habitude',
    title: 'desk',
    roles: ['relay_operator', 'coordinator'],
    density: 'office',
    words: ['relay'],
    page: () => import('./pages/relay/usual.svelte'),
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
  {
    path: '/comptes/mois/:month',
    title: 'counts',
    roles: ['treasurer'],
    density: 'office',
    words: ['treasurer'],
    page: () => import('./pages/treasurer/counts.svelte'),
  },
  {
    path: '/comptes/bilan',
    title: 'counts',
    roles: ['treasurer'],
    density: 'office',
    words: ['treasurer'],
    page: () => import('./pages/treasurer/report.svelte'),
  },
  {
    path: '/comptes/jour/:day',
    title: 'counts',
    roles: ['treasurer'],
    density: 'office',
    words: ['treasurer'],
    page: () => import('./pages/treasurer/day.svelte'),
  },
  {
    path: '/comptes/pourquoi/:from/:to/:figure/:product',
    title: 'counts',
    roles: ['treasurer'],
    density: 'office',
    words: ['treasurer'],
    page: () => import('./pages/treasurer/why.svelte'),
  },
];

export const routes: readonly Route[] = [
  ...everyone,
  ...resident,
  ...volunteer,
  ...relay,
  ...coordinatorDay,
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
