// Generates src/generated/types.ts and src/generated/validators.js from schemas/*.schema.json.
// `node scripts/generate.mjs` writes them; `generate()` returns their text, so that a test can tell when they drift.
import { readFileSync, readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { build } from 'esbuild';
import { compile } from 'json-schema-to-typescript';
import { knownProperties } from './known-properties.mjs';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
export const documentNames = ['run', 'baseline', 'policy', 'comparison', 'history-entry', 'execution', 'noise'];
const pascal = (name) => name.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());

function readSchemas() {
  const schemas = new Map();
  for (const file of readdirSync(`${packageFolder}/schemas`).sort()) {
    schemas.set(file.replace('.schema.json', ''), JSON.parse(readFileSync(`${packageFolder}/schemas/${file}`, 'utf8')));
  }
  return schemas;
}

/** A copy in which `visit` may replace any object; children first. */
function mapObjects(value, visit) {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, visit));
  if (value === null || typeof value !== 'object') return value;
  return visit(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapObjects(item, visit)])));
}

/** Every object that lists its properties refuses others. */
const closed = (schema) =>
  mapObjects(schema, (node) =>
    node.properties && node.additionalProperties === undefined && node.type === 'object' ? { ...node, additionalProperties: false } : node,
  );

async function generateTypes(schemas) {
  const definitions = {};
  const localize = (schema) =>
    mapObjects(schema, (node) => {
      if (typeof node.$ref !== 'string') return node;
      const name = node.$ref.includes('#/$defs/') ? node.$ref.split('#/$defs/')[1] : pascal(node.$ref.replace('.schema.json', ''));
      return { $ref: `#/definitions/${name}` };
    });
  for (const [name, schema] of schemas) {
    if (name === 'flat' || name === 'config') continue;
    for (const [key, definition] of Object.entries(schema.$defs ?? {})) definitions[key] = { ...localize(definition), title: key };
    if (name === 'common') continue;
    const { $defs: _defs, $id: _id, $schema: _schema, ...rest } = schema;
    definitions[pascal(name)] = { ...localize(rest), title: pascal(name) };
  }
  const text = await compile({ title: 'Documents', type: 'object', definitions }, 'Documents', {
    additionalProperties: false,
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    bannerComment: '// Generated from schemas/*.schema.json by scripts/generate.mjs. Change the schema, then run `npm run generate`.',
    format: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  return text
    .replace(/\/\*\*\n \* This interface was referenced by[\s\S]*?\*\/\n/g, '')
    .replace(/\n \*\n \* This interface was referenced by[^\n]*\n \* via the `definition` "[^"]*"\./g, '')
    .replace(/export interface Documents \{\}\n/, '');
}

/** Descriptions are for people and for editors; a validator does not need them. */
const withoutProse = (schema) =>
  mapObjects(schema, (node) => {
    if (typeof node.description !== 'string' && typeof node.title !== 'string') return node;
    const { description, title, ...rest } = node;
    return { ...rest, ...(typeof description === 'object' ? { description } : {}), ...(typeof title === 'object' ? { title } : {}) };
  });

async function generateValidators(schemas) {
  const parts = [];
  for (const mode of ['strict', 'lenient']) {
    const ajv = new Ajv2020({
      allErrors: mode === 'lenient',
      strict: true,
      allowUnionTypes: true,
      inlineRefs: false,
      strictTypes: false,
      strictRequired: false,
      code: { source: true, esm: true },
    });
    addFormats(ajv, ['date-time']);
    for (const [name, schema] of schemas) if (name !== 'config') ajv.addSchema(withoutProse(mode === 'strict' ? closed(schema) : schema));
    const names = Object.fromEntries(documentNames.map((name) => [`${mode}${pascal(name)}`, schemas.get(name).$id]));
    parts.push(standaloneCode(ajv, names));
  }
  // The standalone code still holds `require`s of ajv's helpers: bundle each half, then join them.
  const bundles = [];
  for (const contents of parts) {
    const result = await build({
      stdin: { contents, resolveDir: packageFolder, loader: 'js' },
      bundle: true,
      format: 'esm',
      minify: true,
      write: false,
      legalComments: 'none',
      target: 'es2022',
      platform: 'neutral',
      mainFields: ['main'],
    });
    bundles.push(result.outputFiles[0].text);
  }
  return bundles;
}

function generateKnown(schemas, note) {
  const { documents, shapes } = knownProperties(schemas, documentNames);
  return `${note}
/** What a place of a document may hold: properties, items of a list, properties of any name; shapes by index, 0 is anything. */
export interface Shape {
  properties?: Readonly<Record<string, number>>;
  items?: number;
  others?: number;
}

/** Shape of each document. */
export const documentShapes = ${JSON.stringify(documents)} as const;

/** All shapes. */
export const shapes: readonly Shape[] = [${shapes.map((shape) => `\n  ${JSON.stringify(shape)},`).join('')}
];
`;
}

export async function generate() {
  const schemas = readSchemas();
  const [strict, lenient] = await generateValidators(schemas);
  const note = '// Generated from schemas/*.schema.json by scripts/generate.mjs. Do not edit.\n';
  const declaration = `${note}import type { ErrorObject } from './validator-error.js';\n\ntype Validator = { (value: unknown): boolean; errors?: ErrorObject[] | null };\n`;
  const declare = (mode) => declaration + documentNames.map((name) => `export const ${mode}${pascal(name)}: Validator;\n`).join('');
  return {
    'types.ts': await generateTypes(schemas),
    'strict-validators.js': note + strict,
    'strict-validators.d.ts': declare('strict'),
    'lenient-validators.js': note + lenient,
    'lenient-validators.d.ts': declare('lenient'),
    'known-properties.ts': generateKnown(schemas, note),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(`${packageFolder}/src/generated`, { recursive: true });
  for (const [name, text] of Object.entries(await generate())) writeFileSync(`${packageFolder}/src/generated/${name}`, text);
}
