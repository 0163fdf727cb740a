// How a door, a household and an outcome are said, for all screens of a round. Pure: words come in, a sentence goes out.
import { doorsOf, type Door, type Drop, type Outcome, type Progress, type Stop } from '../../outbox/progress';
import { floorName } from '../../words/floors';
import type { Words } from '../../words/index.svelte';
import { number } from '../../words/numbers';

type Said = Words['volunteer'];

/** « Mme Coquembert et M. Valette » */
export function namesOf(t: Said, drop: Drop): string {
  const named = drop.residents.map((one) =>
    [one.courtesy_title && t.titles[one.courtesy_title], one.family_name].filter(Boolean).join(' '),
  );
  return [...new Set(named)].join(t.and);
}

/** « 4e étage, porte gauche » */
export function placeOf(t: Said, drop: Drop): string {
  return [floorName(drop.floor), drop.door && t.door(drop.door)].filter(Boolean).join(', ');
}

/** « Cormoran, entrée 5 », or the name of the shop. */
export function stopName(t: Said, stop: Stop): string {
  return stop.entrance ? t.entrance(stop.entrance.building, stop.entrance.name) : (stop.pickup_point?.name ?? '');
}

/** « 1,2 km » */
export function kilometres(metres: number): string {
  return `${number(metres / 1000)}\u00a0km`;
}

/** What became of a door, in a sentence, or nothing while it is open. */
export function outcomeOf(t: Said, door: Door): string {
  const said = door.drop.tasks.map((task, at) => oneOutcome(t, door.outcomes[at], task.quantity));
  return [...new Set(said.filter(Boolean))].join(t.and);
}

/** Whether all that was wanted at a door was done there. */
export function isFine(door: Door): boolean {
  return door.drop.tasks.every((task, at) => {
    const outcome = door.outcomes[at];
    return outcome !== undefined && outcome.light !== 'worry' && outcome.given >= Math.max(task.quantity, 1);
  });
}

/**
 * The door of a drop, in what this phone keeps. Where a round comes to it twice: at the halt `stop_id`, else the first time that
 * is still to be done.
 */
export function doorAt(progress: Progress | undefined, drop_id: string, stop_id?: string): Door | undefined {
  const here = progress ? doorsOf(progress).filter((door) => door.drop.drop_id === drop_id) : [];
  return here.find((door) => door.stop.id === stop_id) ?? here.find((door) => !door.done) ?? here[0];
}

function oneOutcome(t: Said, outcome: Outcome | undefined, wanted: number): string {
  if (!outcome) return '';
  if (outcome.light) return t.outcome[outcome.light];
  if (!outcome.given) return t.reasons[outcome.reason ?? 'other'];
  if (outcome.given < wanted) return t.outcome.part(outcome.given, wanted);
  return t.outcome[outcome.way ?? 'given'];
}
