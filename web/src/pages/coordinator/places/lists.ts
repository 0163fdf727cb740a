// Lists as a spreadsheet saves them: which columns they may have, an example of each, and a first look at a file before it is
// sent. The server reads every cell; here only the first line and the first person or door are looked at.

export type Kind = 'residences' | 'residents';

/** The names are those of the first line, the same in every language. */
export const COLUMNS = {
  residences: {
    needed: ['residence', 'entree', 'etage', 'porte'],
    possible: [
      'batiment',
      'numero',
      'voie',
      'code_postal',
      'code_insee',
      'ascenseur',
      'lat',
      'lon',
      'qpv_code',
      'bailleur',
    ],
  },
  residents: {
    needed: ['nom', 'prenom', 'entree', 'etage', 'porte'],
    possible: [
      'civilite',
      'residence',
      'batiment',
      'telephone',
      'jours',
      'pain',
      'eau',
      'remise',
      'accord_le',
      'accord_comment',
      'accord_par',
    ],
  },
} as const;

export type ColumnName = (typeof COLUMNS)[Kind]['needed' | 'possible'][number];

const EXAMPLES: Record<Kind, readonly string[]> = {
  residences: [
    'residence;entree;etage;porte;ascenseur',
    'Résidence des Dunes;A;RDC;gauche;non',
    'Résidence des Dunes;A;RDC;droite;non',
    'Résidence des Dunes;A;1;gauche;non',
  ],
  residents: [
    'nom;prenom;civilite;entree;etage;porte;telephone;jours;pain;eau;remise;accord_le;accord_comment',
    'Dubocage;Yvonne;Mme;A;1;gauche;03 53 01 00 12;mar ven;1;;sac;04/03/2019;porte',
    'Valette;Marcel;M.;A;RDC;droite;;;;;;;',
  ],
};

/** A file that a spreadsheet opens with its accents: the mark at its head says that it is UTF-8. */
export function exampleOf(kind: Kind): Blob {
  return new Blob([`\u{feff}${EXAMPLES[kind].join('\r\n')}\r\n`], { type: 'text/csv' });
}

export interface List {
  name: string;
  /** As it is sent, letter by letter. */
  text: string;
  lines: number;
  /** Needed columns that its first line does not have. */
  missing: string[];
  /** Columns that no list has. */
  unknown: string[];
  /** The first door or person, cell by cell, as it was read. */
  first: { column: string; cell: string }[];
}

export async function readList(file: File, kind: Kind): Promise<List> {
  const text = lettersOf(await file.arrayBuffer());
  return { name: file.name, text, ...firstLook(text, kind) };
}

/** Old spreadsheets on Windows save accents their own way; what is not UTF-8 is that. */
function lettersOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export function firstLook(text: string, kind: Kind): Omit<List, 'name' | 'text'> {
  const [head = '', ...rows] = text.split(/\r?\n/).filter((line) => line.trim());
  const columns = cellsOf(head.replace(/^\ufeff/, '')).map(folded);
  const { needed, possible } = COLUMNS[kind];
  const known: readonly string[] = [...needed, ...possible];
  const cells = cellsOf(rows[0] ?? '');
  return {
    lines: rows.length,
    missing: needed.filter((column) => !columns.includes(column)),
    unknown: columns.filter((column) => column && !known.includes(column)),
    first: columns.map((column, at) => ({ column, cell: cells[at] ?? '' })).filter(({ cell }) => cell),
  };
}

function cellsOf(line: string): string[] {
  return line.split(';').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

/** « Résidence » is residence, as the server has it too. */
function folded(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
