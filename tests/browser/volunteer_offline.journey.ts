// Thirty doors without network, an empty battery in the middle, an answer that gets lost: every tick arrives, and once. And
// what else a network does to a queue: it is poisoned, led astray, replaced, signed out.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Front } from './harness/front';
import { Caller, dropsOf, thirtyDoors, today, type Sheet } from './harness/morning';
import { Pocket } from './harness/pocket';
import { Residence } from './harness/residence';

let residence: Residence;
let front: Front;
let coordinator: Caller;
let round: Sheet;
let volunteers: { id: string; account_id: string; family_name: string }[];
let pocket: Pocket;

beforeAll(async () => {
  residence = await Residence.open();
  front = await Front.open(residence.url);
  coordinator = await Caller.as(residence, 'coordinator');
  round = await thirtyDoors(coordinator);
  volunteers = await coordinator.list('/v1/volunteers');
  expect(dropsOf(round).length).toBeGreaterThanOrEqual(30);
});

afterAll(async () => {
  await front?.close();
  await residence?.close();
});

beforeEach(async () => {
  front.clear();
  front.asked.length = 0;
  pocket = new Pocket();
  await pocket.start();
});

afterEach(() => pocket.close());

const button = (name: string | RegExp) => pocket.page.getByRole('button', { name });
const link = (name: string | RegExp) => pocket.page.getByRole('link', { name });
const text = (said: string | RegExp) => pocket.page.getByText(said).first();

async function goto(path: string): Promise<void> {
  await pocket.page.goto(`${front.url}/#${path}`);
}

/** Signs the walker of the morning's round in, or another volunteer. */
async function pair(account_id = walker().account_id): Promise<void> {
  await pocket.page.goto(`${front.url}/#pair=${await coordinator.token(account_id)}`);
  await button('Oui, connecter').click();
  await button("Oui, c'est moi").click();
  await pocket.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

function walker() {
  const id = (round as unknown as { volunteer_id: string }).volunteer_id;
  return volunteers.find((one) => one.id === id)!;
}

/** Says yes and sets out, where that is still to be done. */
async function setOut(): Promise<void> {
  const yes = button('Oui, je la fais');
  const go = button('Je pars');
  const tick = button(/^✓ /);
  await yes.or(go).or(tick).first().waitFor();
  if (await yes.isVisible()) await yes.click();
  await go.or(tick).first().waitFor();
  if (await go.isVisible()) await go.click();
  await tick.waitFor();
}

/** How many doors are done, as the screen says. */
async function shownDone(): Promise<number> {
  const said = await pocket.page.locator('h1 + p').innerText();
  return Number(/(\d+) sur/.exec(said)?.[1] ?? NaN);
}

const tick = () => button(/^✓ (Remis|Déposé|Tout est)/);

async function tickDoors(count: number): Promise<void> {
  const before = await shownDone();
  for (let done = before; done < before + count; done += 1) {
    await tick().click();
    await text(`${done + 1} sur`).waitFor();
  }
}

async function takeGoods(): Promise<void> {
  while (await button("✓ J'ai tout pris").isVisible()) {
    const shop = await pocket.page.locator('#shop').innerText();
    await button("✓ J'ai tout pris").click();
    await pocket.page.locator('#shop', { hasText: shop }).waitFor({ state: 'detached' });
  }
}

/** The rows of a store of this phone's database. */
async function rows(store: string): Promise<Record<string, unknown>[]> {
  return pocket.page.evaluate(
    (store) =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('palier');
        open.onerror = () => reject(open.error!);
        open.onsuccess = () => {
          const all = open.result.transaction(store).objectStore(store).getAll();
          all.onsuccess = () => {
            open.result.close();
            resolve(JSON.parse(JSON.stringify(all.result)) as Record<string, unknown>[]);
          };
        };
      }),
    store,
  );
}

async function delivered(): Promise<number> {
  const tasks = dropsOf(await coordinator.sheet(round.id)).flatMap((drop) => drop.tasks);
  return tasks.filter((task) => task.reported?.state === 'delivered').length;
}

