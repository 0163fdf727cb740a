// What a search would change of a day, line by line; what stays the same is not said.
import type { Schemas } from '../../../../api/types';
import type { Words } from '../../../../words/index.svelte';
import { duration, number } from '../../../../words/numbers';

type Said = Words['planning']['search'];

const METRES = 1000;
const SECONDS = 60;

export function compared(t: Said, before: Schemas['Figures'], after: Schemas['Figures']): string[] {
  const line = (name: string, from: string, to: string) => (from === to ? [] : [t.change(name, from, to)]);
  const minutes = (seconds: number) => duration(Math.round(seconds / SECONDS));
  const kg = (kilograms: number) => `${number(kilograms)}\u00a0kg`;
  const km = (metres: number) => `${number(metres / METRES)}\u00a0km`;
  return [
    ...line(t.unserved, number(before.unserved), number(after.unserved)),
    ...line(t.rounds, number(before.rounds), number(after.rounds)),
    ...line(t.time, minutes(before.seconds), minutes(after.seconds)),
    ...line(t.way, km(before.metres), km(after.metres)),
    ...line(t.climb, kg(before.kg_floors), kg(after.kg_floors)),
  ];
}
