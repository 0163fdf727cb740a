// A usual week as a grid of quantities, a cell a product and weekday. Pure: to lines of the API and back, and to what is said.
import type { Schemas } from '../../api/types';
import { WEEKDAYS } from '../../words/weekdays';
import type { Quantities } from '../quantities';
import type { Offer } from './draft';

type Weekday = (typeof WEEKDAYS)[number];

export function cellOf(product_id: string, weekday: number): string {
  return `${product_id}/${weekday}`;
}

export function weekOf(lines: readonly { product_id: string; weekday: number; quantity: number }[]): Quantities {
  return Object.fromEntries(lines.map((line) => [cellOf(line.product_id, line.weekday), line.quantity]));
}

export function weekLines(offers: readonly Offer[], quantities: Quantities): Schemas['StandingOrderLineIn'][] {
  return offers.flatMap(({ product }) =>
    WEEKDAYS.map((weekday) => ({
      product_id: product.id,
      weekday,
      quantity: quantities[cellOf(product.id, weekday)] ?? 0,
    })).filter((line) => line.quantity > 0),
  );
}

/** « 1 pain le mardi et le vendredi » is one line: a product and a quantity, with its days. */
export function saidWeekly(offers: readonly Offer[], quantities: Quantities) {
  const lines = weekLines(offers, quantities);
  return offers.flatMap(({ product }) => {
    const own = lines.filter((line) => line.product_id === product.id);
    const amounts = [...new Set(own.map((line) => line.quantity))];
    return amounts.map((quantity) => ({
      quantity,
      unit_one: product.unit_one,
      unit_many: product.unit_many,
      weekdays: own.filter((line) => line.quantity === quantity).map((line) => line.weekday as Weekday),
    }));
  });
}
