// What the journeys stand on, for the bench: the residence, the front and the phone are TypeScript outside of this folder, and
// so is the table of contents, which says which screens there are.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const at = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const config = {
  configFile: false,
  root: at('.'),
  logLevel: 'error',
  resolve: { dedupe: ['playwright-core', 'axe-core'] },
};
const load = async (name) => (await runnerImport(at(name), config)).module;

export const { Residence, ROLES } = await load('../tests/browser/harness/residence.ts');
export const { Front } = await load('../tests/browser/harness/front.ts');
export const { BARS, Phone, openChromium, SMALL } = await load('../tests/browser/harness/phone.ts');
export const { routes, homes } = await load('bench/routes.ts');

export const executablePath = process.env.PALIER_CHROMIUM ?? '/usr/bin/chromium';
export const sandbox = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : [];

/** A Chromium with a profile on disk, as a phone has one: it survives the end of the browser, and it is not private. */
export function openProfile(chromium, folder, args = []) {
  const options = { executablePath, args: [...sandbox, ...args], viewport: SMALL, hasTouch: true, locale: 'fr-FR' };
  return chromium.launchPersistentContext(folder, { ...options, timezoneId: 'Europe/Paris' });
}

/** Waits until a page is shown and nothing on it is being loaded. */
export async function shown(page) {
  await page.locator('main').first().waitFor();
  await page.getByText('Un instant…').first().waitFor({ state: 'detached' });
}

/** Pairs a page as a role, as a person does, and waits for its home and for the service worker. */
export async function pair(page, residence, front, role) {
  await page.goto(`${front.url}/#pair=${residence.token(role)}`);
  await page.getByRole('button', { name: 'Oui, connecter' }).click();
  await page.getByRole('button', { name: "Oui, c'est moi" }).click();
  await page.waitForFunction((home) => location.hash === `#${home}`, homes[role]);
  await shown(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}
