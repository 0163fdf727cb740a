// Where people live: the residences, and their entrances in the order in which people walk them. The API gives both in the
// order in which they were written down, which is any order for what one request wrote.
import { all } from '../../../api/all';
import { api, ask } from '../../../api/client';
import type { Schemas } from '../../../api/types';

export interface Stairwells {
  residences: Schemas['Residence'][];
  entrances: Schemas['Entrance'][];
}

export async function readStairwells(): Promise<Stairwells> {
  const [residences, entrances] = await Promise.all([
    all((part) => ask(api.GET('/v1/residences', { params: { query: part } }))),
    all((part) => ask(api.GET('/v1/entrances', { params: { query: part } }))),
  ]);
  return { residences: residences.sort(byName), entrances: entrances.sort(byWalk) };
}

/** The entrances of one residence after those of another; a residence is named where there are several. */
export function entranceOptions({ residences, entrances }: Stairwells): { value: string; label: string }[] {
  return residences.flatMap((residence) =>
    entrances
      .filter((entrance) => entrance.residence_id === residence.id)
      .map(({ id, name }) => ({ value: id, label: residences.length > 1 ? `${residence.name} · ${name}` : name })),
  );
}

interface Named {
  name: string;
}

function byName(a: Named, b: Named): number {
  return a.name.localeCompare(b.name, 'fr', { numeric: true });
}

/** Those that nobody put in order yet, by their names. */
export function byWalk(a: Named & { hand_order: number }, b: Named & { hand_order: number }): number {
  return a.hand_order - b.hand_order || byName(a, b);
}
