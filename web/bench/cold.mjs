// How long a phone in a stairwell takes to show the round: browser started anew, server gone, the page's processor slowed to
// a quarter. The service worker's thread is not slowed: Chromium offers that for pages only.
import { chromium } from 'playwright-core';
import { homes, openProfile, pair, shown } from './harness.mjs';

const RUNS = 7;

/** Times in milliseconds from the start of the navigation to the frame after which the round is shown, sorted. */
export async function coldOpening(residence, front, folder) {
  const first = await openProfile(chromium, folder);
  const page = await first.newPage();
  await pair(page, residence, front, 'volunteer');
  // The round is on this phone once a load without network shows it too.
  await first.setOffline(true);
  await page.reload();
  await shown(page);
  await first.close();

  const { url } = front;
  await front.close();
  const times = [];
  for (let run = 0; run < RUNS; run += 1) times.push(await open(url, folder));
  return times.sort((a, b) => a - b);
}

async function open(url, folder) {
  const phone = await openProfile(chromium, folder);
  await phone.setOffline(true);
  const page = await phone.newPage();
  const devtools = await phone.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript((home) => {
    const look = () => {
      const main = document.querySelector('main');
      const there =
        location.hash === `#${home}` &&
        document.querySelector('h1') &&
        main &&
        !main.textContent.includes('Un instant…');
      if (there) globalThis.opened = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  }, homes.volunteer);
  // The address that the installed app starts with.
  await page.goto(`${url}/`);
  const time = await page.waitForFunction(() => globalThis.opened).then((handle) => handle.jsonValue());
  await phone.close();
  return time;
}
