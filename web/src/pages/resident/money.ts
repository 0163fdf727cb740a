// What a resident pays, as far as palier knows: the price of the product on that day. Carrying is always free.
import type { Schemas } from '../../api/types';
import type { Day, Offer } from './days';

/** Price of one unit on a day, in cents; 0 where it is free or no price is known. */
export function cents(offer: Offer | undefined, day: Day): number {
  return offer?.product.prices.filter((one) => one.valid_from <= day).at(-1)?.cents ?? 0;
}

/** Whether nothing was ever ordered: then it is said who pays for what. */
export function isFirst(desk: Schemas['Desk']): boolean {
  return !desk.last_order && !desk.coming_orders.length && !desk.standing_order;
}

/** What a basket costs on a day, in cents. */
export function total(
  lines: readonly { product_id: string; quantity: number }[],
  offers: readonly Offer[],
  day: Day,
): number {
  return lines.reduce(
    (sum, line) =>
      sum +
      line.quantity *
        cents(
          offers.find((offer) => offer.product.id === line.product_id),
          day,
        ),
    0,
  );
}
