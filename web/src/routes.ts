// The table of contents: which address shows which page, to whom, how dense, with which words. Pages are fetched when they
// are first shown. Addresses hold ids and days, never a name.
import type { Component } from 'svelte';
import type { Role } from './api/types';
import { rows } from './pages/routes_of';
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

const open = rows('anyone', 'resident', ['sign_in']);
const mine = rows('signed_in', 'resident', []);

export const welcome = open('/bienvenue', 'welcome', () => import('./pages/welcome.svelte'));
export const pairing = open('/connexion', 'pair', () => import('./pages/pair.svelte'));
export const choosePin = mine('', 'choosePin', () => import('./pages/sign_in/choose_pin.svelte'), ['sign_in']);

/** The addresses that every phone carries. */
export const near: readonly Route[] = [
  mine('/', 'home', () => import('./pages/home.svelte')),
  welcome,
  pairing,
  mine('/reglages', 'settings', () => import('./pages/settings/settings.svelte'), ['sign_in', 'notices']),
  mine('/avis', 'notices', () => import('./pages/notices/list.svelte'), ['notices']),
  mine('/avis/:notice_id', 'notices', () => import('./pages/notices/open.svelte'), ['notices']),
];

/** Everybody else's are fetched when one is first asked for: a volunteer's phone does not carry a resident's, nor the office's. */
export const apart: Record<'resident' | 'volunteer' | 'sign_in' | 'office', () => Promise<readonly Route[]>> = {
  resident: async () => (await import('./pages/resident/routes')).resident,
  volunteer: async () => (await import('./pages/volunteer/routes')).volunteer,
  sign_in: async () => (await import('./pages/sign_in/routes')).signIn,
  office: async () => (await import('./pages/office')).office,
};

export const notFound = open('', 'notFound', () => import('./pages/not_found.svelte'), []);

/** Where each role begins its day. */
export const homes: Record<Role, string> = {
  resident: '/chez-moi',
  volunteer: '/tournee',
  relay_operator: '/standard',
  coordinator: '/aujourdhui',
  treasurer: '/comptes',
};
