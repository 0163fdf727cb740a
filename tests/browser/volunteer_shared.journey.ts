// One round in two tabs, and one tablet in two pairs of hands: each tick is shown wherever its round is, is whose it is, and
// arrives once.
import { expect } from 'vitest';
import { PIN } from './harness/phone';
import { dropsOf, today } from './harness/morning';
import { onWalk, type Walker } from './harness/walker';

/** Longer than a tablet is left open alone. */
const ALONE = 181_000;
const OTHER_PIN = '8305';

const { stage, test } = onWalk();

/** The events that reached the server, in the order in which they came. */
function sent(): { event_id: string; round_id: string }[] {
  const bodies = stage.front.asked.filter((one) => one.path === '/v1/sync').map((one) => one.body);
  return bodies.flatMap((body) => (JSON.parse(body) as { events: { event_id: string; round_id: string }[] }).events);
}

test('a tick in one tab is shown in the other, and arrives once', async ({ morning, walker }) => {
  await walker.ready();
  const [first, before] = [walker.page, await morning.delivered()];
  const second = await first.context().newPage();
  await second.goto(`${stage.front.url}/#/tournee`);
  await second
    .getByText(/\d+ sur/)
    .first()
    .waitFor();
  const shown = await walker.shownDone();
  const says = (done: number) => second.getByText(new RegExp(`· ${done} sur`)).first();

  await walker.tickDoors(2);
  await says(shown + 2).waitFor();
  // And back: the other tab goes on where this one stopped.
  await second.getByRole('button', { name: /^✓ (Remis|Déposé|Tout est)/ }).click();
  await says(shown + 3).waitFor();
  await walker.text(`${shown + 3} sur`).waitFor();

  // Without network both show one queue, and one of them sends it.
  await walker.reachDoor();
  await walker.sent();
  stage.front.weather = (_method, path) => (path === '/v1/sync' ? 'cut' : 'clear');
  await walker.tickDoors(1);
  await second.getByText('1 à envoyer').first().waitFor();
  stage.front.clear();
  stage.front.asked.length = 0;
  await walker.sendNow();
  await second.getByText('Tout est envoyé').first().waitFor();
  await expect.poll(() => morning.delivered()).toBe(before + 4);
  expect(sent()).toHaveLength(1);
});

test('a tab that slept shows what was ticked meanwhile', async ({ morning, walker }) => {
  await walker.ready();
  const before = await morning.delivered();
  const awake = walker.page;
  const asleep = await awake.context().newPage();
  await asleep.goto(`${stage.front.url}/#/tournee`);
  await asleep
    .getByText(/\d+ sur/)
    .first()
    .waitFor();
  const shown = await walker.shownDone();
  const life = await awake.context().newCDPSession(asleep);
  await awake.bringToFront();
  await life.send('Page.setWebLifecycleState', { state: 'frozen' });
  await walker.tickDoors(2);
  await walker.text('Tout est envoyé').waitFor();
  await expect.poll(() => morning.delivered()).toBe(before + 2);
  await life.send('Page.setWebLifecycleState', { state: 'active' });
  await asleep.bringToFront();
  await asleep
    .getByText(new RegExp(`· ${shown + 2} sur`))
    .first()
    .waitFor();
  expect(new Set(sent().map((one) => one.event_id)).size).toBe(sent().length);
});

test('a tablet goes from hand to hand, and each ticks their own doors', async ({ morning, walker }) => {
  const rounds = await morning.coordinator.list(`/v1/rounds?service_day=${today()}`);
  const theirs = rounds.find((one) => one.shift === 'afternoon' && one.volunteer_id !== morning.walker.id)!;
  const other = morning.volunteers.find((one) => one.id === theirs.volunteer_id)!;
  const { page } = walker;
  await page.clock.install();
  await walker.pair(morning.walker.account_id, true);
  await walker.choosePin(PIN);
  await walker.pair(other.account_id, true);
  await walker.choosePin(OTHER_PIN);

  const before = await morning.delivered();
  await handTo(walker, morning.walker.family_name, PIN);
  await walker.setOut();
  await walker.takeGoods();
  await walker.tickDoors(2);
  await walker.text('Tout est envoyé').waitFor();

  // The neighbour's code opens nothing of theirs.
  await leave(walker);
  await walker.button(new RegExp(other.family_name)).click();
  await walker.typePin(PIN);
  await walker.button('Ouvrir').click();
  await walker.text(/Encore \d+ essais/).waitFor();
  await walker.typePin(OTHER_PIN);
  await walker.button('Ouvrir').click();
  // Their round is a visit in the afternoon; nothing of the morning stands on it.
  await walker.button('Je pars').click();
  await walker.text('0 sur 1 porte').waitFor();
  await walker.page.getByRole('link', { name: 'Noter la visite' }).click();
  await walker.button('Tout va bien').click();
  await walker.text('1 sur').waitFor();
  await walker.text('Tout est envoyé').waitFor();

  await expect.poll(() => morning.delivered()).toBe(before + 2);
  const lights = async () =>
    dropsOf(await morning.coordinator.sheet(theirs.id))
      .flatMap((drop) => drop.tasks)
      .map((task) => task.reported?.light);
  await expect.poll(lights).toEqual(['fine']);
  // Back in the first hands, everything is where it was left.
  await handTo(walker, morning.walker.family_name, PIN);
  await walker.text(/\d+ sur/).waitFor();
  expect(await walker.shownDone()).toBeGreaterThanOrEqual(2);
});

/** The tablet is laid down, once it has sent what it holds: a jump of its clock would end a request under way. */
async function leave(walker: Walker): Promise<void> {
  await walker.sent();
  await walker.page.clock.fastForward(ALONE);
  await walker.page.getByRole('heading', { name: 'Qui est là' }).waitFor();
}

async function handTo(walker: Walker, family_name: string, pin: string): Promise<void> {
  await leave(walker);
  await walker.button(new RegExp(family_name)).click();
  await walker.typePin(pin);
  await walker.button('Ouvrir').click();
  await walker.page.getByRole('heading', { name: 'Votre code secret' }).waitFor({ state: 'detached' });
}
