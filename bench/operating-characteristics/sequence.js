// What running again only when in doubt brings: five baseline runs, at most three looks. Reports whose truth is known are judged as
// `compare --confirm` judges them, look by look, for several chances from which on it is worth another run.
//
//   npm run build && node bench/operating-characteristics/sequence.js [--reports 1500] [--noise 5] [--chances 0,5,15,30,50,70]
//     [--limits 10] [--seed 1] [--write]
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nextStep } from '../../packages/compare/dist/index.js';
import { normalizePolicy } from '../../packages/schema/dist/index.js';
import { simulateReport } from '../../packages/simulate/dist/index.js';
import { wilsonInterval } from '../../packages/stats/dist/index.js';
import { CHANGED } from './cells.mjs';
import { decideOn } from './decide-on.mjs';
import { drawTradeOff } from './draw-trade-off.mjs';
import { writeBetweenMarkers } from './write-between-markers.mjs';

const { values } = parseArgs({
  options: {
    reports: { type: 'string', default: '1500' },
    noise: { type: 'string', default: '5' },
    chances: { type: 'string', default: '0,5,15,30,50,70' },
    limits: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});
const LOOKS = 3;
const reports = Number(values.reports);
const limit = `+${values.limits}%`;
const gates = [{ p50: limit, p95: limit, p99: limit, rps: `-${values.limits}%`, errors: '+0.5pp' }];
const written = { gates, evidence: 'required' };
const ways = [
  { name: 'one look', looks: 1 },
  ...values.chances.split(',').map((chance) => ({ name: `again from ${chance} %`, looks: LOOKS, chance: Number(chance) })),
  { name: 'three at once', looks: 1, runs: LOOKS },
];
/** What was slower, or odd, in the reports of a kind. */
const kinds = [
  { name: 'clean', factor: 1, count: reports * 2 },
  { name: 'slower', factor: 1.2, count: reports },
  { name: 'bad runs', factor: 1, count: reports, contaminated: 0.05 },
];
const tallies = kinds.map((kind, at) => tallyOf(kind, at));
const rows = ways.map((way, at) => ({ ...way, ...Object.fromEntries(kinds.map(({ name }, kind) => [name, tallies[kind][at]])) }));
const text = [
  `Of ${(reports * 2).toLocaleString('en-US')} clean reports, ${reports.toLocaleString('en-US')} in which one endpoint of ten is 20 % slower, and as many clean ones in which 5 of 100 runs are bad; seed ${values.seed}.`,
  '',
  '| | false alarms | +20 % found | of it by the p95 | runs, clean | runs, slower | false alarms with bad runs |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  ...rows
    .map(({ name, clean, slower, 'bad runs': bad }) =>
      [name, withInterval(clean.failed, clean.n), pct(slower.found, slower.n), pct(slower.p95, slower.n)]
        .concat([(clean.runs / clean.n).toFixed(2), (slower.runs / slower.n).toFixed(2), withInterval(bad.failed, bad.n)])
        .join(' | '),
    )
    .map((line) => `| ${line} |`),
].join('\n');
console.log(text);
if (values.write) {
  const docs = (path) => fileURLToPath(new URL(`../../docs/${path}`, import.meta.url));
  writeBetweenMarkers(docs('how-we-decide.md'), 'run again', text);
  writeFileSync(
    docs('pictures/run-again.svg'),
    drawTradeOff(rows.map(({ name, clean, slower }) => ({ name, runs: clean.runs / clean.n, found: slower.found / slower.n }))),
  );
}

/** Judges the reports of a kind in every way; counts by way. */
function tallyOf({ factor, count, contaminated }, kind) {
  const tally = ways.map(() => ({ n: 0, failed: 0, found: 0, p95: 0, runs: 0 }));
  const changes = factor === 1 ? [] : [{ endpoint: `${CHANGED.method} ${CHANGED.name}`, latencyFactor: factor }];
  for (let index = 0; index < count; index++) {
    const { baseline, current } = simulateReport({
      seed: Number(values.seed) * 1_000_003 + kind * 100_003 + index,
      baselineRuns: 5,
      currentRuns: LOOKS,
      requests: 5000,
      sigma: Number(values.noise) / 100,
      percentiles: [50, 66, 90, 95, 98, 99, 99.9],
      changes,
      contamination: contaminated ?? 0,
    });
    ways.forEach((way, at) => {
      const { comparison, runs } = judge(baseline, current, way);
      const isFound = ({ verdict, endpoint, metric }, fits) => verdict === 'fail' && endpoint?.name === CHANGED.name && fits(metric);
      const own = tally[at];
      own.n += 1;
      own.runs += runs;
      own.failed += comparison.verdict === 'fail' ? 1 : 0;
      own.found += comparison.findings.some((each) => isFound(each, (metric) => metric.endsWith('_latency_ms'))) ? 1 : 0;
      own.p95 += comparison.findings.some((each) => isFound(each, (metric) => metric === 'p95_latency_ms')) ? 1 : 0;
    });
  }
  return tally;
}

/** Look by look, with as many runs as each asks for, until it is done. */
function judge(baseline, current, { looks, chance, runs: first = 1 }) {
  const { policy } = normalizePolicy({ ...written, ...(chance === undefined ? {} : { parameters: { rerunChancePct: chance } }) });
  for (let runs = first, look = 1; ; look++) {
    const comparison = decideOn({ baseline, current: current.slice(0, runs) })(policy, { maxLooks: looks, look });
    const next = nextStep(comparison);
    if (next.step === 'done' || look === looks) return { comparison, runs };
    runs = Math.min(LOOKS, runs + next.runs);
  }
}

function pct(x, n) {
  return `${((x / n) * 100).toFixed(0)} %`;
}

function withInterval(x, n) {
  const [lower, upper] = wilsonInterval({ x, n }).map((share) => (share * 100).toFixed(1));
  return `${((x / n) * 100).toFixed(2)} % (${lower}–${upper})`;
}
