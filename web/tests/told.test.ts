// What the service worker makes of a message that was pushed, and of a tap on it.
import { expect, test } from 'vitest';
import { listen } from '../src/told';

interface Shown {
  title: string;
  options: NotificationOptions;
}

/** A service worker's scope as far as notices need it. */
class Scope {
  readonly shown: Shown[] = [];
  readonly opened: string[] = [];
  readonly posted: unknown[] = [];
  focused = 0;
  #heard: Record<string, (event: unknown) => void> = {};
  registration = {
    showNotification: async (title: string, options: NotificationOptions) => void this.shown.push({ title, options }),
  };
  clients: { matchAll: () => Promise<unknown[]>; openWindow: (url: string) => Promise<void> };

  constructor(windows: number) {
    const window = {
      postMessage: (message: unknown) => this.posted.push(message),
      focus: async () => void (this.focused += 1),
    };
    this.clients = {
      matchAll: async () => Array.from({ length: windows }, () => window),
      openWindow: async (url) => void this.opened.push(url),
    };
    listen(this as unknown as ServiceWorkerGlobalScope);
  }

  addEventListener(name: string, hear: (event: unknown) => void): void {
    this.#heard[name] = hear;
  }

  async happens(name: string, event: object): Promise<void> {
    let done: Promise<unknown> = Promise.resolve();
    this.#heard[name]!({ ...event, waitUntil: (until: Promise<unknown>) => (done = until) });
    await done;
  }
}

const TOLD = { id: `ntc_${'0a'.repeat(16)}`, kind: 'round_changed', topic: 'opaque', text: 'Votre tournée a changé.' };
const pushed = (text: string) => ({ data: { json: () => JSON.parse(text) as unknown } });

test('the fixed text is shown, and what is said of the same thing replaces it', async () => {
  const scope = new Scope(0);
  await scope.happens('push', pushed(JSON.stringify(TOLD)));
  expect(scope.shown).toHaveLength(1);
  expect(scope.shown[0]!.title).toBe('palier');
  expect(scope.shown[0]!.options).toMatchObject({ body: TOLD.text, tag: 'opaque' });
});

test.each([['{'], ['null'], ['{"id":1}'], ['[]'], ['"text"']])('%s is shown as something that waits', async (text) => {
  const scope = new Scope(0);
  await scope.happens('push', pushed(text));
  expect(scope.shown[0]!.options.body).toContain('palier');
});

test('a message without a body is shown too', async () => {
  const scope = new Scope(0);
  await scope.happens('push', { data: null });
  expect(scope.shown).toHaveLength(1);
});

test('a tap opens what the notice is about', async () => {
  const scope = new Scope(0);
  let closed = 0;
  const notification = { data: TOLD, close: () => (closed += 1) };
  await scope.happens('notificationclick', { notification });
  expect([scope.opened, closed]).toEqual([[`/#/avis/${TOLD.id}`], 1]);
});

test('an open palier is led there and not loaded anew', async () => {
  const scope = new Scope(2);
  await scope.happens('notificationclick', { notification: { data: TOLD, close: () => undefined } });
  expect(scope.opened).toEqual([]);
  expect(scope.posted).toEqual([{ go: `/avis/${TOLD.id}` }]);
  expect(scope.focused).toBe(1);
});

test('what could not be read leads to the list', async () => {
  const scope = new Scope(0);
  await scope.happens('notificationclick', { notification: { data: { id: '' }, close: () => undefined } });
  expect(scope.opened).toEqual(['/#/avis']);
});
