// How long a decision takes, and the data of its pictures: thousands of endpoints with five gated metrics each, thirty runs.
//
//   npm run build && node bench/compare [--endpoints 2000] [--baseline-runs 25] [--current-runs 5] [--rounds 5] [--seed 1]
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { decide, illustrate } from '../../packages/compare/dist/index.js';
import { makeReport } from './report.mjs';

const { values } = parseArgs({
  options: {
    endpoints: { type: 'string', default: '2000' },
    'baseline-runs': { type: 'string', default: '25' },
    'current-runs': { type: 'string', default: '5' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});
const count = (name) => Number(values[name]);
const [endpoints, baselineRuns, currentRuns] = [count('endpoints'), count('baseline-runs'), count('current-runs')];
const { baseline, runs, policy } = makeReport({ endpoints, baselineRuns, currentRuns, seed: count('seed') });
console.log(`${endpoints} endpoints × 5 metrics × ${baselineRuns + currentRuns} runs (${baselineRuns} against ${currentRuns})`);
for (let round = 1; round <= count('rounds'); round++) {
  const [start, used] = [performance.now(), process.cpuUsage()];
  const comparison = decide(baseline, runs, policy, { now: '2026-01-12T18:30:00Z', toolVersion: 'bench' });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(used);
  const busy = `${((user + system) / 1e6).toFixed(2)} s of all processors`;
  console.log(`round ${round}${round === 1 ? ', cold' : ''}: ${seconds.toFixed(2)} s (${busy}), ${comparison.findings.length} findings`);
  const drawing = performance.now();
  const { curves = [], history } = illustrate(comparison, { baseline, runs });
  const drawn = `${curves.length} curves, ${history?.series.length ?? 0} series of history`;
  console.log(`  and illustrated: ${((performance.now() - drawing) / 1000).toFixed(2)} s, ${drawn}`);
}
