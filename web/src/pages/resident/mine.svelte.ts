// What the resident's screens share: what is ordered, what can be ordered and for which days. It is asked anew when a screen
// opens and shown at once as it was, so that going back and forth never waits. It is not kept beyond this visit.
import { all } from '../../api/all';
import { api, ask } from '../../api/client';
import { Problem } from '../../api/problem';
import type { Schemas } from '../../api/types';
import { machine } from '../../device/machine';
import { session } from '../../session/session.svelte';
import { dayOf } from '../../words/dates';
import { withOrder } from '../coming_days';
import type { Day, Offer } from './days';

export interface Mine {
  account: string;
  today: string;
  desk: Schemas['Desk'];
  /** What can be ordered, the soonest first. */
  offers: Offer[];
}

class Shared {
  held = $state.raw<Mine>();
  problem = $state.raw<Problem>();
}

const shared = new Shared();

/** What is known of the person who is signed in now. */
export function mine(): Mine | undefined {
  return shared.held?.account === session.current ? shared.held : undefined;
}

/** Why nothing newer could be had. */
export function trouble(): Problem | undefined {
  return shared.problem;
}

/** The path of whatever belongs to the current person. */
export function ofMe(): { resident_id: string } {
  return { resident_id: session.me?.resident_id ?? '' };
}

/** Counts what was asked: an answer to an older question never replaces a newer one. */
let turn = 0;

/** An order as it was just answered: the next screen stands on it, however long the answer to `loadMine` takes. */
export function keepOrder(order: Schemas['Order']): void {
  turn += 1;
  const held = mine();
  if (held) shared.held = { ...held, desk: withOrder(held.desk, order) };
}

/** Asks for everything anew. Never throws: `trouble()` says what went wrong. */
export async function loadMine(): Promise<void> {
  const account = session.current;
  const asked = ++turn;
  try {
    const [desk, products] = await Promise.all([
      ask(api.GET('/v1/residents/{resident_id}/desk', { params: { path: ofMe() } })),
      all((part) => ask(api.GET('/v1/products', { params: { query: part } }))),
    ]);
    const offers = await Promise.all(products.filter((product) => product.active).map(offerOf));
    if (!account || account !== session.current || asked !== turn) return;
    shared.problem = undefined;
    shared.held = { account, today: todayOf(offers), desk, offers: offers.sort(bySoonest) };
  } catch (error) {
    if (asked === turn) shared.problem = Problem.of(error);
  }
}

async function offerOf(product: Schemas['Product']): Promise<Offer> {
  const path = { product_id: product.id };
  const { days, next_possible_day } = await ask(api.GET('/v1/products/{product_id}/days', { params: { path } }));
  return { product, next: next_possible_day ?? undefined, days: new Map(days.map((one) => [one.day, one])) };
}

/** The server's today where it told one: a phone's clock may be wrong. */
function todayOf(offers: Offer[]): Day {
  const [first] = offers[0]?.days.keys() ?? [];
  return first ?? dayOf(machine.now(), session.me?.association.time_zone);
}

function bySoonest(one: Offer, other: Offer): number {
  const late = '9999-12-31';
  return (
    (one.next ?? late).localeCompare(other.next ?? late) ||
    KINDS.indexOf(one.product.kind) - KINDS.indexOf(other.product.kind)
  );
}

const KINDS = ['bread', 'water_pack', 'other'];
