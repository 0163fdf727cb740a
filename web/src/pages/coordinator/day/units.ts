// Quantities in the words of each product: « 2 pains », « 1 pack d'eau ».
import { all } from '../../../api/all';
import { api, ask } from '../../../api/client';
import type { Schemas } from '../../../api/types';
import { count } from '../../../words/numbers';

export type Product = Schemas['Page_Product']['items'][number];
export type Units = (product_id: string, quantity: number) => string;

export const products = (): Promise<Product[]> =>
  all((part) => ask(api.GET('/v1/products', { params: { query: part } })));

export function unitsOf(known: readonly Product[]): Units {
  const of = new Map(known.map((product) => [product.id, product]));
  return (product_id, quantity) => {
    const product = of.get(product_id);
    return count(quantity, product?.unit_one ?? '', product?.unit_many ?? '');
  };
}
