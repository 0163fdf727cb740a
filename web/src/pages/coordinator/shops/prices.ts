// Prices as a person writes them, in cents and back: « 1,09 », « 1.1 », « 2 ».
import { plusDays } from '../../../words/dates';

/** Cents, or null where it is no price. */
export function centsOf(text: string): number | null {
  const [, whole, part = ''] = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[€\s]/g, '')) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

export function priceField(cents: number): string {
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
}

/** The first day on which another price can hold: a product has one price a day, and the first day of one has it already. */
export function firstFreeDay(prices: readonly { valid_from: string }[], today: string): string {
  const last = prices.reduce((latest, price) => (price.valid_from > latest ? price.valid_from : latest), '');
  return last < today ? today : plusDays(last, 1);
}
