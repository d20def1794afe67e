// How fast result files are read, and in how much memory, beside what else reads them: each contender in a process of its
// own, on the same file, in turn. Every answer is compared with ours: a fast wrong one does not count.
//
//   npm run build && npm install --prefix bench --no-package-lock && node bench/parse [jtl] [k6] [--gb 0.5] [--rounds 3] [--only loadline,duckdb]
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeFile } from './generate.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    gb: { type: 'string', default: '0.5' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    folder: { type: 'string', default: join(tmpdir(), 'loadline-bench') },
  },
});
const threads = Math.min(availableParallelism(), 8);
const script = (name) => fileURLToPath(new URL(`contenders/${name}`, import.meta.url));
const node =
  (name, ...more) =>
  (path, format) => [process.execPath, [script(name), path, format, ...more]];

const contenders = [
  { name: `loadline, ${threads} processors`, formats: ['jtl', 'k6'], command: node('loadline.mjs', 'own') },
  { name: 'loadline, 1 thread', formats: ['jtl', 'k6'], command: node('loadline.mjs', '1') },
  { name: `duckdb, ${threads} threads`, formats: ['jtl', 'k6'], command: node('duckdb.mjs', String(threads), 'exact') },
  { name: `duckdb, ${threads} threads, t-digest`, formats: ['jtl', 'k6'], command: node('duckdb.mjs', String(threads), 'approx') },
  { name: 'duckdb, 1 thread', formats: ['jtl', 'k6'], command: node('duckdb.mjs', '1', 'exact') },
  { name: 'papaparse', formats: ['jtl'], command: node('papaparse.mjs'), once: true },
  { name: 'readline + JSON.parse', formats: ['k6'], command: node('readline.mjs'), once: true },
  { name: 'python', formats: ['jtl', 'k6'], command: (path, format) => ['python3', [script('dict_reader.py'), path, format]], once: true },
  { name: 'wc -l (the floor)', formats: ['jtl', 'k6'], command: (path) => ['wc', ['-l', path]], silent: true },
];

const wanted = values.only?.split(',');
if (!existsSync(fileURLToPath(new URL('../node_modules/@duckdb', import.meta.url))))
  console.error('DuckDB and papaparse are not there: npm install --prefix bench --no-package-lock');
console.log(`${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} processors, Node ${process.version}`);
for (const format of positionals.length > 0 ? positionals : ['jtl', 'k6']) measure(format);

function measure(format) {
  const path = makeFile(values.folder, format, Math.round(Number(values.gb) * 1e9));
  const bytes = statSync(path).size;
  const taking = contenders.filter(
    (each) => each.formats.includes(format) && (wanted === undefined || wanted.some((name) => each.name.startsWith(name))),
  );
  const results = new Map(taking.map((each) => [each.name, { seconds: [], maxRssKb: 0, rows: undefined, failed: undefined }]));
  spawnSync('wc', ['-l', path]);
  for (let round = 0; round < Number(values.rounds); round++)
    for (const contender of taking)
      if (round === 0 || contender.once !== true) runOne(contender, path, format, results.get(contender.name));
  print(format, bytes, taking, results);
}

function runOne(contender, path, format, result) {
  if (result.failed !== undefined) return;
  const [command, args] = contender.command(path, format);
  const begin = process.hrtime.bigint();
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  result.seconds.push(Number(process.hrtime.bigint() - begin) / 1e9);
  if (done.status !== 0) {
    result.failed = (done.stderr ?? String(done.error)).trim().split('\n').at(-1);
    return;
  }
  if (contender.silent === true) return;
  const answer = JSON.parse(done.stdout);
  result.maxRssKb = Math.max(result.maxRssKb, answer.maxRssKb);
  result.rows = answer.rows;
}

function print(format, bytes, taking, results) {
  const median = ({ seconds }) => [...seconds].sort((a, b) => a - b)[seconds.length >> 1];
  const ours = results.get(taking[0].name);
  console.log(
    `\n${format}, ${(bytes / 1e9).toFixed(2)} GB: median of ${values.rounds} (slow ones once), from start to end of the process\n`,
  );
  console.log(`| | seconds | MB/s | peak memory MB | ratio: ours / theirs | same answer |\n|---|---:|---:|---:|---:|---|`);
  for (const { name, silent } of taking) {
    const result = results.get(name);
    if (result.failed !== undefined) {
      console.log(`| ${name} | failed: ${result.failed} | | | | |`);
      continue;
    }
    const seconds = median(result);
    const memory = silent === true ? '' : (result.maxRssKb / 1024).toFixed(0);
    const same = silent === true ? '' : difference(ours.rows, result.rows, name.includes('t-digest') ? 0.05 : 0.005);
    console.log(
      `| ${name} | ${seconds.toFixed(2)} | ${(bytes / 1e6 / seconds).toFixed(0)} | ${memory} | ${(median(ours) / seconds).toFixed(2)} | ${same} |`,
    );
  }
}

/** Counts must be equal, percentiles within a share of one another. */
function difference(ours, theirs, tolerance) {
  const others = new Map(theirs.map(([name, ...rest]) => [name, rest]));
  if (ours.length !== theirs.length) return `${ours.length} against ${theirs.length} labels`;
  for (const [name, requests, failures, ...percentiles] of ours) {
    const other = others.get(name) ?? others.get(name.replace(/^GET /, ''));
    if (other === undefined) return `${name} is missing`;
    if (requests !== other[0] || failures !== other[1]) return `${name}: ${requests}/${failures} against ${other[0]}/${other[1]}`;
    if (percentiles.some((value, index) => Math.abs(value / other[index + 2] - 1) > tolerance))
      return `${name}: ${percentiles} against ${other.slice(2)}`;
  }
  return 'yes';
}
