// Prices as a person writes them, in cents and back: « 1,09 », « 1.1 », « 2 ».

/** Cents, or null where it is no price. */
export function centsOf(text: string): number | null {
  const [, whole, part = ''] = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[€\s]/g, '')) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

export function priceField(cents: number): string {
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
}
