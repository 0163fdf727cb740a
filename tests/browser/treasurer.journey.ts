// The treasurer's evening: the month, what differs, why a figure is what it is down to the day, the file for a spreadsheet,
// and the sheet to sign. No screen of it says the name of a person.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { BARS, LARGE, type Phone, SCREENS } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';

let phone: Phone;
let names: string[];

async function seen(name: string): Promise<void> {
  await phone.settled();
  await phone.shoot(name);
  expect(await phone.examine(BARS.other)).toEqual([]);
  const said = (await phone.page.locator('body').textContent()) ?? '';
  expect(names.filter((one) => said.includes(one))).toEqual([]);
  await phone.page.setViewportSize(LARGE);
}

/** The family names of everybody who is served, as the coordinator sees them. */
async function namesOf(): Promise<string[]> {
  const pairing = { pairing_token: stage.place.token('coordinator'), device_label: 'journey' };
  const head = { 'Idempotency-Key': 'journey-of-the-treasurer' };
  const opened = await stage.place.api('POST', '/v1/sessions', undefined, pairing, head);
  const people = await stage.place.api('GET', '/v1/residents?limit=200', opened.body.access_token as string);
  return (people.body.items as { family_name: string }[]).map((one) => one.family_name);
}

const stage = onStage(Residence, async () => {
  names = await namesOf();
  phone = await stage.phone();
  await phone.page.setViewportSize(LARGE);
  await phone.pair(stage.place, 'treasurer');
});

test('the month: figures first, then what differs, then each question with its table', async () => {
  expect(names.length).toBeGreaterThan(20);
  await phone.page.getByRole('heading', { name: 'Ce qui diffère' }).waitFor();
  await phone.page.locator('canvas').nth(3).waitFor();
  await phone.page.getByRole('term').filter({ hasText: 'Pains livrés' }).waitFor();
  for (const question of ['Combien chaque jour', 'De quel commerce', 'Dans quelle résidence', 'Par quel bénévole']) {
    const section = phone.page.getByRole('region', { name: question }).first();
    await section.waitFor();
  }
  await seen('treasurer-month');
  await phone.page.getByLabel('Semaine').click();
  await phone.page
    .getByRole('rowheader', { name: /^semaine \d+/ })
    .first()
    .waitFor();
});

test('a file for a spreadsheet, in French', async () => {
  const [download] = await Promise.all([
    phone.page.waitForEvent('download'),
    phone.page
      .getByRole('button', { name: /Enregistrer pour un tableur/ })
      .nth(1)
      .click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^palier_.+\.csv$/);
  const file = await readFile(await download.path(), 'utf8');
  expect(file.startsWith('\ufeffCommerce;Produit;Commandés')).toBe(true);
  expect(names.filter((one) => file.includes(one))).toEqual([]);
});

test('why this figure: its days, and the day', async () => {
  await phone.page
    .getByRole('listitem')
    .filter({ hasText: /non livré/ })
    .getByRole('link', { name: 'Pourquoi ce chiffre' })
    .first()
    .click();
  await phone.page.getByRole('heading', { name: 'Pourquoi ce chiffre' }).waitFor();
  await phone.page.getByRole('rowheader', { name: 'Total' }).waitFor();
  await seen('treasurer-why');
  await phone.page.getByRole('rowheader').getByRole('link').first().click();
  await phone.page.getByRole('heading', { name: /^Comptes du/ }).waitFor();
  await phone.page.locator('canvas').nth(2).waitFor();
  await seen('treasurer-day');
});

test('the sheet to sign is one page of A4', async () => {
  await phone.goto('/comptes/bilan');
  await phone.page.getByText('Certifié exact').waitFor();
  await seen('treasurer-report');
  await phone.page.emulateMedia({ media: 'print' });
  const paper = await phone.page.pdf({ format: 'A4', preferCSSPageSize: true });
  await phone.page.screenshot({ path: `${SCREENS}treasurer-report-print.png`, fullPage: true });
  await phone.page.emulateMedia({ media: null });
  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  expect(phone.faults).toEqual([]);
});

test('a month without anything, and no network', async () => {
  await phone.goto('/comptes/mois/2020-02');
  await phone.page.getByText('Rien sur cette période').waitFor();
  await seen('treasurer-empty');
  stage.front.weather = () => 'cut';
  await phone.goto('/comptes/mois/2020-03');
  await phone.page.getByRole('alert').waitFor();
  await seen('treasurer-offline');
  stage.front.clear();
  await phone.page.getByRole('button', { name: 'Réessayer' }).click();
  await phone.page.getByText('Rien sur cette période').waitFor();
});
