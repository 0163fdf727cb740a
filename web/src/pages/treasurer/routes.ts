// The addresses of the counts.
import { rows } from '../routes_of';

const row = rows(['treasurer'], 'office', ['treasurer']);

export const treasurer = [
  row('/comptes', 'counts', () => import('./counts.svelte')),
  row('/comptes/mois/:month', 'counts', () => import('./counts.svelte')),
  row('/comptes/bilan', 'counts', () => import('./report.svelte')),
  row('/comptes/jour/:day', 'counts', () => import('./day.svelte')),
  row('/comptes/pourquoi/:from/:to/:figure/:product', 'counts', () => import('./why.svelte')),
];
