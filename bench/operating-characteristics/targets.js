// Holds the decision to reports with known truth: false alarms at most, and hits at least, as a file of targets says.
//
//   npm run build && node bench/operating-characteristics/targets.js oc-targets.json FOLDER
//
// A line of FOLDER/NAME.jsonl is a report: { truth, baseline: [{ endpoint: [count, failures, rps, p50, …] }], current: […] };
// FOLDER/NAME.meta.json says what the numbers are (`fields`) and what was made slower (`alt.endpoint`).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decideOn, isRegression, WIDE } from './decide-on.mjs';
import { runOfRow } from './run-of-row.mjs';

const [targetsFile, folder] = process.argv.slice(2);
if (targetsFile === undefined || folder === undefined) {
  console.error('node bench/operating-characteristics/targets.js TARGETS.json FOLDER');
  process.exit(2);
}
const { acceptance } = JSON.parse(readFileSync(targetsFile, 'utf8'));
const outcomes = acceptance.map(held);
console.log(`${outcomes.filter(Boolean).length} of ${outcomes.length} files within their targets`);
process.exit(outcomes.every(Boolean) ? 0 : 1);

function held({ file, fa_max, hit_min, reference_false_alarms, reference_hits }) {
  const meta = JSON.parse(readFileSync(join(folder, file.replace(/\.jsonl$/, '.meta.json')), 'utf8'));
  const counts = { clean: 0, alarms: 0, slower: 0, hits: 0 };
  for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) if (line !== '') count(JSON.parse(line), meta, counts);
  const { clean, alarms, slower, hits } = counts;
  console.log(`${file}: ${alarms} false alarms in ${clean} clean reports (at most ${fa_max}; the reference had ${reference_false_alarms})`);
  console.log(`${file}: ${hits} of ${slower} slowdowns found (at least ${hit_min}; the reference had ${reference_hits})`);
  return alarms <= fa_max && hits >= hit_min;
}

function count({ truth, baseline, current }, { fields, alt }, counts) {
  const side = (rows, name) => rows.map((row, index) => runOfRow(row, fields, `${name}-${index + 1}`));
  const decided = decideOn({ baseline: side(baseline, 'baseline'), current: side(current, 'current') })(WIDE);
  const found = decided.findings.filter(isRegression);
  if (truth === null) {
    counts.clean += 1;
    counts.alarms += found.length > 0 ? 1 : 0;
  } else {
    counts.slower += 1;
    counts.hits += found.some(({ endpoint, metric }) => metric === 'p95_latency_ms' && nameOf(endpoint) === alt.endpoint) ? 1 : 0;
  }
}

function nameOf({ method, name }) {
  return method === undefined ? name : `${method} ${name}`;
}
