// A coordinator's morning on a phone: an order changed after the hour, the shop called, a concern taken and closed, a
// neighbour called, a paper sheet entered back. What the morning finds is made through the API first.
import { expect, test } from 'vitest';
import { BARS, LARGE, type Phone, SCREENS, SMALL } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';

let access: string;

type Rows = { items: Record<string, any>[] };

const dayIn = (days: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(Date.now() + days * 86_400_000);

async function api(method: string, path: string, body?: unknown, head?: Record<string, string>) {
  const answer = await stage.place.api(method, path, access, body, head);
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body as Record<string, any>;
}

const inBag = (drop: any) => drop.tasks.some((task: any) => task.handover === 'bag_on_door');
const key = () => ({ 'Idempotency-Key': crypto.randomUUID() });

const stage = onStage(Residence, async () => {
  await prepare();
});

/** A colleague who owns the open concern, people nobody spoke with since yesterday, and a cut-off that has passed. */
async function prepare(): Promise<void> {
  const device = { pairing_token: stage.place.token('coordinator'), device_label: 'Bureau' };
  access = String((await stage.place.api('POST', '/v1/sessions', undefined, device)).body.access_token);
  const colleague = await api('POST', '/v1/accounts', { name: 'Paul Tarvenne', roles: ['coordinator'] }, key());
  const { items } = (await api('GET', '/v1/concerns?open=true')) as Rows;
  await api('POST', `/v1/concerns/${items[0]!.id}/ownership`, { account_id: colleague.id });
  const association = await api('GET', '/v1/association');
  const parameters = { ...association.parameters, spoken_within_days: 1 };
  await api('PATCH', '/v1/association', { parameters }, { 'If-Match': `"${association.version}"` });
  for (const product of ((await api('GET', '/v1/products')) as Rows).items) {
    await api('PATCH', `/v1/products/${product.id}`, { cutoff_days: 2 }, { 'If-Match': `"${product.version}"` });
  }
}

/** Opens the app on a phone of the coordinator's own; the office's device lets it in. */
async function sign(phone: Phone): Promise<void> {
  const me = await api('GET', '/v1/me');
  const made = await api('POST', '/v1/pairings', { account_id: me.account_id, kind: 'screen' }, key());
  await phone.page.goto(`${stage.front.url}/#pair=${made.token}`);
  await phone.page.getByRole('button', { name: 'Oui, connecter' }).click();
  await phone.page.getByRole('button', { name: /Regarder/ }).waitFor();
  const { items } = (await api('GET', '/v1/sessions')) as Rows;
  await api('POST', `/v1/sessions/${items.find((one) => one.awaits_confirmation)!.id}/confirmation`);
  await phone.page.getByRole('button', { name: /Regarder/ }).click();
  await phone.page.getByRole('button', { name: "Oui, c'est moi" }).click();
  await phone.page.getByRole('heading', { name: 'Est-ce que tout le monde est servi' }).waitFor();
  await phone.settled();
}

async function look(phone: Phone, name: string): Promise<void> {
  await phone.settled();
  expect(await phone.examine(BARS.other), name).toEqual([]);
  await phone.shoot(`coordinator-${name}`);
}

const heading = (phone: Phone, name: string | RegExp) => phone.page.getByRole('heading', { name }).first().waitFor();

test('a morning with one thumb: the board, an order after the hour, the shop on the telephone', async () => {
  const phone = await stage.phone();
  const { page } = phone;
  await sign(phone);
  // Nobody has reported anything yet, whether the hour of the rounds is over or not.
  await page.getByText(/Tout le monde est prévu|On ne sait pas encore/).waitFor();
  await look(phone, 'today');
  // Whoever has the focus in the footer still reads on by key.
  await page.locator('footer').getByRole('link').or(page.locator('footer').getByRole('button')).first().focus();
  await page.keyboard.press('PageDown');
  await expect.poll(() => page.locator('#view').evaluate((view) => view.scrollTop)).toBeGreaterThan(0);
  await page.keyboard.press('PageUp');
  await page.setViewportSize({ width: LARGE.width, height: 1500 });
  await page.getByRole('heading', { name: 'Sur le plan' }).waitFor();
  expect(await phone.axe(false)).toEqual([]);
  await page.screenshot({ path: `${SCREENS}coordinator-today-whole-1280.png` });
  await page.setViewportSize(SMALL);

  // Somebody's daughter comes: one loaf more, after the hour, with the reason.
  const { items: orders } = (await api('GET', `/v1/orders?service_day=${dayIn(0)}`)) as Rows;
  const order = orders.find((one) => one.status === 'placed' && one.lines[0].product === 'Pain')!;
  const { family_name } = await api('GET', `/v1/residents/${order.resident_id}`);
  await page.getByRole('link', { name: 'Commandes', exact: true }).click();
  await look(phone, 'orders');
  await page.getByLabel('Chercher un nom').fill(family_name);
  await page.getByRole('link', { name: family_name }).first().click();
  await page.getByRole('button', { name: 'Plus : Pain' }).click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText("Écrivez pourquoi, l'heure est passée.").waitFor();
  await look(phone, 'order-late');
  await page.getByLabel(/Pourquoi après/).fill('Sa fille vient déjeuner.');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('La commande est changée.').waitFor();

  // The shop has to hear of it; the slip on the screen is the one it says yes to.
  await phone.goto('/aujourdhui');
  await page
    .getByRole('link', { name: /Boulangerie du Vieux Four/ })
    .first()
    .click();
  await page.getByText('1 pain de plus').first().waitFor();
  await look(phone, 'slip');
  await page.getByRole('button', { name: 'Le commerce a dit oui' }).click();
  await page.getByText('le commerce a dit oui.').waitFor();

  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('whoever got nothing at the door is named on the board', async () => {
  const phone = await stage.phone();
  await sign(phone);
  const board = await api('GET', `/v1/days/${dayIn(-1)}`);
  expect(board.not_delivered.length).toBeGreaterThan(0);
  await phone.goto(`/jour/${dayIn(-1)}`);
  const served = phone.page.getByRole('region', { name: 'Est-ce que tout le monde est servi' });
  await served.getByText(/pas tout reçu/).waitFor();
  for (const { resident_name, missing, words } of board.not_delivered) {
    const line = served.getByRole('listitem').filter({ hasText: resident_name });
    await line.filter({ hasText: `Il manque ${missing}. ${words}` }).waitFor();
  }
  expect(await served.getByText('Oui, tout le monde').count()).toBe(0);
  await look(phone, 'missed');
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('a concern is taken and closed, and a neighbour called', async () => {
  const phone = await stage.phone();
  const { page } = phone;
  await sign(phone);

  // A concern of a colleague's becomes mine and is closed with what was done.
  await phone.goto('/inquietudes');
  await look(phone, 'concerns');
  await page.getByRole('link', { name: /Paul Tarvenne/ }).click();
  await page.getByRole('button', { name: "Je m'en occupe" }).click();
  await page.getByText("C'est vous.").waitFor();
  await page.getByRole('button', { name: "C'est réglé" }).click();
  await page.getByText('Écrivez ce qui a été fait.').first().waitFor();
  await look(phone, 'concern');
  await page.getByLabel('Ce qui a été fait').fill('Sa voisine a la clé. Il était chez le coiffeur.');
  await page.getByRole('button', { name: "C'est réglé" }).click();
  await page.getByText("C'est noté. C'est réglé.").waitFor();

  // Somebody nobody spoke with is called, and leaves the list.
  await phone.goto('/appels');
  await heading(phone, 'À appeler');
  await phone.settled();
  const before = ((await api('GET', '/v1/call_list')) as { total: number }).total;
  await look(phone, 'calls');
  await page
    .getByRole('link', { name: /^Noter l'appel avec/ })
    .first()
    .click();
  await look(phone, 'call');
  await page.getByLabel('Nous nous sommes parlé').check();
  await page.getByRole('button', { name: "C'est fait, noter" }).click();
  await page.getByText("C'est noté. Merci.").waitFor();
  expect(((await api('GET', '/v1/call_list')) as { total: number }).total).toBe(before - 1);

  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('a paper sheet comes home, even without network', async () => {
  const phone = await stage.phone();
  const { page } = phone;
  await sign(phone);
  await page.getByRole('link', { name: 'Feuilles de tournée' }).click();
  await look(phone, 'sheets');
  const { items: rounds } = (await api('GET', `/v1/rounds?service_day=${dayIn(0)}`)) as Rows;
  const round = await api('GET', `/v1/rounds/${rounds.find((one) => one.entrances > 1)!.id}`);
  await page.locator(`a[href="#/feuilles/${round.id}"]`).click();
  await page.getByRole('button', { name: 'Ajouter les codes des portes' }).click();
  await page.getByText(/^Code/).first().waitFor();
  await look(phone, 'sheet');
  await page.emulateMedia({ media: 'print' });
  await phone.shoot('coordinator-sheet-on-paper');
  await page.emulateMedia({ media: null });

  const stop = round.stops.find((one: any) => one.drops.length > 1 && one.drops.some(inBag));
  await phone.goto(`/feuilles/${round.id}/saisie`);
  await look(phone, 'sheet-halts');
  await phone.goto(`/feuilles/${round.id}/saisie/${stop.id}`);
  await page.getByRole('button', { name: 'Tout est donné ici' }).click();
  await page.getByLabel('Pas de réponse').last().check();
  await page.getByLabel('Sac encore plein').first().check();
  await look(phone, 'sheet-stairwell');
  stage.front.weather = (_method, path) => (path === '/v1/sync' ? 'cut' : 'clear');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Gardé, à envoyer').waitFor();
  await page
    .getByText(/à envoyer$/)
    .first()
    .waitFor();
  stage.front.clear();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByText('Tout est envoyé').waitFor();
  await page.getByRole('link', { name: /Noté/ }).first().waitFor();
  const after = await api('GET', `/v1/rounds/${round.id}`);
  const told = after.stops.flatMap((one: any) => one.drops).filter((one: any) => one.tasks[0].reported?.state);
  expect(told.length).toBe(stop.drops.length);
  const sent = stage.front.asked.filter(({ path }) => path === '/v1/sync').map(({ body }) => JSON.parse(body));
  expect(sent.every((one) => one.source === 'paper' && one.on_behalf_of === round.volunteer_id)).toBe(true);
  const board = await api('GET', `/v1/days/${dayIn(0)}`);
  expect(board.concerns.filter((one: any) => one.kind === 'bag_full').length).toBeGreaterThan(0);

  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('a door that neither the morning nor the afternoon spoke of stands there for both', async () => {
  const board = await api('GET', `/v1/days/${dayIn(0)}`);
  const door = { drop_id: 'drp_' + '0'.repeat(32), resident_name: 'Mme Silence', place: 'Sterne, entrée 3' };
  const body = JSON.stringify({
    ...board,
    doors_without_outcome: ['1', '2'].map((round) => ({ ...door, round_id: 'rnd_' + round.repeat(32) })),
  });
  const phone = await stage.phone();
  await sign(phone);
  stage.front.weather = (_method, path) =>
    path === `/v1/days/${dayIn(0)}` ? { status: 200, body, type: 'application/json' } : 'clear';
  await phone.goto(`/jour/${dayIn(0)}`);
  await expect.poll(() => phone.page.getByText(door.resident_name).count()).toBe(2);
  stage.front.clear();
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('the other rooms of the day are in order', async () => {
  const phone = await stage.phone();
  await sign(phone);
  for (const [path, name] of [
    [`/jour/${dayIn(1)}/disponibles`, 'available'],
    [`/jour/${dayIn(0)}/bons`, 'slips'],
    ['/visites', 'visits'],
    ['/calendrier', 'calendar'],
  ] as const) {
    await phone.goto(path);
    await look(phone, name);
  }

  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('a visit is agreed, and an order typed for somebody', async () => {
  const phone = await stage.phone();
  const { page } = phone;
  await sign(phone);
  await phone.goto('/visites');
  await page
    .getByRole('link', { name: /À convenir|En retard/ })
    .first()
    .click();
  await page.getByRole('radio').first().check();
  await page.getByLabel('Le jour').fill(dayIn(3));
  await look(phone, 'visit');
  await page.getByRole('button', { name: "C'est convenu" }).click();
  await page.getByText('La visite est convenue.').waitFor();

  await phone.goto(`/jour/${dayIn(4)}/commandes/nouvelle`);
  await page.getByLabel('Pour qui').fill('e');
  await look(phone, 'new-order-who');
  await page.locator('main button').nth(1).click();
  await page.getByRole('button', { name: 'Plus : Pain' }).waitFor();
  await look(phone, 'new-order');

  expect(phone.faults).toEqual([]);
  await phone.close();
});
