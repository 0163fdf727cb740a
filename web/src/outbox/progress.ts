// How far a round is, from what the server told of it and what this phone saw since: a pure function, so that a page shows
// the same after a crash, without network and on another day of the week. It sends nothing and keeps nothing.
import type { Schemas } from '../api/types';
import type { KeptRound } from './round_store';
import type { WalkedRow } from './store';

export type Sheet = Schemas['RoundSheet'];
export type Stop = Schemas['StopSheet'];
export type Drop = Schemas['DropSheet'];
export type Task = Schemas['TaskSheet'];
export type Reason = Schemas['FailureReason'];
type Event = Schemas['EventIn'];

export const WAYS = ['delivered', 'left_in_bag', 'left_with_neighbour'] as const;
export const FAILURES = ['no_answer', 'refused', 'no_access', 'shop_short'] as const;
export type Way = (typeof WAYS)[number];

/** What became of an order line or of a visit. */
export interface Outcome {
  /** Units given; of a visit 1 when it took place. */
  given: number;
  way?: Way;
  reason?: Reason;
  light?: Schemas['VisitLight'];
}

export interface Door {
  stop: Stop;
  drop: Drop;
  /** What was said of each task, in the order of the tasks; undefined where nothing was. */
  outcomes: (Outcome | undefined)[];
  /** The last bag hangs there full, or there is no bag. */
  bags: ('bag_full' | 'bag_missing')[];
  /** Somebody worries, whether a visit was agreed or not. */
  worry: boolean;
  /** The events of this phone that stand at this door, oldest first: what it can take back. */
  standing: string[];
  /** Some of them have not arrived. */
  unsent: boolean;
  done: boolean;
}

export interface Halt {
  stop: Stop;
  doors: Door[];
  /** Units taken of each product, at a shop. */
  taken: Record<string, number>;
  standing: string[];
  done: boolean;
}

export interface Progress {
  halts: Halt[];
  /** Units that come back, as this phone said. */
  back: Record<string, number>;
}

/** Where a round stands. */
export function progressOf(kept: KeptRound, rows: readonly WalkedRow[]): Progress {
  const standing = standingOf(rows);
  const stops = inOrder(kept.round.stops, kept.order, (stop) => stop.id);
  const halts = stops.map((stop): Halt => {
    const drops = inOrder(stop.drops, kept.order, (drop) => drop.drop_id);
    const doors = drops.map((drop) => doorOf(kept, stop, drop, rows, standing));
    return {
      stop,
      doors,
      ...takenAt(kept, stop, standing),
      ...(doors.length && { done: doors.every((door) => door.done) }),
    };
  });
  return { halts, back: broughtBack(kept, standing) };
}

/** The doors of a round, as they are walked. */
export function doorsOf(progress: Progress): Door[] {
  return progress.halts.flatMap((halt) => halt.doors);
}

/** What comes next: a shop, a door, or nothing more. */
export function nextOf(progress: Progress): { halt: Halt; door?: Door } | null {
  const halt = progress.halts.find((one) => !one.done);
  return halt ? { halt, door: halt.doors.find((door) => !door.done) } : null;
}

/** The events that nothing took back; an undo may itself be taken back. */
export function standingOf(rows: readonly WalkedRow[]): WalkedRow[] {
  const gone = new Set<string>();
  for (const row of [...rows].reverse()) {
    if (row.event.kind === 'undo' && !gone.has(row.event_id)) gone.add(row.event.payload.of);
  }
  return rows.filter((row) => row.event.kind !== 'undo' && !gone.has(row.event_id));
}

/** The wanted order first; what it does not name stays where it was. */
export function inOrder<T>(list: readonly T[], order: readonly string[] | undefined, idOf: (one: T) => string): T[] {
  if (!order) return [...list];
  const named = list.filter((one) => order.includes(idOf(one)));
  named.sort((a, b) => order.indexOf(idOf(a)) - order.indexOf(idOf(b)));
  return list.map((one) => (order.includes(idOf(one)) ? named.shift()! : one));
}

