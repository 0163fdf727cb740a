// What every journey stands on: a place that the real binary serves, the front between it and the browsers, and one Chromium
// for all phones of the file, started with the first of them. Everything is closed after the last test.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { Front } from './front';
import { openChromium, Phone } from './phone';

/** A residence, or an installation that nobody has set up. */
interface Place {
  readonly url: string;
  close(): Promise<void>;
}

export class Stage<P extends Place> {
  place!: P;
  front!: Front;
  #browser: Promise<Browser> | undefined;

  /** A phone with nothing on it. */
  async phone(): Promise<Phone> {
    this.#browser ??= openChromium();
    return Phone.open(await this.#browser, this.front);
  }

  async open(place: P): Promise<void> {
    this.place = place;
    this.front = await Front.open(place.url);
  }

  /** After a set-up that failed some of it is not there. */
  async close(): Promise<void> {
    await (await this.#browser)?.close();
    await (this.front as Front | undefined)?.close();
    await (this.place as P | undefined)?.close();
  }
}

/** Opens a stage before the tests of this file; `ready` makes what they find there. */
export function onStage<P extends Place>(Kind: { open(): Promise<P> }, ready?: () => Promise<void>): Stage<P> {
  const stage = new Stage<P>();
  beforeAll(async () => {
    await stage.open(await Kind.open());
    await ready?.();
  });
  afterAll(() => stage.close());
  return stage;
}
