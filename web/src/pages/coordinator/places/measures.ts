// The weights and times that the plan reckons with, as a person writes them: kilograms, seconds, kilometres an hour. The API has
// grams and millimetres a second.
import { Carrying, Pace } from '../../../api/limits';
import type { Schemas } from '../../../api/types';

export type Unit = 'number' | 'kilos' | 'seconds' | 'speed' | 'metres';
type Bounds = { minimum?: number; maximum?: number };

/** So much of the API is one of the unit. */
const ONE: Record<Unit, number> = { number: 1, kilos: 1000, seconds: 1, speed: 1_000_000 / 3600, metres: 10 };

export const WEIGHTS = {
  packs_max: 'number',
  packs_on_stairs_max: 'number',
  split_above_floors: 'number',
  stairs_max_g: 'kilos',
  hands_g: 'kilos',
  trolley_g: 'kilos',
  hand_truck_g: 'kilos',
  wagon_g: 'kilos',
  car_g: 'kilos',
} as const satisfies Record<keyof Schemas['Carrying'], Unit>;

export const TIMES = {
  door_bag_s: 'seconds',
  door_bread_s: 'seconds',
  door_water_s: 'seconds',
  entrance_s: 'seconds',
  loading_s: 'seconds',
  park_cart_s: 'seconds',
  walk_mm_s: 'speed',
  cart_mm_s: 'speed',
  car_mm_s: 'speed',
  detour_permille: 'metres',
} as const satisfies Record<keyof Schemas['Pace'], Unit>;

/** As it is written, with a point: fields of numbers take no other. */
export function writtenIn(unit: Unit, value: number): string {
  return String(Math.round((value / ONE[unit]) * 10) / 10);
}

/** What the API gets; what was there before where nothing was written, or where it says the same. */
export function valueOf(unit: Unit, written: string, before: number): number {
  if (!written.trim() || written === writtenIn(unit, before)) return before;
  return Math.round(Number(written) * ONE[unit]);
}

/** The API's bounds in the unit. */
export function boundsIn(unit: Unit, key: keyof typeof WEIGHTS | keyof typeof TIMES): Bounds {
  const { minimum = 0, maximum }: Bounds = { ...Carrying, ...Pace }[key];
  const [least, most] = [minimum / ONE[unit], maximum === undefined ? undefined : maximum / ONE[unit]];
  return { minimum: Math.ceil(least), maximum: most === undefined ? undefined : Math.floor(most) };
}
