// Walks every screen of the table of contents that needs no id, as each role: what axe says, and the smallest thing to touch.
import { BARS, openChromium, Phone, ROLES, routes } from './harness.mjs';

export async function walkScreens(residence, front) {
  const browser = await openChromium();
  const found = { screens: 0, violations: [], targets: {}, errors: [] };
  for (const kind of Object.keys(BARS)) found.targets[kind] = { size: Infinity, name: '', path: '' };
  for (const role of [null, ...ROLES]) {
    const phone = await Phone.open(browser, front);
    if (role) await phone.pair(residence, role);
    else await phone.goto('/bienvenue');
    for (const route of routes.filter((route) => isFor(route, role))) await look(phone, route, role, found);
    if (!role) {
      await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      found.errors = await phone.installability();
    }
    await phone.close();
  }
  await browser.close();
  return found;
}

function isFor({ path, roles }, role) {
  if (path.includes(':')) return false;
  if (!role) return roles === 'anyone';
  return roles === 'signed_in' ? role === 'resident' : roles.includes(role);
}

async function look(phone, { path, density }, role, found) {
  const kind = density === 'resident' ? 'resident' : 'other';
  await phone.goto(path);
  await phone.settled();
  found.screens += 1;
  const where = `${role ?? 'stranger'} ${path}`;
  // A bar of nothing: the targets are measured below.
  found.violations.push(
    ...(await phone.examine(kind === 'resident' ? BARS.resident : 0)).map((fault) => `${where}: ${fault}`),
  );
  for (const { name, width, height } of await phone.targets()) {
    const size = Math.min(width, height);
    if (size < found.targets[kind].size) found.targets[kind] = { size, name: name || '?', path };
  }
}
