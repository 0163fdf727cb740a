// What the form of a product holds: everything that can be said of a new one but its shop and its price.
import type { Schemas } from '../../../api/types';
import { WEEKDAYS } from '../../../words/weekdays';

export type ProductForm = Required<
  Pick<
    Schemas['ProductIn'],
    | 'kind'
    | 'name'
    | 'unit_one'
    | 'unit_many'
    | 'grams'
    | 'max_per_order'
    | 'splits_into'
    | 'paid_by'
    | 'cutoff_kind'
    | 'cutoff_days'
    | 'cutoff_min'
    | 'deliver_from_min'
    | 'deliver_until_min'
  >
> & { cutoff_weekday: number | null; delivery_weekdays: number[] };

/** Bread, as most shops have it. */
export function emptyProduct(): ProductForm {
  return {
    kind: 'bread',
    name: '',
    unit_one: '',
    unit_many: '',
    grams: 250,
    max_per_order: 6,
    splits_into: 1,
    paid_by: 'association_pays',
    cutoff_kind: 'open_days_before',
    cutoff_days: 1,
    cutoff_min: 16 * 60,
    cutoff_weekday: null,
    deliver_from_min: 7 * 60 + 30,
    deliver_until_min: 9 * 60,
    delivery_weekdays: [...WEEKDAYS],
  };
}

export function formOf(one: Schemas['Product']): ProductForm {
  const { kind, name, unit_one, unit_many, grams, max_per_order, splits_into, paid_by } = one;
  const { cutoff_kind, cutoff_days, cutoff_min, deliver_from_min, deliver_until_min } = one;
  return {
    ...{ kind, name, unit_one, unit_many, grams, max_per_order, splits_into, paid_by },
    ...{ cutoff_kind, cutoff_days, cutoff_min, deliver_from_min, deliver_until_min },
    cutoff_weekday: one.cutoff_kind === 'weekday_before' ? one.cutoff_weekday : null,
    delivery_weekdays: [...one.delivery_weekdays],
  };
}