function sentIds(): string[] {
  const bodies = front.asked.filter((one) => one.path === '/v1/sync').map((one) => one.body);
  return bodies
    .flatMap((body) => (JSON.parse(body) as { events: { event_id: string }[] }).events)
    .map((one) => one.event_id);
}

/** Takes every door of the round back, so that the next story finds it open. */
async function reopenAll(): Promise<void> {
  await goto(`/tournee/${round.id}`);
  for (const drop of dropsOf(round)) {
    await goto(`/tournee/${round.id}/porte/${drop.drop_id}`);
    await text(/Voir le code|Appeler/).waitFor();
    if (!(await button('Rouvrir cette porte').isVisible())) continue;
    await button('Rouvrir cette porte').click();
    await button('Oui').click();
    await button('Rouvrir cette porte').waitFor({ state: 'detached' });
  }
}

test('thirty ticks in airplane mode, a killed browser and a lost answer: all arrive once', async () => {
  const doors = dropsOf(round).length;
  await pair();
  await setOut();
  await expect.poll(async () => (await coordinator.sheet(round.id)).status).toBe('started');

  front.weather = () => 'cut';
  front.asked.length = 0;
  await pocket.offline(true);
  await takeGoods();
  await tickDoors(14);
  // The battery ends with a thumb on the button: what was green is there, what was not may be.
  await tick().click({ noWaitAfter: true });
  await pocket.kill();

  await pocket.start(true);
  await goto('/tournee');
  await text('Maintenant').waitFor();
  const after = await shownDone();
  expect([14, 15]).toContain(after);
  await tickDoors(doors - after);
  await text('Toutes les portes sont faites').waitFor();
  const waiting = await rows('events');
  expect(waiting.length).toBeGreaterThanOrEqual(32);
  expect(sentIds()).toEqual([]);
  expect(await delivered()).toBe(0);

  // The first answer is lost on the way: palier has them, the phone does not know it and sends them again.
  let lost = 0;
  front.weather = (_method, path) => (path === '/v1/sync' && (lost += 1) === 1 ? 'lost' : 'clear');
  await pocket.offline(false);
  await text('Tout est envoyé').waitFor();
  expect(await rows('events')).toEqual([]);
  expect(await rows('refused')).toEqual([]);
  const sent = sentIds();
  expect(new Set(sent)).toEqual(new Set(waiting.map((row) => row.event_id)));
  expect(sent.length).toBeGreaterThan(new Set(sent).size);

  const sheet = await coordinator.sheet(round.id);
  const tasks = dropsOf(sheet).flatMap((drop) => drop.tasks);
  expect(tasks.every((task) => task.reported?.delivered === task.quantity)).toBe(true);
  const { total } = await coordinator.ask<{ total: { products: { delivered: number }[] } }>(
    'GET',
    `/v1/counts?from=${today()}&to=${today()}`,
  );
  const counted = total.products.reduce((sum, product) => sum + product.delivered, 0);
  expect(counted).toBe(tasks.reduce((sum, task) => sum + task.quantity, 0));
  await reopenAll();
  await expect.poll(delivered).toBe(0);
});

test('a poisoned event stands alone, and a person is told', async () => {
  await pair();
  await setOut();
  front.weather = () => 'cut';
  await tickDoors(4);
  const poisoned = (await rows('events'))[1]!.event_id as string;
  const body = JSON.stringify({
    type: 'x',
    code: 'event.unreadable',
    status: 400,
    title: 'Ce geste est illisible.',
    remedy: 'x',
  });
  front.weather = (_method, path, sent) =>
    path === '/v1/sync' && sent.includes(poisoned) ? { status: 400, body } : 'clear';
  await goto('/a-envoyer');
  await button('Envoyer maintenant').click();
  await text('Refusé par le service').waitFor();
  await text('Ce geste est illisible.').waitFor();
  await text('1 geste refusé').waitFor();
  expect(await rows('events')).toEqual([]);
  await expect.poll(delivered).toBe(3);
  await button("C'est dit, enlever").click();
  await text('Tout est envoyé. Rien').waitFor();
  front.clear();
  await reopenAll();
  await expect.poll(delivered).toBe(0);
});

