// The habits of this room, held by a test: one door to the network, short files that say why they exist, exact versions.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const files = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter(
      (name) =>
        /\.(ts|mjs|svelte|css)$/.test(name) &&
        !name.includes('node_modules') &&
        !/api\/(schema\.d\.ts$|limits\/)/.test(name),
    );

const all = [...files('src'), ...files('tests'), ...files('scripts'), ...files('bench'), ...files('../tests/browser')];
const text = (name: string) => readFileSync(name, 'utf8');

test('only src/api and the service worker speak to the network', () => {
  const speaking = files('src').filter((name) =>
    /\b(fetch\(|XMLHttpRequest|EventSource|WebSocket|sendBeacon)/.test(text(name)),
  );
  expect(speaking.filter((name) => !name.startsWith('src/api/') && name !== 'src/sw.ts')).toEqual([]);
});

// What each room may use; types are nobody's secret. ARCHITECTURE.md draws it.
const ARROWS: Record<string, string[]> = {
  device: ['api'],
  api: ['device'],
  words: ['device'],
  session: ['api', 'device', 'outbox', 'words'],
  outbox: ['api', 'device', 'session', 'words'],
  parts: ['api', 'device', 'outbox', 'router', 'session', 'update', 'words'],
  pages: ['api', 'device', 'outbox', 'parts', 'router', 'routes', 'session', 'words'],
  routes: ['pages'],
  router: ['api', 'device', 'routes', 'session', 'words'],
};

const uses = files('src').flatMap((name) =>
  [...text(name).matchAll(/^\s*import (?!type)[^;]*? from '(\.[^']*)'|import\('(\.[^']*)'\)/gm)].map((found) => [
    name,
    normalize(join(dirname(name), (found[1] ?? found[2])!)),
  ]),
);

test('every room uses the rooms that it may', () => {
  const roomOf = (name: string) => name.replace(/^src\//, '').split(/[./]/)[0]!;
  const foreign = uses.filter(([from, to]) => {
    const [room, other] = [roomOf(from!), roomOf(to!)];
    return room !== other && ARROWS[room] && !ARROWS[room].includes(other);
  });
  expect(foreign).toEqual([]);
});

test('an element asks the API nothing: what a part shows, its page gives it', () => {
  const asking = uses.filter(
    ([from, to]) => from!.startsWith('src/parts/') && /^src\/api\/(client|all|download)$/.test(to!),
  );
  expect(asking).toEqual([]);
});

// What several of them need stands beside these rooms, in the day itself.
test('the rooms of the day do not use each other', () => {
  const roomOf = (name: string) => /^src\/pages\/coordinator\/day\/(\w+)\//.exec(name)?.[1];
  expect(new Set(uses.map(([from]) => roomOf(from!)).filter(Boolean)).size).toBeGreaterThan(1);
  const foreign = uses.filter(([from, to]) => roomOf(from!) && roomOf(to!) && roomOf(from!) !== roomOf(to!));
  expect(foreign).toEqual([]);
});

test('a file opens with why it exists and stays under 300 lines', () => {
  expect(all.filter((name) => !/^(\/\/ |\/\* |<!--\n)/.test(text(name)))).toEqual([]);
  expect(all.filter((name) => text(name).split('\n').length > 301)).toEqual([]);
});

test('nothing is switched off or left for later', () => {
  // Written in halves, so that this file does not find itself.
  const marks = new RegExp(['\\.(sk' + 'ip|on' + 'ly|to' + 'do)\\(', 'FIX' + 'ME', 'TO' + 'DO', 'XX' + 'X'].join('|'));
  expect(all.filter((name) => marks.test(text(name)))).toEqual([]);
});

test('every file of French sentences has an English one, which the compiler holds to the same keys', () => {
  const french = readdirSync('src/words/fr');
  expect(readdirSync('src/words/en')).toEqual(french);
  const typed = (name: string) => text(`src/words/en/${name}`).includes(`from '../fr/${name.replace('.ts', '')}'`);
  expect(french.filter((name) => !typed(name))).toEqual([]);
});

test('nothing is written as HTML, as a style or as a script of a page', () => {
  expect(files('src').filter((name) => /\{@html|innerHTML|\sstyle="|\bon[a-z]+="/.test(text(name)))).toEqual([]);
});

test('every version is exact, and no lock file names a registry', () => {
  for (const folder of ['.', 'bench']) {
    const { dependencies, devDependencies } = JSON.parse(text(`${folder}/package.json`)) as Record<
      string,
      Record<string, string>
    >;
    expect(Object.values({ ...dependencies, ...devDependencies }).filter((version) => !/^\d/.test(version))).toEqual(
      [],
    );
    expect(text(`${folder}/package-lock.json`)).not.toMatch(/"resolved"/);
  }
});
