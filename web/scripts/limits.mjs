// Writes src/api/limits from the contract: the lengths, bounds, patterns and closed words that forms and questions need, a file a
// schema or operation so that a page carries only those it uses. The client holds no limit that is not from here.
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

/** The bounds of what an operation takes in its path and its query. */
function asked(operation, shared = []) {
  const parameters = [...shared, ...(operation.parameters ?? [])].filter(
    (one) => one.in === 'path' || one.in === 'query',
  );
  const bounds = parameters.map((one) => [one.name, boundsOf(one.schema)]);
  return Object.fromEntries(bounds.filter(([, limits]) => Object.keys(limits).length));
}

const operations = Object.values(contract.paths).flatMap(({ parameters, ...methods }) =>
  Object.values(methods)
    .filter((one) => one.operationId)
    .map((one) => [one.operationId, asked(one, parameters)]),
);

/** What every list takes, so that one place can read any list whole. */
function partOf() {
  const [first, ...others] = operations.filter(([, { limit, cursor }]) => limit && cursor);
  const taken = ([, { limit, cursor }]) => JSON.stringify({ limit, cursor });
  const odd = others.find((other) => taken(other) !== taken(first));
  if (odd)
    throw new Error(
      `The parts of ${odd[0]} have other bounds than those of ${first[0]}: no list can be read in one way.`,
    );
  return JSON.parse(taken(first));
}

const found = [
  ...Object.entries(schemas).map(([name, schema]) => [name, limitsOf(schema)]),
  ...operations,
  ['Part', partOf()],
].filter(([, limits]) => Object.keys(limits).length);

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