test("a captive portal's page is nobody's word", async () => {
  await pair();
  await setOut();
  front.weather = () => 'portal';
  await tickDoors(2);
  await text('Pas de réseau').waitFor();
  await text('2 à envoyer').waitFor();
  expect(await delivered()).toBe(0);
  front.clear();
  await goto('/a-envoyer');
  await button('Envoyer maintenant').click();
  await text('Tout est envoyé. Rien').waitFor();
  await expect.poll(delivered).toBe(2);
  await reopenAll();
});

test('a phone that can keep nothing says so, and no tick turns green', async () => {
  await pair();
  await setOut();
  const devtools = await pocket.page.context().newCDPSession(pocket.page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: front.url, quotaSize: 1 });
  const before = await shownDone();
  await tick().click();
  await text('Ce téléphone ne peut rien garder').waitFor();
  expect(await shownDone()).toBe(before);
  await pocket.page.reload();
  await text('Ce téléphone ne peut rien garder').waitFor();
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: front.url });
  await pocket.page.reload();
  await tickDoors(1);
  await expect.poll(delivered).toBe(1);
  await reopenAll();
});

test('a session that ends while the phone is away keeps the queue and loses the addresses', async () => {
  await pair();
  await setOut();
  front.weather = () => 'cut';
  await tickDoors(3);
  expect(await rows('rounds')).not.toEqual([]);
  const sessions = await coordinator.list<{ id: string; revoked_at: string | null }>(
    `/v1/sessions?account_id=${walker().account_id}`,
  );
  for (const one of sessions.filter((one) => !one.revoked_at))
    await coordinator.ask('DELETE', `/v1/sessions/${one.id}`);
  front.clear();
  await pocket.page.reload();
  await text("Ce téléphone n'est plus connecté").waitFor();
  await text("Ce qui attend d'être envoyé est gardé").waitFor();
  await expect.poll(() => rows('rounds')).toEqual([]);
  expect(await rows('events')).toHaveLength(3);
  expect(await delivered()).toBe(0);
  await pair();
  await setOut();
  await expect.poll(delivered).toBe(3);
  expect(await rows('events')).toEqual([]);
  await reopenAll();
});

test('two volunteers share a phone: each has their own doors, queue and counter', async () => {
  await pair();
  await setOut();
  front.weather = (_method, path) => (path === '/v1/sync' ? 'cut' : 'clear');
  await tickDoors(2);
  await text('2 à envoyer').waitFor();
  const name = dropsOf(round)[0]!.residents[0]!.family_name;
  const other = volunteers.find(
    (one) => one.id !== walker().id && (one as unknown as { status: string }).status === 'accepted',
  )!;
  await pair(other.account_id);
  await text('Tout est envoyé').waitFor();
  expect(await pocket.page.locator('body').innerText()).not.toContain(name);
  expect((await rows('events')).map((row) => row.account_id)).toEqual([walker().account_id, walker().account_id]);
  front.clear();
  await goto('/reglages');
  await pocket.page.reload();
  await expect.poll(delivered).toBe(2);
  await expect.poll(() => rows('events')).toEqual([]);
  await goto('/reglages');
  await button(new RegExp(walker().family_name)).click();
  await text('2 sur').waitFor();
  await reopenAll();
});

test('a new version waits to be let in, and the queue lives through it', async () => {
  await pair();
  await setOut();
  front.weather = () => 'cut';
  await tickDoors(5);
  const before = await rows('events');
  front.release = 'the next one';
  await pocket.page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.update()));
  await text('Une nouvelle version est prête').waitFor();
  const loaded = pocket.page.waitForEvent('load');
  await button("L'installer").click();
  await loaded;
  await text('5 à envoyer').waitFor();
  expect(await rows('events')).toEqual(before);
  front.clear();
  await goto('/a-envoyer');
  await button('Envoyer maintenant').click();
  await text('Tout est envoyé. Rien').waitFor();
  await expect.poll(delivered).toBe(5);
  expect(await link('Retour').isVisible()).toBe(true);
});