function doorOf(kept: KeptRound, stop: Stop, drop: Drop, rows: readonly WalkedRow[], standing: WalkedRow[]): Door {
  const touching = rows.filter((row) => row.event.drop_id === drop.drop_id);
  const stands = standing.filter((row) => row.event.drop_id === drop.drop_id);
  const serverKnowsAll = touching.every((row) => kept.included?.includes(row.event_id));
  const outcomes = drop.tasks.map((task) => {
    const own = stands.reduce<Outcome | undefined>((said, row) => saidOf(row.event, task) ?? said, undefined);
    const whole = stands.reduce<Outcome | undefined>((said, row) => said ?? wholeDoor(row.event), undefined);
    const spokeOf = touching.some((row) => saidOf(row.event, task) ?? wholeDoor(row.event));
    // The server's word counts where it knows all that this phone saw: a coordinator may have corrected it since.
    if (serverKnowsAll || !spokeOf) return reportedOf(task) ?? own ?? whole;
    return own ?? whole;
  });
  const saw = (kind: Event['kind']) => stands.some((row) => row.event.kind === kind);
  return {
    stop,
    drop,
    outcomes,
    bags: (['bag_full', 'bag_missing'] as const).filter(saw),
    worry: stands.some((row) => row.event.kind === 'visit_done' && row.event.payload.light === 'worry'),
    standing: stands.map((row) => row.event_id),
    unsent: touching.some((row) => !row.sent),
    done: outcomes.every((outcome) => outcome !== undefined),
  };
}

/** What an event says of this task by name. */
function saidOf(event: Event, task: Task): Outcome | undefined {
  if (!task.order_line_id) {
    if (event.kind !== 'visit_done') return undefined;
    return { given: 1, light: event.payload.light };
  }
  if (isWay(event)) {
    const line = event.payload.lines.find((one) => one.order_line_id === task.order_line_id);
    return line && { given: line.quantity, way: event.kind, reason: line.reason ?? undefined };
  }
  if (isFailure(event) && event.payload.lines?.includes(task.order_line_id)) return { given: 0, reason: event.kind };
  return undefined;
}

/** What an event says of the whole door, for whatever nothing else is said of. */
function wholeDoor(event: Event): Outcome | undefined {
  return isFailure(event) && !event.payload.lines?.length ? { given: 0, reason: event.kind } : undefined;
}

function reportedOf(task: Task): Outcome | undefined {
  const { reported } = task;
  if (!reported) return undefined;
  const { delivered, light, reason } = reported;
  return light ? { given: 1, light } : { given: delivered, reason: reason ?? undefined };
}

function takenAt(kept: KeptRound, stop: Stop, standing: WalkedRow[]): Pick<Halt, 'taken' | 'standing' | 'done'> {
  const own = standing.filter(({ event }) => event.kind === 'picked_up' && isAt(event, stop));
  const taken: Record<string, number> = {};
  for (const { product_id } of stop.goods) {
    const told = kept.round.goods_reported.find((one) => one.product_id === product_id);
    if (told) taken[product_id] = told.picked_up;
  }
  for (const { event } of own) {
    if (event.kind !== 'picked_up') continue;
    for (const line of event.payload.lines) taken[line.product_id] = line.quantity;
  }
  const done = stop.goods.every((goods) => taken[goods.product_id] !== undefined);
  return { taken, standing: own.map((row) => row.event_id), done };
}

function broughtBack(kept: KeptRound, standing: WalkedRow[]): Record<string, number> {
  const back: Record<string, number> = {};
  for (const told of kept.round.goods_reported) back[told.product_id] = told.brought_back;
  for (const { event } of standing) {
    if (event.kind === 'brought_back') back[event.payload.product_id] = event.payload.quantity;
  }
  return back;
}

function isAt(event: Event, stop: Stop): boolean {
  return event.kind === 'picked_up' && event.payload.pickup_point_id === stop.pickup_point?.id;
}

function isWay(event: Event): event is Event & { kind: Way; payload: Schemas['GivenIn'] } {
  return (WAYS as readonly string[]).includes(event.kind);
}

function isFailure(event: Event): event is Event & { kind: (typeof FAILURES)[number]; payload: Schemas['FailedIn'] } {
  return (FAILURES as readonly string[]).includes(event.kind);
}
