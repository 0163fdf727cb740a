// Where a fault of a list is: « ligne 3, colonne etage » of the server, as a line and a column.

export function placeOf(at: string): { line: string; column: string } {
  const [, line, column] = /^ligne (\d+)(?:, colonne (.+))?$/.exec(at) ?? [];
  return line ? { line, column: column ?? '' } : { line: '', column: at };
}
