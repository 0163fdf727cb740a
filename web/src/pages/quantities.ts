// What is wanted, as a quantity of each product: the form of every screen on which goods are ordered. Pure: from the lines of the
// API and back.

/** How many of which product. */
export type Quantities = Record<string, number>;

export interface Line {
  product_id: string;
  quantity: number;
}

export function quantitiesOf(lines: readonly Line[]): Quantities {
  return Object.fromEntries(lines.map((line) => [line.product_id, line.quantity]));
}

/** The lines of what is wanted, without what nobody wants. */
export function linesOf(quantities: Quantities): Line[] {
  return Object.entries(quantities)
    .filter(([, quantity]) => quantity > 0)
    .map(([product_id, quantity]) => ({ product_id, quantity }));
}

/** The products whose quantity is another than before. */
export function changedProducts(before: Quantities, wanted: Quantities): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(wanted)])].filter(
    (id) => (before[id] ?? 0) !== (wanted[id] ?? 0),
  );
}
