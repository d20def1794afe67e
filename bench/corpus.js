// Reads every file of a folder, each as a run of its own, and prints by kind what was read and what was refused, and why.
//
//   npm run build && node bench/corpus FOLDER [--verbose]
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { fileSource, readResult } from '../packages/parsers/dist/index.js';
import { UserError } from '../packages/schema/dist/index.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { verbose: { type: 'boolean', default: false } } });
const [folder] = positionals;
if (folder === undefined) {
  console.error('usage: node bench/corpus FOLDER [--verbose]');
  process.exit(2);
}
const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .sort();
const kinds = new Map();
let crashed = 0;
for (const path of paths) {
  const name = relative(folder, path);
  const outcome = await readOne(path);
  if (outcome.crash !== undefined) crashed++;
  const key = outcome.format ?? `refused: ${outcome.code ?? 'crashed'}`;
  const kind = kinds.get(key) ?? { tried: 0, requests: 0, failures: 0, names: [], folders: new Set() };
  kind.tried++;
  kind.requests += outcome.requests ?? 0;
  kind.failures += outcome.failures ?? 0;
  kind.folders.add(name.split('/')[0]);
  kind.names.push(outcome.format === undefined ? `${name}: ${outcome.why}` : name);
  kinds.set(key, kind);
  if (values.verbose)
    console.log(
      `${name}\t${outcome.format ?? outcome.code ?? 'CRASH'}\t${outcome.requests ?? ''}\t${outcome.failures ?? ''}\t${outcome.why ?? ''}`,
    );
}
console.log('| format | files | requests | failures | folders |\n|---|---:|---:|---:|---|');
const count = (number) => number.toLocaleString('en-US');
for (const [format, kind] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`| ${format} | ${kind.tried} | ${count(kind.requests)} | ${count(kind.failures)} | ${[...kind.folders].join(', ')} |`);
for (const [format, kind] of kinds) if (format.startsWith('refused')) for (const name of kind.names) console.log(`- ${name}`);
console.log(
  `${paths.length} files: ${paths.length - [...kinds].filter(([key]) => key.startsWith('refused')).reduce((sum, [, kind]) => sum + kind.tried, 0)} read, ${crashed} crashed`,
);
process.exitCode = crashed > 0 ? 1 : 0;

async function readOne(path) {
  try {
    const { run } = await readResult([fileSource(path)]);
    const sum = (key) =>
      run.total?.[key] ??
      run.endpoints.filter(({ kind }) => kind === 'request').reduce((total, endpoint) => total + (endpoint[key] ?? 0), 0);
    return { format: run.run.sources[0]?.format ?? run.run.tool, requests: sum('requests'), failures: sum('failures') };
  } catch (error) {
    if (error instanceof UserError) return { code: error.toDiagnostic().code, why: error.message.split('\n')[0] };
    return { crash: true, why: String(error?.stack ?? error) };
  }
}
