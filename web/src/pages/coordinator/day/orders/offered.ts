// What ordering for a day needs to know: which products can be had at all, and for which of them it is too late.
import { api, ask } from '../../../../api/client';
import { products as every, type Product } from '../units';

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
