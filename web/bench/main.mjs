// Prints the figures of the client as a table: `cargo xtask bench web`. They are for people to read; what must hold is held by
// the build (sizes) and by the journeys (axe, targets). A figure that misses its bar is marked and fails nothing.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { coldOpening } from './cold.mjs';
import { BARS, Front, Residence } from './harness.mjs';
import { audit } from './audit.mjs';
import { walkScreens } from './screens.mjs';

const rows = [];
const row = (figure, measured, bar, holds) => {
  rows.push([figure, String(measured), bar, holds ? '' : 'misses']);
  console.error(`${figure}: ${measured}`);
};
const bytes = (count) => `${count.toLocaleString('en')} B`;
const ms = (time) => `${Math.round(time)} ms`;

const firstLoad = JSON.parse(readFileSync(new URL('../../target/web/first_load.json', import.meta.url), 'utf8'));
for (const [role, { script, all, scriptMax, allMax }] of Object.entries(firstLoad)) {
  row(`first load of the ${role}'s home, script, gzip`, bytes(script), `<= ${bytes(scriptMax)}`, script <= scriptMax);
  row(`first load of the ${role}'s home, all but the font, gzip`, bytes(all), `<= ${bytes(allMax)}`, all <= allMax);
}

/** Measures on a residence of its own: a card pairs one phone. */
async function on(measure) {
  const residence = await Residence.open();
  const front = await Front.open(residence.url);
  const folder = await mkdtemp(join(tmpdir(), 'palier-bench-'));
  try {
    return await measure(residence, front, folder);
  } finally {
    await front.close().catch(() => undefined);
    await residence.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const { screens, violations, targets, errors } = await on(walkScreens);
row(
  `axe violations on ${screens} screens, 320 px, text 200 %, both themes`,
  violations.length,
  '0',
  !violations.length,
);
for (const [kind, bar] of Object.entries(BARS)) {
  const { size, name, path } = targets[kind];
  const what =
    kind === 'resident' ? "smallest touch target on a resident's screens" : 'smallest touch target elsewhere';
  row(what, `${size.toFixed(1)} px ("${name}" on ${path})`, `>= ${bar} px`, size >= bar - 0.5);
}
row('Page.getInstallabilityErrors', errors.length ? errors.join(', ') : 'none', 'none', !errors.length);
for (const violation of violations) console.error(`  ${violation}`);

for (const { page, accessibility, practices, faults } of await on(audit)) {
  row(`lighthouse accessibility, ${page}`, accessibility, '100', accessibility === 100);
  row(`lighthouse best practices, ${page}`, practices, '>= 95', practices >= 95);
  for (const fault of faults) console.error(`  ${fault}`);
}

const times = await on(coldOpening);
const median = times[Math.floor(times.length / 2)];
const spread = `${ms(median)} (${times.length} runs, ${ms(times[0])} to ${ms(times.at(-1))})`;
row('cold opening of the round, no network, page at a quarter of its speed', spread, '< 1000 ms', median < 1000);

const widths = [0, 1, 2].map((column) => Math.max(...rows.map((cells) => cells[column].length)));
for (const cells of rows)
  console.log(
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
// A busy machine opens a round late.
console.log(`measured on ${availableParallelism()} cores under a load of ${loadavg()[0].toFixed(1)}`);
