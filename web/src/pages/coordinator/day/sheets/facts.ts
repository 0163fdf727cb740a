// What a paper sheet says of a door, as the facts that /v1/sync takes, and back: what was reported already, as marks.
import type { Schemas } from '../../../../api/types';
import { goodsOf, wayOf, type Fact } from '../../../../outbox/facts';
import { FAILURES, type Drop, type Task } from '../../../../outbox/progress';

export const MARKS = ['given', ...FAILURES] as const;
export type Mark = (typeof MARKS)[number];

export interface DoorForm {
  /** Absent where the paper says nothing of goods. */
  mark: Mark | undefined;
  /** Units given of each order line, where there were not enough. */
  given: Record<string, number>;
  /** What was found at the bag, whatever became of the goods. */
  bag_full: boolean;
  bag_missing: boolean;
  light: Schemas['VisitLight'] | undefined;
}

export const hasGoods = (drop: Drop): boolean => goodsOf(drop).length > 0;
export const isReported = (drop: Drop): boolean => drop.tasks.every((task) => task.reported);
/** Why a visit did not take place; goods have one reason more. */
export const SHUT = ['no_answer', 'refused', 'no_access'] as const;

/** The door as it was reported so far. */
export function formOf(drop: Drop): DoorForm {
  const goods = goodsOf(drop);
  const given = Object.fromEntries(
    goods.map((task) => [task.order_line_id!, task.reported?.delivered ?? task.quantity]),
  );
  const visit = drop.tasks.find((task) => task.visit_id)?.reported;
  const mark = goods.length ? markOf(goods) : SHUT.find((reason) => reason === visit?.reason);
  return { mark, given, bag_full: false, bag_missing: false, light: visit?.light ?? undefined };
}

function markOf(goods: Task[]): Mark | undefined {
  const told = goods.filter((task) => task.reported?.state);
  if (!told.length) return undefined;
  if (told.some((task) => task.reported?.reason === 'shop_short')) return 'shop_short';
  if (told.every((task) => task.reported?.state === 'delivered')) return 'given';
  return MARKS.find((mark) => mark === told[0]?.reported?.reason);
}

/** What the form says and was not reported yet. */
export function factsOf(drop: Drop, form: DoorForm): Fact[] {
  const before = formOf(drop);
  const facts: Fact[] = [];
  const sameGoods = form.mark === before.mark && (form.mark !== 'shop_short' || same(form.given, before.given));
  if (form.mark && !sameGoods) facts.push(...goodsFacts(drop, form, form.mark));
  if (form.light && form.light !== before.light) facts.push({ kind: 'visit_done', payload: { light: form.light } });
  if (form.bag_full) facts.push({ kind: 'bag_full', payload: {} });
  if (form.bag_missing) facts.push({ kind: 'bag_missing', payload: {} });
  return facts;
}

function goodsFacts(drop: Drop, form: DoorForm, mark: Mark): Fact[] {
  const goods = goodsOf(drop);
  if (mark !== 'given' && mark !== 'shop_short') {
    // Where a visit was made, what failed is said of the goods alone.
    const lines = goods.map((task) => task.order_line_id!);
    return [{ kind: mark, payload: form.light ? { lines } : {} }];
  }
  const line = (task: Task) => {
    const id = task.order_line_id!;
    const quantity = mark === 'given' ? task.quantity : Math.min(form.given[id] ?? 0, task.quantity);
    return { order_line_id: id, quantity, ...(quantity < task.quantity && { reason: 'shop_short' as const }) };
  };
  return [...new Set(goods.map(wayOf))].map((kind) => ({
    kind,
    payload: { lines: goods.filter((task) => wayOf(task) === kind).map(line) },
  }));
}

function same(a: Record<string, number>, b: Record<string, number>): boolean {
  return Object.keys({ ...a, ...b }).every((key) => a[key] === b[key]);
}
