// The habits of this room, held by a test: one door to the network, short files that say why they exist, exact versions.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const files = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => /\.(ts|svelte|css)$/.test(name) && !/api\/(schema\.d|limits)\.ts$/.test(name));

const all = [...files('src'), ...files('tests'), ...files('../tests/browser')];
const text = (name: string) => readFileSync(name, 'utf8');

test('only src/api and the service worker speak to the network', () => {
  const speaking = files('src').filter((name) =>
    /\b(fetch\(|XMLHttpRequest|EventSource|WebSocket|sendBeacon)/.test(text(name)),
  );
  expect(speaking.filter((name) => !name.startsWith('src/api/') && name !== 'src/sw.ts')).toEqual([]);
});

test('a file opens with why it exists and stays under 300 lines', () => {
  expect(all.filter((name) => !/^(\/\/ |\/\* |<!--\n)/.test(text(name)))).toEqual([]);
  expect(all.filter((name) => text(name).split('\n').length > 301)).toEqual([]);
});

test('nothing is written as HTML, as a style or as a script of a page', () => {
  expect(files('src').filter((name) => /\{@html|innerHTML|\sstyle="|\bon[a-z]+="/.test(text(name)))).toEqual([]);
});

test('every version is exact, and no lock file names a registry', () => {
  const { dependencies, devDependencies } = JSON.parse(text('package.json')) as Record<string, Record<string, string>>;
  expect(Object.values({ ...dependencies, ...devDependencies }).filter((version) => !/^\d/.test(version))).toEqual([]);
  expect(text('package-lock.json')).not.toMatch(/"resolved"/);
});
