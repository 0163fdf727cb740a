// The first evening, on a phone of 360 px and an empty database: from the link that the server prints to 30 residents and 6
// volunteers, with at most 6 questions a resident. It is left in the middle and taken up again, and it counts its taps.
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { Installation } from './harness/installation';
import { BARS } from './harness/phone';
import { onStage } from './harness/stage';

const FAMILY = 'Aubrac Belcourt Cavelier Dubocage Estrelle Fontanier Gaspardin Hautmont Ilvert Jonquet'.split(' ');
const GIVEN = ['Yvonne', 'Marcel', 'Odette'];
const STAIRWELLS = ['A', 'B', 'C'];
const CARRIERS = ['Paul', 'Nadia', 'Karim', 'Lucie', 'Denis', 'Mona'];

const stage = onStage(Installation);

/** A thumb that counts: a field that has the focus already costs no tap. */
class Thumb {
  taps = 0;

  async tap(target: Locator): Promise<void> {
    await target.tap();
    this.taps += 1;
  }

  async write(field: Locator, text: string): Promise<void> {
    await field.waitFor();
    if (!(await field.evaluate((element) => element === document.activeElement))) await this.tap(field);
    await field.fill(text);
  }
}

test('an association is set up in one evening, left and resumed', { timeout: 600_000 }, async () => {
  const phone = await stage.phone();
  const { page } = phone;
  const thumb = new Thumb();
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const link = (name: string | RegExp) => page.getByRole('link', { name });
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });
  await phone.context.grantPermissions(['geolocation']);
  await phone.context.setGeolocation({ latitude: 50.7182, longitude: 1.6331 });
  await page.addInitScript(() => {
    const shared: string[] = [];
    Object.assign(globalThis, { shared });
    Object.defineProperty(navigator, 'share', {
      value: (what: { text: string; url: string }) => Promise.resolve(shared.push(what.url)),
    });
  });

  // The link opens the first page; its token leaves the address at once.
  await page.goto(`${stage.front.url}/#setup=${stage.place.setupToken}`);
  await heading('Votre association').waitFor();
  expect(page.url()).toBe(`${stage.front.url}/#/installation`);
  await thumb.tap(button('Continuer'));
  await expect.poll(() => page.getByText('Il manque ici une réponse.').count()).toBe(4);
  expect(await phone.examine(BARS.other)).toEqual([]);
  await thumb.write(page.getByLabel("Nom de l'association"), 'Les Voisins des Embruns');
  await thumb.write(page.getByLabel('Téléphone'), '03 53 01 00 10');
  await thumb.write(page.getByLabel("Quand quelqu'un répond"), 'du lundi au vendredi, 9 h - 12 h');
  await thumb.write(page.getByLabel('Votre nom'), 'Claire Vasseur');
  await phone.shoot('setup-1-association');
  await thumb.tap(button('Continuer'));

  // Whoever sees names gives the phone a PIN; its five taps count as well.
  await phone.choosePin();
  thumb.taps += 5;

  // Three stairwells of five levels with two doors each.
  await heading('La résidence').waitFor();
  await phone.settled();
  await thumb.write(page.getByLabel('Nom de la résidence'), 'Résidence des Embruns');
  await thumb.tap(button('Plus : Entrées'));
  await thumb.tap(button('Plus : Entrées'));
  await page.getByText('30 portes en tout').waitFor();
  expect(await phone.examine(BARS.other)).toEqual([]);
  await phone.shoot('setup-2-residence');
  await thumb.tap(button('Créer les portes'));
  await heading('La résidence est là').waitFor();
  await thumb.tap(button("Je suis devant l'entrée").first());
  await page.getByText('Endroit noté').waitFor();
  expect(await phone.examine(BARS.other)).toEqual([]);
  await phone.shoot('setup-3-entrances');
  await thumb.tap(link('Continuer'));

  // Left here, in the middle; taken up again on a page that is loaded anew, which knows what is done.
  await heading('Les commerces').waitFor();
  await page.goto('about:blank');
  await phone.goto('/installation');
  await link(/La résidence.*fait/).waitFor();
  await link(/Les commerces.*maintenant/).waitFor();
  expect(await phone.examine(BARS.other)).toEqual([]);
  await phone.shoot('setup-4-resumed');
  await thumb.tap(link('Continuer'));

  // Bread, water and 16:00 are there already.
  await heading('Le pain').waitFor();
  expect(await page.getByText("jusqu'à 16 h").count()).toBe(2);
  const bakery = page.locator('section', { has: heading('Le pain') });
  await thumb.write(bakery.getByLabel('Nom du commerce'), 'Au Pain du Large');
  await thumb.write(bakery.getByLabel('Prix pour 1 pain'), 'cher');
  await thumb.tap(button("C'est juste"));
  await page.getByText('Écrivez le prix comme ceci').waitFor();
  expect(await phone.examine(BARS.other)).toEqual([]);
  await thumb.write(bakery.getByLabel('Prix pour 1 pain'), '1,15');
  await phone.shoot('setup-5-shops');
  await thumb.tap(button("C'est juste"));

  // Six volunteers, invited through the phone's own list of ways.
  await heading('Les bénévoles').waitFor();
  await phone.settled();
  for (const [at, given] of CARRIERS.entries()) {
    await thumb.write(page.getByLabel('Nom', { exact: true }), `Porteur${at + 1}`);
    await thumb.write(page.getByLabel('Prénom'), given);
    await thumb.write(page.getByLabel('Téléphone'), `06 39 98 00 1${at}`);
    await thumb.tap(page.getByLabel(/charte de confidentialité/));
    if (at === 0) {
      expect(await phone.examine(BARS.other)).toEqual([]);
      await phone.shoot('setup-6-volunteer');
    }
    await thumb.tap(button('Ajouter'));
    await heading(`${given} : c'est noté.`).waitFor();
    await thumb.tap(button('Envoyer le lien'));
    if (at === 0) {
      expect(await phone.examine(BARS.other)).toEqual([]);
      await phone.shoot('setup-7-invitation');
    }
    if (at < CARRIERS.length - 1) await thumb.tap(button('Bénévole suivant'));
  }
  const shared = () => page.evaluate(() => (globalThis as unknown as { shared: string[] }).shared);
  await expect.poll(async () => new Set(await shared()).size).toBe(CARRIERS.length);
  expect((await shared()).filter((url) => !url.startsWith(`${stage.front.url}/#pair=`))).toEqual([]);
  await thumb.tap(link("C'est tout pour les bénévoles"));

  // Thirty residents, a stairwell at a time; one of them has not agreed yet.
  await heading('Un habitant').waitFor();
  await phone.settled();
  const before = thumb.taps;
  let most = 0;
  expect(await page.getByRole('group', { name: 'Entrée' }).locator('label').allInnerTexts()).toEqual(STAIRWELLS);
  for (let at = 0; at < 30; at += 1) {
    if (at % 10 === 0 && at > 0) {
      await thumb.tap(page.getByRole('radio', { name: STAIRWELLS[at / 10]!, exact: true }));
    }
    const name = `${GIVEN[Math.floor(at / 10)]} ${FAMILY[at % 10]}`;
    const floor = Math.floor((at % 10) / 2);
    const level = floor === 0 ? 'rez-de-chaussée' : floor === 1 ? '1er étage' : `${floor}e étage`;
    await page.getByRole('radio', { name: `${level} ${at % 2 ? 'droite' : 'gauche'}`, exact: true }).waitFor();
    most = Math.max(most, await questions(page.locator('form')));
    await thumb.write(page.getByLabel('Nom', { exact: true }), FAMILY[at % 10]!);
    await thumb.write(page.getByLabel('Prénom'), GIVEN[Math.floor(at / 10)]!);
    await thumb.tap(page.getByRole('radio', { name: `${level} ${at % 2 ? 'droite' : 'gauche'}`, exact: true }));
    if (at % 3) await thumb.write(page.getByLabel('Téléphone', { exact: true }), `03 53 01 01 ${10 + at}`);
    for (const day of ['mardi', 'vendredi']) await thumb.tap(page.getByRole('checkbox', { name: day }));
    await thumb.tap(page.getByRole('radio', { name: at === 29 ? 'Pas encore' : 'Oui, à la porte' }));
    if (at === 11) {
      expect(await phone.examine(BARS.other)).toEqual([]);
      await phone.shoot('setup-8-resident');
    }
    await thumb.tap(button('Noter cette personne'));
    await page.getByText(`${name} : c'est noté.`).waitFor();
  }
  expect(most).toBeLessThanOrEqual(6);
  await page.getByText('30 habitants déjà').waitFor();
  const residents = thumb.taps - before;
  await thumb.tap(link("C'est tout pour ce soir"));

  await page.getByText('Tout est prêt.').waitFor();
  expect(await phone.examine(BARS.other)).toEqual([]);
  await phone.shoot('setup-9-ready');
  await thumb.tap(link('Voir la journée'));
  await page.waitForURL(/#\/aujourdhui$/);
  expect(phone.faults).toEqual([]);
  process.stdout.write(
    `first evening: ${thumb.taps} taps, ${residents} of them for 30 residents (${(residents / 30).toFixed(1)} each, ${most} questions)\n`,
  );
  await phone.close();
});

test('the link of a first evening works once', async () => {
  const phone = await stage.phone();
  const { page } = phone;
  await page.goto(`${stage.front.url}/#setup=${stage.place.setupToken}`);
  for (const [label, text] of [
    ["Nom de l'association", 'Une autre'],
    ['Téléphone', '03 53 01 00 11'],
    ["Quand quelqu'un répond", 'le matin'],
    ['Votre nom', 'Quelqu’un'],
  ] as const) {
    await page.getByLabel(label).fill(text);
  }
  await page.getByRole('button', { name: 'Continuer' }).tap();
  await page.getByRole('alert').waitFor();
  expect(await phone.examine(BARS.other)).toEqual([]);
  await phone.shoot('setup-link-used');
  await phone.close();
});

/** The questions of a form: fields, and groups of answers. */
function questions(form: Locator): Promise<number> {
  return form.evaluate(
    (element) => element.querySelectorAll('fieldset, input:not(fieldset input), select, textarea').length,
  );
}
