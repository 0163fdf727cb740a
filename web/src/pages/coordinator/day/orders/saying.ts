// How an order is told in a list, and how a name is compared: without accents and capitals, as people type them.
import type { Schemas } from '../../../../api/types';
import type { Units } from '../units';

/** « 1 pain, 2 packs d'eau » */
export function said(order: Schemas['Order'], units: Units): string {
  return order.lines.map((line) => units(line.product_id, line.quantity)).join(', ');
}

export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
