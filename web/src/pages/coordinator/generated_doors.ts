// Names of generated stairwells and doors, as neighbours say them: A, B, C… and gauche, face, droite.

/** A to Z, then 27, 28… */
export function entranceNames(count: number): string[] {
  return Array.from({ length: count }, (_, at) => (at < 26 ? String.fromCharCode(65 + at) : String(at + 1)));
}

/** `names` are those of one, two and three doors; more doors have numbers. */
export function doorNames(count: number, names: readonly (readonly string[])[]): string[] {
  return [...(names[count - 1] ?? Array.from({ length: count }, (_, at) => String(at + 1)))];
}
