// The addresses of places and the association. Fixed ones stand before those with an id.
import { rows } from '../../routes_of';

const row = rows(['coordinator'], 'office', ['places']);

export const coordinatorPlaces = [
  row('/association', 'association', () => import('./association.svelte')),
  row('/association/appels', 'habits', () => import('./habits.svelte')),
  row('/association/portage', 'carrying', () => import('./carrying.svelte')),
  row('/association/options', 'options', () => import('./options.svelte')),
  row('/lieux', 'places', () => import('./places.svelte')),
  row('/lieux/:entrance_id', 'places', () => import('./entrance.svelte'), ['places', 'setup']),
  row('/residences/:residence_id', 'places', () => import('./residence.svelte'), ['places', 'setup']),
  row('/quartiers', 'neighbourhoods', () => import('./neighbourhoods.svelte')),
  row('/listes', 'imports', () => import('./imports.svelte'), ['lists']),
];
