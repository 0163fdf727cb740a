// How a door and what is brought there are told on paper, and where paper is entered back.
import type { Schemas } from '../../../../api/types';
import { words } from '../../../../words/index.svelte';

/** « Mme Coquembert », and both where two live there. */
export function doorNames(drop: Schemas['DropSheet']): string {
  const t = words('paper');
  return drop.residents
    .map((one) =>
      [one.courtesy_title && t.courtesy[one.courtesy_title], one.family_name].filter(Boolean).join('\u00a0'),
    )
    .join(', ');
}

/** « 3e étage, porte gauche » */
export function doorPlace(drop: Schemas['DropSheet']): string {
  return words('paper').door(drop.floor, drop.door);
}

/** « 1 pain, dans le sac », « visite de 30 minutes » */
export function taskSaid(task: Schemas['TaskSheet']): string {
  const t = words('paper');
  return [task.said, task.handover && t.handover[task.handover], task.carry_hint].filter(Boolean).join(', ');
}

export function liftSaid(lift: Schemas['Lift']): string {
  return words('paper').lifts[lift];
}
