// The addresses of the first evening. The link of the set-up opens the first one, before anybody has an account.
import { rows } from '../../routes_of';

const open = rows('anyone', 'office', ['setup']);
const row = rows(['coordinator'], 'office', ['setup']);

export const coordinatorSetup = [
  open('/installation', 'setup', () => import('./start.svelte')),
  row('/installation/residence', 'setup', () => import('./residence.svelte')),
  row('/installation/commerces', 'setup', () => import('./shops.svelte')),
  row('/installation/benevoles', 'setup', () => import('./volunteers.svelte'), ['setup', 'people']),
  row('/installation/habitants', 'setup', () => import('./residents.svelte')),
];
