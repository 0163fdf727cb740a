// The addresses of the desk.
import { rows } from '../routes_of';

const row = rows(['relay_operator', 'coordinator'], 'office', ['relay']);

export const relay = [
  row('/standard', 'desk', () => import('./desk.svelte')),
  row('/standard/:resident_id', 'desk', () => import('./caller.svelte')),
  row('/standard/:resident_id/absence', 'desk', () => import('./absence.svelte')),
  row('/standard/:resident_id/habitude', 'desk', () => import('./usual.svelte')),
];
