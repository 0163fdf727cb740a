// The treasurer's arithmetic: which figure is the sum of what, and where two that should be equal differ. Pure; no name of a
// person ever comes here.
import { priceOn } from '../../api/prices';
import type { Schemas } from '../../api/types';

export type Count = Schemas['Count'];
export type Row = Schemas['CountRow'];
export type Product = Schemas['ProductCount'];
export type Measure = 'ordered' | 'slipped' | 'picked_up' | 'delivered' | 'extra' | 'not_delivered' | 'brought_back';

export const MEASURES: readonly Measure[] = [
  'ordered',
  'slipped',
  'picked_up',
  'delivered',
  'extra',
  'not_delivered',
  'brought_back',
];

/** Every figure that can be asked « pourquoi ? », with the measures that it is made of. */
export const FIGURES = {
  ordered: ['ordered'],
  slipped: ['ordered', 'slipped'],
  picked_up: ['slipped', 'picked_up'],
  delivered: ['delivered'],
  extra: ['extra'],
  not_delivered: ['not_delivered'],
  brought_back: ['brought_back'],
  unreported: ['ordered', 'delivered', 'not_delivered'],
  lost: ['picked_up', 'delivered', 'extra', 'brought_back'],
} as const satisfies Record<string, readonly Measure[]>;

export type Figure = keyof typeof FIGURES;

/** By how much two sides of a figure differ; 0 where they agree, undefined where nothing is compared. */
export function gap(figure: Figure, count: Count): number | undefined {
  const { ordered = 0, slipped = 0, picked_up = 0, brought_back = 0, delivered, extra, not_delivered } = count;
  switch (figure) {
    case 'slipped':
      return ordered - slipped;
    case 'picked_up':
      return slipped - picked_up;
    case 'unreported':
      return ordered - delivered - not_delivered;
    case 'lost':
      return picked_up - delivered - extra - brought_back;
    default:
      return undefined;
  }
}

export interface Difference {
  figure: Figure;
  product: Product;
  /** By how much, or how many. */
  units: number;
}

/** Whatever a treasurer has to explain, product by product. */
export function differences(total: Row): Difference[] {
  return total.products.flatMap((product) => {
    const gaps = (['slipped', 'picked_up', 'unreported', 'lost'] as const).map((figure) => ({
      figure,
      product,
      units: gap(figure, product)!,
    }));
    const told = (['not_delivered', 'extra'] as const).map((figure) => ({ figure, product, units: product[figure] }));
    return [...gaps, ...told].filter(({ units }) => units !== 0);
  });
}

/** Units of one kind, 0 where there were none. */
export function ofKind(row: Row, kind: Schemas['ProductKind']): number {
  return row.kinds.find((one) => one.kind === kind)?.delivered ?? 0;
}

export function ofProduct(row: Row, product_id: string): Product | undefined {
  return row.products.find((one) => one.product_id === product_id);
}

/** What was picked up at the price of its day, in cents. */
export function valueOf(days: readonly Row[], prices: readonly Schemas['Product'][]): number {
  const all = days.flatMap((day) => day.products.map((product) => ({ day: day.key, product })));
  return all.reduce((sum, { day, product }) => {
    const known = prices.find((one) => one.id === product.product_id)?.prices ?? [];
    return sum + (product.picked_up ?? 0) * (priceOn(known, day) ?? 0);
  }, 0);
}
