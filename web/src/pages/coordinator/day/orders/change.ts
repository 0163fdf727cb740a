// What changing an order needs to know: which products, until when, and whether what is wanted differs from what stands.
import { api, ask } from '../../../../api/client';
import type { Schemas } from '../../../../api/types';
import { products as every, type Product } from '../units';

export type Quantities = Record<string, number>;

/** The products that can be ordered at all, and those whose cut-off for that day has passed. */
export async function offered(day: string): Promise<{ products: Product[]; late: Set<string> }> {
  const products = (await every()).filter((product) => product.active);
  const days = await Promise.all(
    products.map(({ id }) => {
      const params = { path: { product_id: id }, query: { from: day, to: day } };
      return ask(api.GET('/v1/products/{product_id}/days', { params }));
    }),
  );
  const late = products.filter((_, at) => days[at]?.days.some((one) => one.why === 'cutoff_passed'));
  return { products, late: new Set(late.map(({ id }) => id)) };
}

export function linesOf(quantities: Quantities): Schemas['OrderLineIn'][] {
  return Object.entries(quantities)
    .filter(([, quantity]) => quantity > 0)
    .map(([product_id, quantity]) => ({ product_id, quantity }));
}

export function quantitiesOf(order: Schemas['Order']): Quantities {
  return Object.fromEntries(order.lines.map((line) => [line.product_id, line.quantity]));
}

/** The products whose quantity is another than before. */
export function changedProducts(before: Quantities, wanted: Quantities): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(wanted)])].filter(
    (id) => (before[id] ?? 0) !== (wanted[id] ?? 0),
  );
}
