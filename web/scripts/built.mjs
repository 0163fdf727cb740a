// Examines what was built: no inline script or style, nothing from another origin, and the first load of a resident and of a
// volunteer within their bounds. It prints the figures, keeps them in target/web for the bench, and fails the build when one
// does not hold.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const SCRIPT_MAX = 60_000;
const ALL_MAX = 120_000;

const read = (file) => readFileSync(new URL(file, dist));
const html = read('index.html').toString();
const faults = [];
const firstLoad = {};

if (/<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=/i.test(html)) faults.push('index.html has something inline');
if (/(?:src|href)="(?:https?:)?\/\//.test(html)) faults.push('index.html asks another origin');

const manifest = JSON.parse(read('.vite/manifest.json'));

/** The files of a page and of all that it imports statically. */
function filesOf(key, found = new Set()) {
  const chunk = manifest[key];
  if (!chunk || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const css of chunk.css ?? []) found.add(css);
  for (const key of chunk.imports ?? []) filesOf(key, found);
  return found;
}

const gzip = (file) => gzipSync(read(file)).length;

for (const [name, ...pages] of [
  ['resident', 'src/pages/resident/routes.ts', 'src/pages/resident/home.svelte', 'src/words/fr/resident.ts'],
  ['volunteer', 'src/pages/volunteer/routes.ts', 'src/pages/volunteer/round.svelte', 'src/words/fr/volunteer.ts'],
]) {
  const files = new Set(
    ['index.html', 'src/pages/home.svelte', 'src/words/fr/common.ts', ...pages].flatMap((key) => [...filesOf(key)]),
  );
  const script = [...files].filter((file) => file.endsWith('.js')).reduce((sum, file) => sum + gzip(file), 0);
  const style = [...files].filter((file) => file.endsWith('.css')).reduce((sum, file) => sum + gzip(file), 0);
  const all = script + style + gzip('index.html') + gzip('manifest.webmanifest') + gzip('icons/icon.svg');
  firstLoad[name] = { script, all, scriptMax: SCRIPT_MAX, allMax: ALL_MAX };
  console.log(`${name}: script ${script} B, all but the font ${all} B (gzip)`);
  if (script > SCRIPT_MAX) faults.push(`${name}: script above ${SCRIPT_MAX} B`);
  if (all > ALL_MAX) faults.push(`${name}: first load above ${ALL_MAX} B`);
}

const kept = new URL('../../target/web/', import.meta.url);
mkdirSync(kept, { recursive: true });
writeFileSync(new URL('first_load.json', kept), JSON.stringify(firstLoad));

if (faults.length) {
  console.error(faults.join('\n'));
  process.exit(1);
}
// The list of chunks was for this measure; it is not served.
rmSync(new URL('.vite', dist), { recursive: true });
