// A morning from the first look to « J'ai fini », as a volunteer walks it, through the real API; each screen is examined
// and photographed.
import { expect, test } from 'vitest';
import { Caller, dropsOf, today, type Sheet } from './harness/morning';
import { BARS, type Phone } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';

let coordinator: Caller;
let phone: Phone;
let round: Sheet;

const stage = onStage(Residence, async () => {
  coordinator = await Caller.as(stage.place, 'coordinator');
  const rounds = await coordinator.list(`/v1/rounds?service_day=${today()}`);
  round = await hangBag(await coordinator.sheet(rounds.find((one) => one.shift === 'morning')!.id));
  phone = await stage.phone();
});

const button = (name: string | RegExp) => phone.page.getByRole('button', { name });
const link = (name: string | RegExp) => phone.page.getByRole('link', { name });
const title = (name: string) => phone.page.getByRole('heading', { level: 1, name });

async function look(name: string): Promise<void> {
  await phone.settled();
  expect(await phone.examine(BARS.other), name).toEqual([]);
  await phone.page.locator('#view').evaluate((view) => view.scrollTo(0, 0));
  await phone.shoot(`volunteer-${name}`);
}

/**
 * Gives whoever gets bread last a bag for it, and answers the round with it: where the plan puts the doors that have one is
 * chance, and the first three are done when the bag is looked at.
 */
async function hangBag(round: Sheet): Promise<Sheet> {
  const bread = (await coordinator.list('/v1/products')).find((one) => one.kind === 'bread')!;
  const tasks = dropsOf(round)
    .slice(3)
    .flatMap((drop) => drop.tasks);
  const path = `/v1/residents/${tasks.findLast((one) => one.product_id === bread.id)!.resident_id}`;
  const { version } = await coordinator.ask('GET', path);
  await coordinator.ask('PATCH', path, { handover: 'bag_on_door', bread_bag_on: '2019-02-25' }, version);
  return coordinator.sheet(round.id);
}

/** Ticks until nothing is left but the last `doors`. */
async function tickDown(doors: number): Promise<void> {
  const tick = button(/^✓ (Remis|Déposé|Tout est)/);
  const all = dropsOf(round).length;
  for (let done = await countDone(); done < all - doors; done += 1) {
    await tick.click();
    await phone.page.getByText(`${done + 1} sur ${all}`).waitFor();
  }
}

async function countDone(): Promise<number> {
  return Number(/(\d+) sur/.exec(await phone.page.locator('h1 + p').innerText())?.[1]);
}

async function reported(at: number) {
  return (await coordinator.sheet(round.id)).stops.flatMap((stop) => stop.drops)[at]!.tasks[0]!.reported;
}

test('the morning opens with the round and sets out', async () => {
  const walker = await coordinator.ask<{ account_id: string }>('GET', `/v1/volunteers/${round.volunteer_id}`);
  await phone.enter(await coordinator.token(walker.account_id));
  await button('Je pars').waitFor();
  await look('round-before');
  await button('Je pars').click();
  await button("✓ J'ai tout pris").waitFor();
  await look('round-pickup');
  await expect.poll(async () => (await coordinator.sheet(round.id)).status).toBe('started');
});

test('the shops come first, and one has too little', async () => {
  await button("✓ J'ai tout pris").click();
  await link('Il en manque').click();
  await title('Combien avez-vous pris ?').waitFor();
  await button(/^Moins/).click();
  await look('pickup');
  await button("C'est ce que j'ai pris").click();
  await phone.page.getByText('Maintenant').waitFor();
  await look('round-door');
});

test('a code is behind a tap', async () => {
  await button('Voir le code').click();
  await phone.page.getByText('Code de la porte').waitFor();
  await button('Cacher le code').click();
});

test('done in one tap, taken back in place, done again', async () => {
  const all = dropsOf(round).length;
  await button(/^✓ /).click();
  await phone.page.getByText(`1 sur ${all}`).waitFor();
  await button('Annuler').click();
  await phone.page.getByText(`0 sur ${all}`).waitFor();
  await expect.poll(() => reported(0)).toBeNull();
  await tickDown(all - 1);
  // It can be taken back for ten seconds, in which nothing is photographed before it is tapped.
  await phone.shoot('volunteer-undo');
  await expect.poll(async () => (await reported(0))?.state).toBe('delivered');
});

test('exceptions are sentences, in two taps', async () => {
  const all = dropsOf(round).length;
  await link('Autre').click();
  await title("Que s'est-il passé ?").waitFor();
  await look('trouble');
  await button("Je n'ai pas pu entrer").click();
  await phone.page.getByText(`2 sur ${all}`).waitFor();
  await button('Pas de réponse').click();
  await phone.page.getByText(`3 sur ${all}`).waitFor();
  await expect.poll(async () => (await reported(1))?.reason).toBe('no_access');
  await expect.poll(async () => (await reported(2))?.reason).toBe('no_answer');
});

