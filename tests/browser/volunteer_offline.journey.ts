// Thirty doors without network, an empty battery in the middle, an answer that gets lost: every tick arrives, and once.
import { expect } from 'vitest';
import { dropsOf, today } from './harness/morning';
import { onWalk } from './harness/walker';

const { stage, test } = onWalk();

function sentIds(): string[] {
  const bodies = stage.front.asked.filter((one) => one.path === '/v1/sync').map((one) => one.body);
  return bodies
    .flatMap((body) => (JSON.parse(body) as { events: { event_id: string }[] }).events)
    .map((one) => one.event_id);
}

test('thirty ticks in airplane mode, a killed browser and a lost answer: all arrive once', async ({
  morning,
  walker,
}) => {
  const doors = dropsOf(morning.round).length;
  await walker.pair();
  await walker.setOut();
  await expect.poll(async () => (await morning.coordinator.sheet(morning.round.id)).status).toBe('started');

  stage.front.weather = () => 'cut';
  stage.front.asked.length = 0;
  await walker.offline(true);
  await walker.takeGoods();
  await walker.tickDoors(14);
  await walker.reachDoor();
  // The battery ends with a thumb on the button: what was green is there, what was not may be.
  await walker.tick.click({ noWaitAfter: true });
  await walker.kill();

  await walker.start(true);
  await walker.goto('/tournee');
  await walker.text('Maintenant').waitFor();
  const after = await walker.shownDone();
  expect([14, 15]).toContain(after);
  await walker.tickDoors(doors - after);
  await walker.text('Toutes les portes sont faites').waitFor();
  const waiting = await walker.rows('events');
  expect(waiting.length).toBeGreaterThanOrEqual(32);
  expect(sentIds()).toEqual([]);
  expect(await morning.delivered()).toBe(0);

  // The first answer is lost on the way: palier has them, the phone does not know it and sends them again.
  let lost = 0;
  stage.front.weather = (_method, path) => (path === '/v1/sync' && (lost += 1) === 1 ? 'lost' : 'clear');
  await walker.offline(false);
  await walker.page.reload();
  await walker.text('Tout est envoyé').waitFor();
  expect((await walker.rows('events')).length).toBe(0);
  expect((await walker.rows('refused')).length).toBe(0);
  const sent = sentIds();
  expect(new Set(sent)).toEqual(new Set(waiting.map((row) => row.event_id)));
  expect(sent.length).toBeGreaterThan(new Set(sent).size);

  const sheet = await morning.coordinator.sheet(morning.round.id);
  const tasks = dropsOf(sheet).flatMap((drop) => drop.tasks);
  expect(tasks.every((task) => task.reported?.delivered === task.quantity)).toBe(true);
  const { total } = await morning.coordinator.ask<{ total: { products: { delivered: number }[] } }>(
    'GET',
    `/v1/counts?from=${today()}&to=${today()}`,
  );
  const counted = total.products.reduce((sum, product) => sum + product.delivered, 0);
  expect(counted).toBe(tasks.reduce((sum, task) => sum + task.quantity, 0));
});
