// How a halt is called on paper, on the lanes and where paper is entered back.
import type { Schemas } from '../../../api/types';
import { words } from '../../../words/index.svelte';

/** « Boulangerie du Vieux Four », « Cormoran, entrée 5 » */
export function stopName(stop: Schemas['StopSheet']): string {
  if (stop.pickup_point) return stop.pickup_point.name;
  const { building = '', name = '' } = stop.entrance ?? {};
  return words('paper').entrance(building, name);
}
