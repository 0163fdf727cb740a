// What a product costs on a day, out of the prices that the API tells of it.
import type { Schemas } from './types';

type Price = Pick<Schemas['Price'], 'valid_from' | 'cents'>;

/** The price that holds on a day, in cents: the last one from before, in whichever order they are told; none before the first. */
export function priceOn(prices: readonly Price[], day: string): number | undefined {
  const held = prices.filter((price) => price.valid_from <= day);
  return held.toSorted((a, b) => a.valid_from.localeCompare(b.valid_from)).at(-1)?.cents;
}
