// Generated stairwells and doors, named as neighbours say them: A, B, C… and gauche, face, droite.

/** What the doors of one stairwell are generated from: the highest floor, and the doors on each. */
export interface Stairwell {
  floors: number;
  doors: number;
  lift: 'none' | 'working';
}

/** What most stairwells of an estate are like; a form starts with a copy of it. */
export const STAIRWELL: Readonly<Stairwell> = { floors: 4, doors: 2, lift: 'none' };

/** A stairwell as the API takes it, all but its name. */
export function entranceOf({ floors, doors, lift }: Stairwell, names: readonly (readonly string[])[]) {
  return { first_floor: 0, last_floor: floors, doors: doorNames(doors, names), lift };
}

/** A to Z, then 27, 28… */
export function entranceNames(count: number): string[] {
  return Array.from({ length: count }, (_, at) => (at < 26 ? String.fromCharCode(65 + at) : String(at + 1)));
}

/** `names` are those of one, two and three doors; more doors have numbers. */
export function doorNames(count: number, names: readonly (readonly string[])[]): string[] {
  return [...(names[count - 1] ?? Array.from({ length: count }, (_, at) => String(at + 1)))];
}

/** From left to right as one stands on the landing; numbers by their size, and whatever else by its letters. */
export function byLanding(a: { door: string }, b: { door: string }): number {
  return rank(a.door) - rank(b.door) || a.door.localeCompare(b.door, 'fr', { numeric: true });
}

const LANDING = ['gauche', 'left', 'face', 'middle', 'milieu', 'droite', 'right'];

function rank(door: string): number {
  const at = LANDING.indexOf(door.toLowerCase());
  return at < 0 ? LANDING.length : at;
}
