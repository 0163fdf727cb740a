// A volunteer is told on their phone: the question at the right moment, the setting, a message that is really pushed to the
// service worker, and the way from it to the round. The push service's address is made up, because a browser in a test has none;
// everything after it is real.
import { expect, test } from 'vitest';
import { Caller, tomorrow } from './harness/morning';
import { BARS, type Phone } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';

const stage = onStage(Residence);

/** In the browser: a push service that gives an address to everybody. */
function makeUpAddresses(): void {
  // The base point of P-256 (FIPS 186-4, D.1.2.3): a key that is no point of the curve is refused.
  const base =
    '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296' +
    '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5';
  const point = Uint8Array.from(base.match(/../g)!, (byte) => parseInt(byte, 16));
  let held: unknown = null;
  const subscription = {
    endpoint: 'https://push.example.org/a-journey',
    options: { applicationServerKey: null },
    getKey: (name: string) => (name === 'auth' ? point.slice(0, 16).buffer : point.buffer),
    unsubscribe: async () => ((held = null), true),
  };
  PushManager.prototype.subscribe = async () => (held = subscription) as unknown as PushSubscription;
  PushManager.prototype.getSubscription = async () => held as PushSubscription | null;
}

async function look(phone: Phone, name: string): Promise<void> {
  await phone.settled();
  expect(await phone.examine(BARS.other), name).toEqual([]);
  await phone.shoot(`volunteer-${name}`);
}

async function volunteer(): Promise<{ phone: Phone; access: string }> {
  const phone = await stage.phone();
  await phone.context.grantPermissions(['notifications'], { origin: stage.front.url });
  await phone.context.addInitScript(makeUpAddresses);
  const body = { pairing_token: await stage.place.another('volunteer'), device_label: 'Journey' };
  const { body: opened } = await stage.place.api('POST', '/v1/sessions', undefined, body);
  await phone.enter(await stage.place.another('volunteer'));
  return { phone, access: opened.access_token as string };
}

test('who says yes to a round is asked once whether to be told', { timeout: 300_000 }, async () => {
  const { phone } = await volunteer();
  const accept = phone.page.getByRole('button', { name: 'Oui, je la fais' });
  if (await accept.isVisible()) await accept.tap();
  await phone.page.getByText(/Voulez-vous être prévenu ici\s\?/).waitFor();
  await look(phone, 'told-offer');
  await phone.page.getByRole('button', { name: 'Oui, me prévenir' }).tap();
  await phone.page.getByText(/Voulez-vous être prévenu ici\s\?/).waitFor({ state: 'detached' });

  await phone.goto('/reglages');
  await phone.page.getByText('Ce téléphone vous prévient.').waitFor();
  await look(phone, 'told-settings');
  await phone.page.getByRole('button', { name: 'Ne plus me prévenir ici' }).tap();
  await phone.page.getByText('Ce téléphone ne vous prévient pas.').waitFor();
  await phone.page.getByRole('button', { name: 'Oui, me prévenir' }).tap();
  await phone.page.getByText('Ce téléphone vous prévient.').waitFor();
  expect(phone.faults).toEqual([]);
});

test('a message that is pushed is shown, and leads to the round', { timeout: 300_000 }, async () => {
  const { phone, access } = await volunteer();
  const { body } = await stage.place.api('GET', '/v1/notices', access);
  const notice = (body.items as { id: string; kind: string; about: string }[]).find(
    (one) => one.kind !== 'round_cancelled',
  )!;
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const data = JSON.stringify({ id: notice.id, kind: notice.kind, topic: 'opaque', text: 'Votre tournée a changé.' });
  const shown = () =>
    phone.page.evaluate(async () =>
      (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => [
        title,
        body,
        tag,
      ]),
    );
  // A push service sends again what was not taken; so does this, for a worker that is being replaced takes nothing.
  const pushed = () => push(phone, data).then(shown);
  await expect
    .poll(pushed, { timeout: 60_000, interval: 2_000 })
    .toEqual([['palier', 'Votre tournée a changé.', 'opaque']]);
  await push(phone, data);
  await expect.poll(shown).toHaveLength(1);

  // A tap is the operating system's; what the service worker says to an open palier after it is ours.
  const [worker] = phone.context.serviceWorkers();
  await worker!.evaluate(async (path) => {
    const scope = globalThis as unknown as ServiceWorkerGlobalScope;
    for (const one of await scope.clients.matchAll({ includeUncontrolled: true })) one.postMessage({ go: path });
  }, `/avis/${notice.id}`);
  await phone.page.waitForURL((url) => url.hash === `#/tournee/${notice.about}`);
  const { body: after } = await stage.place.api('GET', '/v1/notices', access);
  const seen = (after.items as { id: string; seen_at?: string }[]).find((one) => one.id === notice.id);
  expect(seen?.seen_at).toBeTruthy();

  await phone.goto('/avis');
  await look(phone, 'told-list');
  await phone.goto(`/avis/ntc_${'0'.repeat(32)}`);
  await phone.page.getByText("Cet avis n'est plus là.").waitFor();
  await look(phone, 'told-gone');
  expect(phone.faults).toEqual([]);
});

/** Pushes to the service worker of this phone as a push service would. */
async function push(phone: Phone, data: string): Promise<void> {
  const cdp = await phone.context.newCDPSession(phone.page);
  const registered = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await cdp.send('ServiceWorker.enable');
  const registrationId = await registered;
  await cdp.send('ServiceWorker.deliverPushMessage', { origin: stage.front.url, registrationId, data });
  await cdp.detach();
}

test('the coordinator sees whom somebody must call, and takes them off', { timeout: 300_000 }, async () => {
  // Rounds of tomorrow are news whatever the hour is; of today's it may be too late to call anybody.
  const coordinator = await Caller.as(stage.place, 'coordinator');
  const { version } = await coordinator.ask('GET', '/v1/association');
  const never = { parameters: { quiet_hours: { from_min: 0, until_min: 0 } } };
  await coordinator.ask('PATCH', '/v1/association', never, version);
  const [neighbourhood] = await coordinator.list('/v1/neighbourhoods');
  await coordinator.ask('POST', '/v1/plans', { neighbourhood_id: neighbourhood!.id, service_day: tomorrow() });
  const toCall = async () => (await coordinator.ask<{ to_call: unknown[] }>('GET', '/v1/notice_board')).to_call.length;
  await expect.poll(toCall, { timeout: 60_000 }).toBeGreaterThan(0);
  const phone = await stage.phone();
  await phone.enter(await stage.place.another('coordinator'));
  await phone.goto('/avis-de-tous');
  await phone.page.getByRole('heading', { name: 'À appeler maintenant' }).waitFor();
  await phone.settled();
  expect(await phone.examine(BARS.other)).toEqual([]);
  await phone.shoot('coordinator-told');
  const said = phone.page.getByRole('button', { name: /^C'est dit/ });
  const before = await said.count();
  expect(before).toBeGreaterThan(0);
  await said.first().tap();
  await phone.page.getByText(/est au courant/).waitFor();
  await expect.poll(() => said.count()).toBe(before - 1);
  expect(phone.faults).toEqual([]);
});
