// What a network does to a queue: it poisons it, leads it astray, signs it out, brings a new version. Each story leaves its
// doors done and looks only at its own.
import { expect } from 'vitest';
import { dropsOf } from './harness/morning';
import { onWalk, type Walker } from './harness/walker';

const { stage, test } = onWalk();

test('a poisoned event stands alone, and a person is told', async ({ morning, walker }) => {
  await walker.ready();
  const before = await morning.delivered();
  stage.front.weather = () => 'cut';
  await walker.tickDoors(4);
  const doors = (await walker.rows('events')).filter((row) => JSON.stringify(row).includes('drp_'));
  const poisoned = doors[1]!.event_id as string;
  const body = JSON.stringify({
    type: 'x',
    code: 'event.unreadable',
    status: 400,
    title: 'Ce geste est illisible.',
    remedy: 'x',
  });
  stage.front.weather = (_method, path, sent) =>
    path === '/v1/sync' && sent.includes(poisoned) ? { status: 400, body } : 'clear';
  await walker.sendNow('Refusé par le service');
  await walker.text('Ce geste est illisible.').waitFor();
  await walker.text('1 résultat refusé').waitFor();
  expect((await walker.rows('events')).length).toBe(0);
  await expect.poll(() => morning.delivered()).toBe(before + 3);
  await walker.button("C'est dit, enlever").click();
  await walker.text('Tout est envoyé. Rien').waitFor();
  stage.front.clear();
});

test("a captive portal's page is nobody's word", async ({ morning, walker }) => {
  await walker.ready();
  const before = await morning.delivered();
  stage.front.weather = () => 'portal';
  await walker.tickDoors(2);
  await walker.text('Pas de réseau').waitFor();
  await walker.allWait();
  expect(await morning.delivered()).toBe(before);
  stage.front.clear();
  await walker.sendNow();
  await expect.poll(() => morning.delivered()).toBe(before + 2);
});

test('a phone that can keep nothing says so, and no tick turns green', async ({ morning, walker }) => {
  await walker.ready();
  const before = await morning.delivered();
  const shown = await walker.shownDone();
  await restart(walker, 1);
  await walker.text('Ce téléphone ne peut rien garder').waitFor();
  await walker.tick.click();
  await walker.page.reload();
  await walker.text('Ce téléphone ne peut rien garder').waitFor();
  expect(await walker.shownDone()).toBe(shown);
  expect((await walker.rows('events')).length).toBe(0);
  await restart(walker);
  await walker.tickDoors(1);
  await expect.poll(() => morning.delivered()).toBe(before + 1);
});

/** Starts the browser again, because it remembers for half a minute how much room there was. */
async function restart(walker: Walker, quotaSize?: number): Promise<void> {
  await walker.kill();
  await walker.start();
  const devtools = await walker.page.context().newCDPSession(walker.page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: stage.front.url, ...(quotaSize && { quotaSize }) });
  await walker.goto('/tournee');
  await walker.tick.waitFor();
}

test('a session that ends while the phone is away keeps the queue and loses the addresses', async ({
  morning,
  walker,
}) => {
  await walker.ready();
  const before = await morning.delivered();
  stage.front.weather = () => 'cut';
  await walker.tickDoors(3);
  const waiting = (await walker.rows('events')).length;
  expect(await walker.rows('rounds')).not.toEqual([]);
  const sessions = await morning.coordinator.list<{ id: string; revoked_at: string | null }>(
    `/v1/sessions?account_id=${morning.walker.account_id}`,
  );
  for (const one of sessions.filter((one) => !one.revoked_at))
    await morning.coordinator.ask('DELETE', `/v1/sessions/${one.id}`);
  stage.front.clear();
  await walker.page.reload();
  await walker.text("Ce téléphone n'est plus connecté").waitFor();
  await walker.text("Ce qui attend d'être envoyé est gardé").waitFor();
  await expect.poll(() => walker.rows('rounds')).toEqual([]);
  expect(await walker.rows('events')).toHaveLength(waiting);
  expect(await morning.delivered()).toBe(before);
  await walker.ready();
  await expect.poll(() => morning.delivered()).toBe(before + 3);
  expect((await walker.rows('events')).length).toBe(0);
});

test('two volunteers share a phone: each has their own doors, queue and counter', async ({ morning, walker }) => {
  await walker.ready();
  const before = await morning.delivered();
  stage.front.weather = (_method, path) => (path === '/v1/sync' ? 'cut' : 'clear');
  await walker.tickDoors(2);
  await walker.allWait();
  const name = dropsOf(morning.round)[0]!.residents[0]!.family_name;
  const other = morning.volunteers.find((one) => one.id !== morning.walker.id && one.status === 'accepted')!;
  await walker.pair(other.account_id);
  await walker.text('Tout est envoyé').waitFor();
  expect(await walker.page.locator('body').innerText()).not.toContain(name);
  const whose = (await walker.rows('events')).map((row) => row.account_id);
  expect(new Set(whose)).toEqual(new Set([morning.walker.account_id]));
  stage.front.clear();
  await walker.goto('/reglages');
  await walker.page.reload();
  await expect.poll(() => morning.delivered()).toBe(before + 2);
  await expect.poll(async () => (await walker.rows('events')).length).toBe(0);
  await walker.goto('/reglages');
  await walker.button(new RegExp(morning.walker.family_name)).click();
  await walker.text(/\d+ sur/).waitFor();
});

test('a new version waits to be let in, and the queue lives through it', async ({ morning, walker }) => {
  await walker.ready();
  const before = await morning.delivered();
  stage.front.weather = () => 'cut';
  await walker.tickDoors(5);
  const kept = await walker.rows('events');
  await walker.page.reload();
  await walker.allWait();
  stage.front.release = 'the next one';
  await walker.page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.update()));
  await walker.text('Une nouvelle version est prête').waitFor();
  const loaded = walker.page.waitForEvent('load');
  await walker.button("L'installer").click();
  await loaded;
  await walker.allWait();
  expect(await walker.rows('events')).toEqual(kept);
  stage.front.clear();
  await walker.sendNow();
  await expect.poll(() => morning.delivered()).toBe(before + 5);
});
