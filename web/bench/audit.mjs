// What Lighthouse says of the homes of a resident and of a volunteer, and of what a stranger sees. It is a package of its own
// beside this file: it is as large as all the rest together, and only this needs it.
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { homes, openProfile, pair } from './harness.mjs';

export async function audit(residence, front, folder) {
  const results = [await judge(front, join(folder, 'stranger'), 'stranger', '/bienvenue')];
  for (const role of ['resident', 'volunteer']) {
    results.push(
      await judge(front, join(folder, role), role, homes[role], (page) => pair(page, residence, front, role)),
    );
  }
  return results;
}

async function judge(front, folder, who, path, prepare = () => undefined) {
  const port = await freePort();
  const browser = await openProfile(chromium, folder, [`--remote-debugging-port=${port}`]);
  const page = await browser.newPage();
  await prepare(page);
  await page.close();
  // Without the reset: the session is in what it would erase.
  const { lhr } = await lighthouse(`${front.url}/#${path}`, {
    port,
    onlyCategories: ['accessibility', 'best-practices'],
    disableStorageReset: true,
    logLevel: 'error',
  });
  await browser.close();
  const score = (category) => Math.round((lhr.categories[category].score ?? 0) * 100);
  const faults = Object.values(lhr.audits)
    .filter(({ score, scoreDisplayMode }) => score !== null && score < 1 && scoreDisplayMode !== 'informative')
    .map(({ id, title }) => `${who}: ${id}: ${title}`);
  return {
    page: `${who}'s home`.replace("stranger's home", 'what a stranger sees'),
    accessibility: score('accessibility'),
    practices: score('best-practices'),
    faults,
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
