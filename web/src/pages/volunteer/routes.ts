// The addresses of the round and of the volunteer's week.
import { rows } from '../routes_of';

const row = rows(['volunteer'], 'volunteer', ['volunteer']);

export const volunteer = [
  row('/tournee', 'round', () => import('./round.svelte')),
  row('/tournee/:round_id', 'round', () => import('./round.svelte')),
  row('/tournee/:round_id/porte/:drop_id', 'door', () => import('./door.svelte')),
  row('/tournee/:round_id/porte/:drop_id/autre', 'doorTrouble', () => import('./trouble.svelte')),
  row('/tournee/:round_id/porte/:drop_id/visite', 'visit', () => import('./visit.svelte')),
  row('/tournee/:round_id/retrait/:stop_id', 'pickup', () => import('./pickup.svelte')),
  row('/tournee/:round_id/entree/:stop_id', 'stairwell', () => import('./stairwell.svelte')),
  row('/tournee/:round_id/ordre', 'roundOrder', () => import('./order.svelte')),
  row('/tournee/:round_id/plan', 'map', () => import('./map.svelte')),
  row('/tournee/:round_id/fin', 'finish', () => import('./finish.svelte')),
  row('/disponibilites', 'availability', () => import('./availability.svelte'), ['volunteer', 'availability']),
  row('/a-envoyer', 'outbox', () => import('./outbox.svelte')),
];