test('a bag that is still full is told, and the door stays open', async () => {
  const drop = dropsOf(round).findLast((one) => one.tasks.some((task) => task.handover === 'bag_on_door'))!;
  await phone.goto(`/tournee/${round.id}/porte/${drop.drop_id}`);
  await link('Autre').click();
  await button("Le sac d'hier est encore plein").click();
  await title('Une porte').waitFor();
  await phone.page.getByText("Le sac d'hier est encore plein").first().waitFor();
  await button(/^✓ /).waitFor();
  await look('door-bag');
});

test('a door is opened again later and corrected', async () => {
  const first = dropsOf(round)[0]!;
  await phone.goto(`/tournee/${round.id}/porte/${first.drop_id}`);
  await button('Rouvrir cette porte').waitFor();
  await look('door-done');
  await button('Rouvrir cette porte').click();
  await button('Oui').click();
  await link('Autre').click();
  await button('Refusé').click();
  await expect.poll(async () => (await reported(0))?.reason).toBe('refused');
});

test('several doors of a stairwell together', async () => {
  await phone.goto('/tournee');
  await link('Plusieurs portes à la fois').first().click();
  await title('Plusieurs portes à la fois').waitFor();
  await look('stairwell');
  const before = phone.page.getByRole('checkbox');
  const doors = await before.count();
  await before.first().click();
  await button(new RegExp(`donné à ${doors - 1} porte`)).click();
  await phone.page
    .getByText(/faites?$/)
    .first()
    .waitFor();
});

test('the order is changed by buttons, on this phone only', async () => {
  await phone.goto(`/tournee/${round.id}/ordre`);
  await title("L'ordre de la tournée").waitFor();
  const names = phone.page.locator('ol.halts > li > .line > strong');
  const second = await names.nth(1).innerText();
  await button(`Plus tôt : ${second}`).first().click();
  await expect.poll(() => names.first().innerText()).toBe(second);
  await look('order');
  await button("Revenir à l'ordre prévu").click();
  await expect.poll(() => names.nth(1).innerText()).toBe(second);
});

test('the map is our own drawing', async () => {
  await phone.goto(`/tournee/${round.id}/plan`);
  await title('Le plan de la tournée').waitFor();
  await phone.page.getByText('Le nord est en haut').waitFor();
  await look('map');
});

test('a worry shows the numbers first, with or without network', async () => {
  // Nobody opened at this door: a worry is told all the same.
  const drop = dropsOf(round)[2]!;
  await phone.goto(`/tournee/${round.id}/porte/${drop.drop_id}/visite`);
  await link(/le 15/).waitFor();
  stage.front.weather = (_method, path) => (path === '/v1/sync' ? 'cut' : 'clear');
  await button('Signaler à la coordination').click();
  await phone.page.getByText("Le signalement n'est pas encore parti").waitFor();
  await look('worry');
  await phone.goto('/a-envoyer');
  await title('Ce qui attend').waitFor();
  await look('outbox');
  await button('Envoyer maintenant').click();
  // Nothing left, so the phone tries again by itself as soon as there is a network.
  await button('Envoyer maintenant').waitFor();
  stage.front.clear();
  await phone.page.getByText('Tout est envoyé. Rien').waitFor();
  const concerns = await coordinator.list<{ kind: string }>('/v1/concerns');
  expect(concerns.map((one) => one.kind)).toContain('worry');
});

test('the end of the round counts what comes back', async () => {
  await phone.goto('/tournee');
  await phone.settled();
  await tickDown(0);
  await link('Terminer la tournée').click();
  await title('Terminer la tournée').waitFor();
  await look('finish');
  await button("✓ J'ai fini").click();
  await phone.page.getByText('Tournée terminée').waitFor();
  await look('finished');
  await expect.poll(async () => (await coordinator.sheet(round.id)).status).toBe('finished');
});

test('the week and days apart', async () => {
  await phone.goto('/disponibilites');
  await title('Mes disponibilités').waitFor();
  await phone.page.getByLabel('Le mardi, je suis là').check();
  await button('Garder ma semaine').click();
  await phone.page.getByText("C'est noté.").waitFor();
  await button('Ajouter un jour à part').click();
  await button('Ajouter ce jour').click();
  await phone.page
    .getByText(/pas là$/)
    .first()
    .waitFor();
  await look('availability');
  await button(/^Enlever/)
    .first()
    .click();
  await phone.page.getByText("C'est enlevé.").waitFor();
  expect(phone.faults).toEqual([]);
});
