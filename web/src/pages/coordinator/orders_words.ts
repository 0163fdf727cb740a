// How an order is told in a list, and how a name is compared: without accents and capitals, as people type them.
import type { Schemas } from '../../api/types';
import { number } from '../../words/numbers';

/** « 1 pain, 2 packs d'eau » */
export function said(order: Schemas['Order']): string {
  return order.lines.map((line) => `${number(line.quantity)}\u00a0${line.product.toLowerCase()}`).join(', ');
}

export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
