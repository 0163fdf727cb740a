// A phone in a journey: a browser context of its own, that notes every error and every refusal of the policy, and that can
// be looked at (screenshots), listened to (axe) and touched (sizes of targets).
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { Front } from './front';
import type { Residence, Role } from './residence';

export const SCREENS = fileURLToPath(new URL('../../../target/screens/', import.meta.url));
export const SMALL = { width: 360, height: 740 };
export const LARGE = { width: 1280, height: 800 };

/** Touch targets: on a resident's screen, and elsewhere. */
export const BARS = { resident: 72, other: 48 };

export function openChromium(...more: string[]): Promise<Browser> {
  const executablePath = process.env.PALIER_CHROMIUM ?? '/usr/bin/chromium';
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath,
    args: [...args, '--disable-dev-shm-usage', ...more],
  });
}

/** In the browser: whether the page of the address is there. */
function arrived(): boolean {
  return document.documentElement.dataset.at === (/^#(\/[^?]*)/.exec(location.hash)?.[1] ?? '/');
}

/** What people of journeys choose; no date, no run, no telephone number. */
export const PIN = '4071';

export class Phone {
  /** Errors on the console, thrown errors and refusals of the policy. A journey ends with `expect(phone.faults).toEqual([])`. */
  readonly faults: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly front: Front,
  ) {}

  static async open(browser: Browser, front: Front): Promise<Phone> {
    const context = await browser.newContext({
      viewport: SMALL,
      hasTouch: true,
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
    });
    context.setDefaultTimeout(60_000);
    const phone = new Phone(context, await context.newPage(), front);
    phone.watch(phone.page);
    return phone;
  }

  /** Notes what goes wrong on a page; `open` does it for the first one. */
  watch(page: Page): void {
    page.on('pageerror', (error) => this.faults.push(`thrown: ${error.message}`));
    page.on('dialog', (dialog) => {
      this.faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      // A request that fails is told by Chromium in its own words; journeys with a bad network expect it.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.faults.push(`console: ${message.text()}`);
      }
    });
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(`${this.front.url}/#${path}`);
  }

  /** Opens a role's pairing link and says yes twice, as a person does; ends on the role's home. */
  async pair(residence: Residence, role: Role): Promise<void> {
    await this.enter(residence.token(role));
  }

  /** The same with any pairing token. */
  async enter(token: string): Promise<void> {
    await this.page.goto(`${this.front.url}/#pair=${token}`);
    await this.page.getByRole('button', { name: 'Oui, connecter' }).click();
    await this.page.getByRole('button', { name: "Oui, c'est moi" }).click();
    await this.page.getByRole('button', { name: "Oui, c'est moi" }).waitFor({ state: 'detached' });
    await this.settled();
    // `palier serve` asks for a PIN before the home; the demonstration does not.
    if (await this.heading('Choisissez un code secret').isVisible()) await this.choosePin();
  }

  private heading(name: string) {
    return this.page.getByRole('heading', { name });
  }

  /** Taps digits on the keypad. */
  async typePin(pin: string): Promise<void> {
    for (const digit of pin) await this.page.getByRole('button', { name: digit, exact: true }).tap();
  }

  /** Chooses the PIN that stands before the home of a new device. */
  async choosePin(pin = PIN): Promise<void> {
    await this.heading('Choisissez un code secret').waitFor();
    await this.typePin(pin);
    await this.page.getByRole('button', { name: 'Garder ce code' }).tap();
    await this.heading('Choisissez un code secret').waitFor({ state: 'detached' });
    await this.settled();
  }

  /** Waits until the page of this address is shown, for the one before it stays until then, and nothing on it is being loaded. */
  async settled(): Promise<void> {
    const main = this.page.locator('main').first();
    do await main.waitFor();
    while (!(await this.page.evaluate(arrived).catch(() => false)));
    await this.page.getByText('Un instant…').first().waitFor({ state: 'detached' });
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
  }

  async offline(off: boolean): Promise<void> {
    await this.context.setOffline(off);
  }

  /** Writes what is shown to target/screens, as a small phone and as a large screen show it. */
  async shoot(name: string): Promise<void> {
    mkdirSync(SCREENS, { recursive: true });
    for (const size of [LARGE, SMALL]) {
      await this.page.setViewportSize(size);
      await this.page.screenshot({
        path: `${SCREENS}${name}-${size.width}x${size.height}.png`,
      });
    }
  }

  /** Everything that is wrong with this screen at 320 px, at 200 % text and in both themes, and with its touch targets. */
  async examine(bar: number): Promise<string[]> {
    const wrong: string[] = [];
    await this.page.setViewportSize({ width: 320, height: 740 });
    // Colours do not depend on the size of text, nor the layout on colours: one theme is enough for the large text.
    for (const [scheme, scale] of [
      ['light', ''],
      ['light', '200%'],
      ['dark', ''],
    ] as const) {
      await this.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await this.page.evaluate((size) => void (document.documentElement.style.fontSize = size), scale);
      const where = `${scheme}${scale && `, text ${scale}`}: `;
      wrong.push(...(await this.axe(bar === BARS.resident)).map((fault) => where + fault));
      if (await this.tooWide()) {
        wrong.push(`${where}wider than the screen: ${await this.widest()}`);
      }
      // Much enlarged, what is read keeps some room above a high footer, and the document may scroll.
      if (!scale && (await this.page.evaluate(() => document.documentElement.scrollHeight > innerHeight))) {
        wrong.push(`${where}the document scrolls behind its page`);
      }
    }
    await this.page.evaluate(() => void (document.documentElement.style.fontSize = ''));
    await this.page.emulateMedia({ colorScheme: null, reducedMotion: null });
    await this.page.setViewportSize(SMALL);
    return [...wrong, ...(await this.smallTargets(bar))];
  }

  /** Whether the page, or its part that scrolls, can be pushed aside. */
  private async tooWide(): Promise<boolean> {
    return this.page.evaluate(() => {
      const scrolling = [document.documentElement, ...document.querySelectorAll('#view')];
      return scrolling.some((one) => one.scrollWidth > one.clientWidth);
    });
  }

  /** What reaches furthest to the right, for whoever mends it. */
  private async widest(): Promise<string> {
    return this.page.evaluate(() => {
      const reach = (element: Element) => element.getBoundingClientRect().right;
      const [furthest] = [...document.querySelectorAll('body *')].sort((a, b) => reach(b) - reach(a));
      return furthest?.outerHTML.slice(0, 120) ?? '';
    });
  }

  /** What axe finds; for residents with the contrast of 7:1. */
  async axe(strict: boolean): Promise<string[]> {
    await this.page.evaluate(axe.source);
    return this.page.evaluate(async (enhanced) => {
      const listener = (globalThis as unknown as { axe: typeof axe }).axe;
      const found = await listener.run({
        rules: { 'color-contrast-enhanced': { enabled: enhanced } },
      });
      return found.violations.map(
        (rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).join(', ')}`,
      );
    }, strict);
  }

  /** The touch targets that are smaller than `bar` pixels. */
  async smallTargets(bar: number): Promise<string[]> {
    // Half a pixel is lost where a border falls between two.
    const small = (await this.targets()).filter(({ width, height }) => height < bar - 0.5 || width < bar - 0.5);
    return small.map(
      ({ name, width, height }) => `target "${name}" is ${width.toFixed(0)} × ${height.toFixed(0)}, below ${bar}`,
    );
  }

  /** Everything here that can be touched, with its size. A choice is touched on its label. */
  async targets(): Promise<{ name: string; width: number; height: number }[]> {
    return this.page.evaluate(() => {
      const targets = document.querySelectorAll<HTMLElement>(
        'a[href], button, select, textarea, summary, input:not([type=radio], [type=checkbox]), label:has(input), [role=button]',
      );
      return [...targets].flatMap((target) => {
        const { width, height } = target.getBoundingClientRect();
        const hidden = width === 0 || !target.checkVisibility({ visibilityProperty: true });
        return hidden ? [] : [{ name: target.textContent?.trim().slice(0, 40) ?? '', width, height }];
      });
    });
  }

  /** Whether Chromium would install the app; empty when it would. */
  async installability(): Promise<string[]> {
    const devtools = await this.context.newCDPSession(this.page);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // A private context is never installable, and every test context is one.
    return installabilityErrors.map((error) => error.errorId).filter((id) => id !== 'in-incognito');
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
