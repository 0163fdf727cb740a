// A coordinator tunes the association's hours beside somebody who does the same, meets a page without network, puts somebody on
// the list to call by hand, and answers a problem that a resident has with a delivery.
import { expect, test } from 'vitest';
import { Caller } from './harness/morning';
import { BARS, type Phone } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';

let phone: Phone;

const stage = onStage(Residence, async () => {
  phone = await stage.phone();
  await phone.pair(stage.place, 'coordinator');
});

const button = (name: string | RegExp) => phone.page.getByRole('button', { name });
const link = (name: string | RegExp) => phone.page.getByRole('link', { name });
const field = (name: string) => phone.page.getByLabel(name, { exact: true });

/** Looked at, listened to and measured. */
async function seen(name: string): Promise<void> {
  await phone.settled();
  expect(await phone.examine(BARS.other), name).toEqual([]);
  await phone.shoot(`tuning-${name}`);
}

async function save(): Promise<void> {
  await button('Enregistrer').tap();
  await said("C'est noté.");
}

async function said(sentence: string): Promise<void> {
  await phone.page.getByText(sentence).first().waitFor();
  await button('Fermer').tap();
}

test(
  'the hours of the association are kept, and a change of somebody else is shown',
  { timeout: 600_000 },
  async () => {
    const { page } = phone;
    await phone.goto('/association/appels');
    await field('En combien de minutes, au plus').fill('90');
    await page.getByRole('checkbox', { name: 'samedi' }).tap();
    await seen('habits');
    await save();

    // A second page of the same phone read the association before: its change is not taken blindly.
    const other = await phone.context.newPage();
    phone.watch(other);
    await other.goto(`${stage.front.url}/#/association/portage`);
    const packs = other.getByLabel("Packs d'eau par tournée, au plus");
    await packs.waitFor();
    await phone.goto('/association');
    await field("Quand quelqu'un répond").fill('du lundi au samedi, 9 h - 12 h');
    await save();
    await seen('association');
    await packs.fill('10');
    await other.getByRole('button', { name: 'Enregistrer' }).tap();
    await other.getByText('Cela a changé entre-temps.').waitFor();
    await other.getByRole('button', { name: 'Voir ce qui a changé' }).tap();
    await other.getByText('Cela a changé entre-temps.').waitFor({ state: 'detached' });
    await packs.fill('10');
    await other.getByRole('button', { name: 'Enregistrer' }).tap();
    await other.getByText("C'est noté.").waitFor();
    await other.close();

    await phone.goto('/association/portage');
    await field("Packs d'eau par tournée, au plus").waitFor();
    expect(await field("Packs d'eau par tournée, au plus").inputValue()).toBe('10');
    expect(await field('Marcher les mains libres, en km/h').inputValue()).toBe('4.5');
    await seen('carrying');

    // Without network the page says so, and has the way on.
    stage.front.weather = () => 'cut';
    await phone.goto('/commerces');
    await button('Réessayer').waitFor();
    await phone.shoot('tuning-offline');
    stage.front.clear();
    await button('Réessayer').tap();
    await link(/Ouvert/)
      .first()
      .waitFor();
    expect(phone.faults).toEqual([]);
  },
);

test('somebody is called by hand, and a problem with a delivery is answered', { timeout: 600_000 }, async () => {
  const { page } = phone;
  await phone.goto('/appels');
  await link("Ajouter quelqu'un").tap();
  await page.getByLabel('Chercher un habitant').waitFor();
  await page.locator('section').getByRole('button').nth(1).tap();
  await button('Mettre sur la liste').tap();
  await page.getByText('Dites pourquoi.').waitFor();
  await field('Pourquoi').fill('Demander les jours de janvier');
  await seen('call-new');
  await button('Mettre sur la liste').tap();
  await said("C'est noté sur la liste.");
  await page.getByText('Demander les jours de janvier').waitFor();
  await seen('calls');
  await button(/^Retirer de la liste/).tap();
  await said("C'est retiré de la liste.");
  await page.getByText('Demander les jours de janvier').waitFor({ state: 'detached' });

  const desk = await Caller.as(stage.place, 'relay_operator');
  const [resident] = await desk.list('/v1/residents?limit=1');
  const told = { kind: 'other', note: 'Le pain était mouillé' };
  await desk.ask('POST', `/v1/residents/${resident!.id}/delivery_problems`, told);
  await phone.goto('/aujourdhui');
  await page.getByText('Livraison à revoir').waitFor();
  await page.getByText(/Le pain était mouillé/).waitFor();
  await phone.goto('/inquietudes');
  await link(/Livraison à revoir/).tap();
  await page.getByRole('heading', { name: 'Une livraison à revoir' }).waitFor();
  await page.getByText(/promis de rappeler avant/).waitFor();
  await seen('delivery');
  await field('Ce qui a été fait').fill('Rappelée, un pain de plus demain');
  await button("C'est réglé").tap();
  await said("C'est noté. C'est réglé.");
  expect(phone.faults).toEqual([]);
});
