// From what a thumb says at a door to the facts of the contract. Each names its order lines, so that a later word corrects
// exactly what it is about; it keeps nothing and sends nothing.
import type { Schemas } from '../api/types';
import type { Door, Drop, FAILURES, Stop, Task, Way } from './progress';

export type Fact = Schemas['FactIn'];

/** The way that the household asked for. */
export function wayOf(task: Task): Way {
  return task.handover === 'bag_on_door' ? 'left_in_bag' : 'delivered';
}

/** The tasks that are goods. */
export function goodsOf(drop: Drop): Task[] {
  return drop.tasks.filter((task) => task.order_line_id);
}

/** Whether something is to hang at the door in a bag. */
export function hasBag(drop: Drop): boolean {
  return drop.tasks.some((task) => wayOf(task) === 'left_in_bag');
}

export function hasVisit(drop: Drop): boolean {
  return drop.tasks.some((task) => task.visit_id);
}

/** Everything given, each thing in the way that was asked for, or all in one way. */
export function given(door: Door, way?: Way): Fact[] {
  const tasks = openGoods(door);
  const ways = [...new Set(tasks.map((task) => way ?? wayOf(task)))];
  return ways.map((kind) => ({
    kind,
    payload: {
      lines: tasks
        .filter((task) => (way ?? wayOf(task)) === kind)
        .map((task) => ({ order_line_id: task.order_line_id!, quantity: task.quantity })),
    },
  }));
}

/** Nothing given. Without lines it speaks of a visit as well. */
export function failed(door: Door, kind: (typeof FAILURES)[number]): Fact[] {
  const visitWaits = door.drop.tasks.some((task, at) => task.visit_id && !door.outcomes[at]);
  if (visitWaits && kind !== 'shop_short') return [{ kind, payload: {} }];
  return [{ kind, payload: { lines: openGoods(door).map((task) => task.order_line_id!) } }];
}

/** Fewer than ordered, because the shop had too little; `units` by order line. */
export function short(door: Door, units: Record<string, number>): Fact[] {
  const facts: Fact[] = [];
  const nothing = openGoods(door).filter((task) => !units[task.order_line_id!]);
  for (const fact of given(door)) {
    if (fact.kind !== 'delivered' && fact.kind !== 'left_in_bag') continue;
    const lines = fact.payload.lines
      .map((line) => ({ ...line, quantity: units[line.order_line_id] ?? 0, ordered: line.quantity }))
      .filter((line) => line.quantity > 0)
      .map(({ ordered, ...line }) => (line.quantity < ordered ? { ...line, reason: 'shop_short' as const } : line));
    if (lines.length) facts.push({ ...fact, payload: { lines } });
  }
  if (nothing.length)
    facts.push({ kind: 'shop_short', payload: { lines: nothing.map((task) => task.order_line_id!) } });
  return facts;
}

/** What was taken at a shop; all of it, or `units` by product. */
export function picked(stop: Stop, units?: Record<string, number>): Fact {
  const lines = stop.goods.map(({ product_id, quantity }) => ({
    product_id,
    quantity: units?.[product_id] ?? quantity,
  }));
  return { kind: 'picked_up', payload: { pickup_point_id: stop.pickup_point!.id, lines } };
}

/** The goods of which nothing was said yet. */
function openGoods(door: Door): Task[] {
  return door.drop.tasks.filter((task, at) => task.order_line_id && !door.outcomes[at]);
}
