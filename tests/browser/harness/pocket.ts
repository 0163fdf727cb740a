// A phone in a pocket whose browser can be killed and started again with the same storage: a Chromium process of our own on
// a profile folder of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';
import { SMALL } from './phone';

export class Pocket {
  private readonly profile = mkdtempSync(join(tmpdir(), 'palier-phone-'));
  private process: ChildProcess | undefined;
  page!: Page;

  /** Starts the browser; without network when `offline`. */
  async start(offline = false): Promise<void> {
    const binary = process.env.PALIER_CHROMIUM ?? '/usr/bin/chromium';
    const args = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${this.profile}`, '--no-first-run'];
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    this.process = spawn(binary, [...args, ...root, '--disable-dev-shm-usage', 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const browser = await chromium.connectOverCDP(await this.address());
    const context = browser.contexts()[0]!;
    context.setDefaultTimeout(60_000);
    await context.setOffline(offline);
    this.page = context.pages()[0] ?? (await context.newPage());
    await this.page.setViewportSize(SMALL);
  }

  /** Ends the browser and all its helpers at once, as an empty battery does. */
  async kill(): Promise<void> {
    const gone = once(this.process!, 'exit');
    process.kill(-this.process!.pid!, 'SIGKILL');
    await gone;
  }

  async offline(off: boolean): Promise<void> {
    await this.page.context().setOffline(off);
  }

  async close(): Promise<void> {
    if (this.process?.exitCode === null && this.process.signalCode === null) await this.kill();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  private async address(): Promise<string> {
    const lines = createInterface({ input: this.process!.stderr! });
    for await (const line of lines) {
      const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (found) return found;
    }
    throw new Error('Chromium did not start');
  }
}
