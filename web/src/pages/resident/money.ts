// Who pays what, as far as palier knows. Carrying is always free, and volunteers handle no money.
import { priceOn } from '../../api/prices';
import type { Schemas } from '../../api/types';
import type { Day, Offer } from './days';

/** What the resident pays for one unit on a day, in cents; 0 where somebody else pays. */
export function cents(offer: Offer | undefined, day: Day): number {
  if (offer?.product.paid_by !== 'resident_pays_shop') return 0;
  return priceOn(offer.product.prices, day) ?? 0;
}

/** What the resident pays for a basket on a day, in cents. */
export function total(
  lines: readonly { product_id: string; quantity: number }[],
  offers: readonly Offer[],
  day: Day,
): number {
  const of = (id: string) => offers.find((offer) => offer.product.id === id);
  return lines.reduce((sum, line) => sum + line.quantity * cents(of(line.product_id), day), 0);
}

/** Whether nothing was ever ordered: then it is said who pays. */
export function isFirst(desk: Schemas['Desk']): boolean {
  return !desk.last_order && !desk.coming_orders.length && !desk.standing_order;
}

/** Who pays, each once. */
export function payers(offers: readonly Offer[]): Schemas['PaidBy'][] {
  return [...new Set(offers.map((offer) => offer.product.paid_by).filter(Boolean))];
}
