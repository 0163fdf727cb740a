// What the desk asks of the API about one caller, and how it writes down what they said. It shows nothing.
import { all } from '../../api/all';
import type { Attempt } from '../../api/attempt';
import { api, ask, ifMatch } from '../../api/client';
import type { Schemas } from '../../api/types';
import type { Caller, Offer, Order, Product } from './draft';

const PHONE = 'phone_relay' as const;

/** The last calls that fit beside the basket without a scroll. */
const TALKS = 3;

export interface Known extends Caller {
  absences: Schemas['Absence'][];
  talks: Schemas['Talk'][];
}

/** Everything that the caller's page shows. */
export async function readCaller(resident_id: string, today: string): Promise<Known> {
  const path = { resident_id };
  const [desk, absences, talks, offers] = await Promise.all([
    ask(api.GET('/v1/residents/{resident_id}/desk', { params: { path } })),
    all((part) => ask(api.GET('/v1/residents/{resident_id}/absences', { params: { path, query: part } }))),
    ask(api.GET('/v1/residents/{resident_id}/talks', { params: { path, query: { limit: TALKS } } })),
    readOffers(),
  ]);
  const away = absences.filter((one) => !one.last_day || one.last_day >= today);
  return { desk, absences: away, talks: talks.items, offers: ranked(offers, desk), today };
}

/** In the order in which the desk tells products, what is ordered most first. */
function ranked(offers: Offer[], desk: Schemas['Desk']): Offer[] {
  const rank = (offer: Offer) => desk.products.findIndex((one) => one.product_id === offer.product.id);
  return offers.toSorted((a, b) => rank(a) - rank(b));
}

async function readOffers(): Promise<Offer[]> {
  const products = await all((part) => ask(api.GET('/v1/products', { params: { query: part } })));
  const active = products.filter((product) => product.active);
  return Promise.all(active.map(async (product) => ({ product, days: await readDays(product) })));
}

async function readDays(product: Product): Promise<Offer['days']> {
  const path = { product_id: product.id };
  const { days } = await ask(api.GET('/v1/products/{product_id}/days', { params: { path } }));
  return Object.fromEntries(days.map((day) => [day.day, day]));
}

type Lines = Schemas['OrderLineIn'][];

/** A new order. The same attempt sends the same key for the same order, however often. */
export async function place(resident_id: string, service_day: string, lines: Lines, attempt: Attempt): Promise<Order> {
  const body = { resident_id, service_day, lines, channel: PHONE };
  const order = await ask(api.POST('/v1/orders', { params: { header: attempt.header(body) }, body }));
  attempt.done();
  return order;
}

export function changeOrder(order: Order, lines: Lines): Promise<Order> {
  const params = { path: { order_id: order.id }, header: ifMatch(order.version) };
  return ask(api.PATCH('/v1/orders/{order_id}', { params, body: { lines } }));
}

export function cancelOrder(order: Order): Promise<Order> {
  const params = { path: { order_id: order.id }, header: ifMatch(order.version) };
  return ask(api.DELETE('/v1/orders/{order_id}', { params }));
}

export async function noteTalk(resident_id: string, outcome: Schemas['TalkOutcome'], attempt: Attempt): Promise<void> {
  const body = { outcome, channel: PHONE };
  const params = { path: { resident_id }, header: attempt.header(body) };
  await ask(api.POST('/v1/residents/{resident_id}/talks', { params, body }));
  attempt.done();
}

export async function noteAbsence(
  resident_id: string,
  first_day: string,
  last_day: string | null,
  attempt: Attempt,
): Promise<void> {
  const body = { first_day, channel: PHONE, ...(last_day && { last_day }) };
  const params = { path: { resident_id }, header: attempt.header(body) };
  await ask(api.POST('/v1/residents/{resident_id}/absences', { params, body }));
  attempt.done();
}

type Standing = Schemas['StandingOrder'];

export function putUsual(
  resident_id: string,
  lines: Schemas['StandingOrderLineIn'][],
  standing?: Standing | null,
): Promise<Standing> {
  const params = { path: { resident_id }, header: standing ? ifMatch(standing.version) : {} };
  return ask(api.PUT('/v1/residents/{resident_id}/standing_order', { params, body: { lines, channel: PHONE } }));
}

export function stopUsual({ resident_id, version }: Standing): Promise<Standing> {
  const params = { path: { resident_id }, header: ifMatch(version) };
  return ask(api.DELETE('/v1/residents/{resident_id}/standing_order', { params }));
}

/** Until they call. */
export function pauseUsual(resident_id: string): Promise<Standing> {
  const params = { path: { resident_id } };
  return ask(api.POST('/v1/residents/{resident_id}/standing_order/pause', { params, body: {} }));
}

export function resumeUsual(resident_id: string): Promise<Standing> {
  return ask(api.POST('/v1/residents/{resident_id}/standing_order/resumption', { params: { path: { resident_id } } }));
}
