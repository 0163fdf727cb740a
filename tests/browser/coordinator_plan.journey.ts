// A coordinator prepares tomorrow: the plan, a longer search for a better one that changes nothing by itself, and why somebody's
// things are with whom they are.
import { expect, test } from 'vitest';
import { Caller, today } from './harness/morning';
import { BARS, type Phone } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';

interface Search {
  status: string;
  before: { seconds: number };
}

interface Product {
  id: string;
  version: number;
}

let phone: Phone;
let caller: Caller;

const stage = onStage(Residence, async () => {
  caller = await Caller.as(stage.place, 'coordinator');
  // Tomorrow can be planned at any hour once its orders are closed.
  for (const { id, version } of await caller.list<Product>('/v1/products')) {
    await caller.ask('PATCH', `/v1/products/${id}`, { cutoff_days: 2 }, version);
  }
  phone = await stage.phone();
  await sign();
});

/** Opens the app on a phone of the coordinator's own; the device that is known already lets it in. */
async function sign(): Promise<void> {
  const { account_id } = await caller.ask<{ account_id: string }>('GET', '/v1/me');
  await phone.page.goto(`${stage.front.url}/#pair=${await caller.token(account_id)}`);
  await button('Oui, connecter').click();
  await button(/Regarder/).waitFor();
  const sessions = await caller.list<{ id: string; awaits_confirmation: boolean }>('/v1/sessions');
  await caller.ask('POST', `/v1/sessions/${sessions.find((one) => one.awaits_confirmation)!.id}/confirmation`);
  await button(/Regarder/).click();
  await button("Oui, c'est moi").click();
  await phone.page.getByRole('heading', { name: 'Est-ce que tout le monde est servi' }).waitFor();
  await phone.settled();
}

const tomorrow = (): string => {
  const day = new Date(`${today()}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
};

const button = (name: string | RegExp) => phone.page.getByRole('button', { name });
const said = (text: string | RegExp) => phone.page.getByText(text).first().waitFor();

/** Looked at, listened to and measured. */
async function seen(name: string): Promise<void> {
  await phone.settled();
  expect(await phone.examine(BARS.other), name).toEqual([]);
  await phone.shoot(`coordinator-${name}`);
}

test('tomorrow is planned', async () => {
  const { planned } = await caller.ask<{ planned: boolean }>('GET', `/v1/days/${tomorrow()}`);
  await phone.goto(`/jour/${tomorrow()}`);
  // From eight in the evening on it is planned already, and can be planned again.
  if (!planned) await said("La journée n'est pas encore préparée.");
  await seen('tomorrow');
  if (planned) await phone.goto(`/jour/${tomorrow()}/plan`);
  else await phone.page.getByRole('link', { name: 'Préparer la journée' }).first().click();
  await button(planned ? 'Refaire le plan' : 'Préparer maintenant').click();
  await said('Les bénévoles verront leur tournée tout de suite');
  await phone.page.getByRole('button', { name: 'Oui', exact: true }).click();
  await said("C'est prêt");
  await seen('plan');
});

test('a longer search is watched, ended early, and changes nothing by itself', async () => {
  await phone.goto(`/jour/${tomorrow()}/plan`);
  const before = await caller.list(`/v1/rounds?service_day=${tomorrow()}`);
  await button(/^Chercher un meilleur plan pour/)
    .first()
    .click();
  await button(/^Arrêter là/)
    .first()
    .waitFor();
  await seen('search-live');
  await button(/^Arrêter là/)
    .first()
    .click();
  await said(/meilleur plan est trouvé|reste le meilleur/);
  await phone.page.locator('button:focus').waitFor();
  await seen('search-found');
  expect(await caller.list(`/v1/rounds?service_day=${tomorrow()}`)).toEqual(before);
  // What somebody else found, or this page before it was opened again, waits here.
  await phone.page.reload();
  await said(/meilleur plan est trouvé|reste le meilleur/);
  expect(phone.faults).toEqual([]);
});

test('a better plan is shown with what it changes, and published', async () => {
  // The plan of a small day is the best already; so the answer says better, and the server publishes what it really found.
  const [found] = await caller.list<Search>(`/v1/searches?service_day=${tomorrow()}`);
  const after = { ...found!.before, seconds: found!.before.seconds - 900 };
  const body = JSON.stringify({ items: [{ ...found!, better: true, moved: 1, asked_again: 1, after }] });
  stage.front.weather = (method, path) =>
    method === 'GET' && path.startsWith('/v1/searches?') ? { status: 200, body, type: 'application/json' } : 'clear';
  await phone.page.goto('about:blank');
  await phone.goto(`/jour/${tomorrow()}/plan`);
  await said('Un meilleur plan est trouvé.');
  await said(/^Temps de tous/);
  await said(/1\sbénévole qui a dit oui/);
  await seen('search-better');
  await button(/^Publier ce plan pour/).click();
  await phone.page.getByRole('button', { name: 'Oui', exact: true }).click();
  await said("C'est publié.");
  stage.front.clear();
  const [published] = await caller.list<Search>(`/v1/searches?service_day=${tomorrow()}`);
  expect(published!.status).toBe('published');
  expect(phone.faults).toEqual([]);
});

test('why somebody has it, and what it would take for the others', async () => {
  const [order] = await caller.list(`/v1/orders?service_day=${tomorrow()}&limit=1`);
  await phone.goto(`/commandes/${order!.id}`);
  await phone.page.getByRole('link', { name: /^Qui l'apporte/ }).click();
  await phone.page.getByRole('heading', { name: 'Qui pourrait' }).first().waitFor();
  await seen('why');
  expect(phone.faults).toEqual([]);
});
