// Whatever people write stays what they wrote: a piece of HTML in every free text of the office, and every screen of every role
// opened after it. Nothing of it may become part of a page, and the policy of the server has nothing to refuse.
import { expect, test } from 'vitest';
import { apart, near, type Route } from '../../web/src/routes';
import { Caller, dropsOf, thirtyDoors, today, type Sheet } from './harness/morning';
import { Residence, ROLES, type Role } from './harness/residence';
import { onStage } from './harness/stage';

const CANARY = '"><img src=x onerror=sang=1>';

interface Row {
  id: string;
  version: number;
  [member: string]: unknown;
}

let office: Caller;
let round: Sheet;
let routes: Route[];

const stage = onStage(Residence, async () => {
  office = await Caller.as(stage.place, 'coordinator');
  round = await thirtyDoors(office);
  await sing();
  routes = [...near, ...(await Promise.all(Object.values(apart).map((list) => list()))).flat()];
});

/** Writes the canary into every free text that the API takes from an office. */
async function sing(): Promise<void> {
  // Numbered, because no two shops have one name.
  const all = async (noun: string, patch: (canary: string) => object) => {
    for (const [at, row] of (await office.list<Row>(`/v1/${noun}?limit=200`)).entries()) {
      await office.ask('PATCH', `/v1/${noun}/${row.id}`, patch(`${CANARY}${at}`), row.version);
    }
  };
  await all('residents', (text) => ({
    family_name: text,
    door_note: text,
    person_to_call: { name: text, phone: '06 39 98 00 99' },
  }));
  await all('volunteers', (text) => ({ given_name: text, family_name: text }));
  await all('residences', (text) => ({ name: text, landlord: text }));
  await all('entrances', (text) => ({ access_notes: text }));
  await all('pickup_points', (text) => ({ name: text, address: text }));
  await all('neighbourhoods', (text) => ({ name: text }));
  await all('products', (text) => ({ name: text, unit_one: text, unit_many: text }));
  const association = await office.ask<Row>('GET', '/v1/association');
  await office.ask('PATCH', '/v1/association', { name: CANARY, answering_hours: CANARY }, association.version);

  const [resident] = await office.list<Row>('/v1/residents?limit=1');
  await office.ask('POST', '/v1/call_list', { resident_id: resident!.id, reason: CANARY });
  await office.ask('POST', `/v1/residents/${resident!.id}/delivery_problems`, { kind: 'other', note: CANARY });
  const [shop] = await office.list<Row>('/v1/pickup_points');
  const closed = { first_day: '2030-01-01', last_day: '2030-01-02', reason: CANARY };
  await office.ask('POST', `/v1/pickup_points/${shop!.id}/closures`, closed);
}

/** An id for each parameter that an address may hold. */
async function ids(): Promise<Record<string, string>> {
  const first = async (path: string) => String((await office.list<Row>(path))[0]?.id ?? '');
  return {
    resident_id: await first('/v1/residents'),
    day: today(),
    month: today().slice(0, 7),
    from: today(),
    to: today(),
    figure: 'ordered',
    said: 'notee',
    account_id: await first('/v1/accounts'),
    volunteer_id: await first('/v1/volunteers'),
    residence_id: await first('/v1/residences'),
    entrance_id: await first('/v1/entrances'),
    pickup_point_id: await first('/v1/pickup_points'),
    product_id: await first('/v1/products'),
    product: await first('/v1/products'),
    order_id: await first(`/v1/orders?service_day=${today()}`),
    slip_id: await first('/v1/slips'),
    concern_id: await first('/v1/concerns'),
    visit_id: await first('/v1/visits'),
    round_id: round.id,
    stop_id: round.stops.find((stop) => stop.drops.length)!.id,
    drop_id: dropsOf(round)[0]!.drop_id,
  };
}

const isFor = ({ path, roles }: Route, role: Role) =>
  path !== '' && (roles === 'signed_in' || (Array.isArray(roles) && roles.includes(role)));

/** A card for somebody of that role: of volunteers, the one who walks the round. */
async function card(role: Role): Promise<string> {
  if (role !== 'volunteer') return stage.place.another(role);
  const walker = await office.ask<{ account_id: string }>('GET', `/v1/volunteers/${round.volunteer_id}`);
  return office.token(walker.account_id);
}

test.each(ROLES)('no canary sings on the screens of the %s', { timeout: 600_000 }, async (role) => {
  const phone = await stage.phone();
  await phone.context.addInitScript(() => {
    const sung: string[] = ((globalThis as { sung?: string[] }).sung = []);
    document.addEventListener('securitypolicyviolation', (event) =>
      sung.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await phone.enter(await card(role));
  const given = await ids();
  let shown = 0;
  for (const route of routes.filter((one) => isFor(one, role))) {
    const path = route.path.replace(/:([a-z_]+)/g, (_, name: string) => given[name] ?? '');
    await phone.goto(path);
    await phone.settled();
    const found = await phone.page.evaluate((canary) => {
      const here = globalThis as { sung?: string[]; sang?: number };
      const told = document.body.innerText.includes(canary);
      return {
        sung: here.sung,
        sang: here.sang ?? 0,
        pictures: document.querySelectorAll('img[src="x"]').length,
        told,
      };
    }, CANARY);
    if (found.told) shown += 1;
    expect({ path: route.path, ...found, told: true }).toEqual({
      path: route.path,
      sung: [],
      sang: 0,
      pictures: 0,
      told: true,
    });
    expect(await phone.page.title()).not.toContain('<');
  }
  console.log(`canary: seen as text on ${shown} screens of the ${role}`);
  expect(shown).toBeGreaterThan(0);
  expect(phone.faults).toEqual([]);
  await phone.close();
});
