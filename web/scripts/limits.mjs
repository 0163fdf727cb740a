// Writes src/api/limits from the contract: the lengths, bounds, patterns and closed words that forms need, a file a schema so
// that a page carries only those it uses. The client holds no limit that is not from here.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const BOUNDS = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'pattern', 'enum'];

const contract = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'));
const schemas = contract.components.schemas;

/** The schema behind references, `null` alternatives and single-member compositions. */
function resolve(schema) {
  if (schema.$ref) return resolve(schemas[schema.$ref.split('/').at(-1)]);
  const among = (schema.oneOf ?? schema.anyOf ?? []).filter((one) => one.type !== 'null');
  return among.length === 1 ? { ...resolve(among[0]), ...schema } : schema;
}

function boundsOf(schema) {
  const whole = resolve(schema);
  const found = Object.fromEntries(BOUNDS.filter((bound) => bound in whole).map((bound) => [bound, whole[bound]]));
  if (whole.items) {
    const items = boundsOf(whole.items);
    if (Object.keys(items).length) found.items = items;
  }
  return found;
}

function limitsOf(schema) {
  const whole = resolve(schema);
  if (!whole.properties) return boundsOf(whole);
  const required = new Set(whole.required ?? []);
  const members = Object.entries(whole.properties).map(([name, member]) => {
    const bounds = boundsOf(member);
    return [name, required.has(name) ? { ...bounds, required: true } : bounds];
  });
  return Object.fromEntries(members.filter(([, bounds]) => Object.keys(bounds).length));
}

const found = Object.entries(schemas)
  .map(([name, schema]) => [name, limitsOf(schema)])
  .filter(([, limits]) => Object.keys(limits).length);

const folder = new URL('../src/api/limits/', import.meta.url);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const write = (name, text) =>
  writeFileSync(new URL(name, folder), `// Generated from openapi.yaml by scripts/limits.mjs. Do not edit.\n\n${text}`);

for (const [name, limits] of found) {
  const value = Object.keys(limits).length === 1 && limits.enum ? limits.enum : limits;
  write(`${name}.ts`, `export const ${name} = ${JSON.stringify(value)} as const;\n`);
}
write('index.ts', found.map(([name]) => `export * from './${name}';\n`).join(''));
