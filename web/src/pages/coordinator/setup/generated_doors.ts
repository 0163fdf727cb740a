// Names of generated stairwells and doors, as neighbours say them: A, B, C… and gauche, face, droite.

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

/** Entrances in the order in which people walk them; those that nobody put in order yet, by their names. */
export function byWalk<Entrance extends { hand_order: number; name: string }>(
  entrances: readonly Entrance[],
): Entrance[] {
  return [...entrances].sort(
    (a, b) => a.hand_order - b.hand_order || a.name.localeCompare(b.name, 'fr', { numeric: true }),
  );
}
