// Writes what the client takes from the contract: types (openapi-typescript) and limits (limits.mjs). Every script of npm asks
// for it first, so it does nothing when what it wrote came from the same contract by the same programs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (name) => new URL(`../${name}`, import.meta.url);
const types = at('src/api/schema.d.ts');
const limits = at('src/api/limits/index.ts');

const hash = createHash('sha256');
for (const name of ['../openapi.yaml', 'package-lock.json', 'scripts/generate.mjs', 'scripts/limits.mjs']) {
  hash.update(readFileSync(at(name)));
}
const stamp = `// ${hash.digest('hex')}\n`;

const current = existsSync(types) && existsSync(limits) && readFileSync(limits, 'utf8').endsWith(stamp);
if (!current) {
  const root = fileURLToPath(at('.'));
  const words = ['openapi-typescript', '../openapi.yaml', '-o', fileURLToPath(types)];
  const written = spawnSync('npx', ['--no-install', ...words], { cwd: root, stdio: 'inherit' });
  if (written.status !== 0) process.exit(written.status ?? 1);
  await import('./limits.mjs');
  // Last, so that a run that was cut short is done again.
  appendFileSync(limits, stamp);
}
