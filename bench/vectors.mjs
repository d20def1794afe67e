// node bench/vectors.mjs FILE…: compares the statistics and the decision with files of known answers; the last line counts the cases.
// A file: { tolerance: { rel, abs }, cases: [...] }. What a case asks for shows in its fields; Infinity and NaN are strings there.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkCases } from './vectors/check-cases.mjs';

const built = ['stats', 'compare'].map((name) => new URL(`../packages/${name}/dist/index.js`, import.meta.url));
if (!built.every((file) => existsSync(fileURLToPath(file)))) throw new Error('build the packages first: npm run build');
const [stats, { runProcedure }] = await Promise.all(built.map((file) => import(file)));

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('node bench/vectors.mjs FILE…');
  process.exit(2);
}
let [good, all] = [0, 0];
for (const file of files) {
  for (const { name, wrong, notes } of checkCases(JSON.parse(readFileSync(file, 'utf8')), { ...stats, runProcedure })) {
    all++;
    if (wrong.length === 0) good++;
    else console.log(`${file}: ${name}: ${wrong.slice(0, 3).join('; ')}`);
    for (const note of notes) console.log(`note: ${file}: ${name}: ${note}`);
  }
}
if (all === 0) {
  console.error(`${files.join(', ')}: no case; expected a file with \`cases\``);
  process.exit(2);
}
console.log(`${good} of ${all} cases within tolerance`);
process.exit(good === all ? 0 : 1);
