// Does a limit that somebody typed decide as it would alone? The p95 of ten endpoints is limited to +50 %; of clean reports, and
// of reports in which one endpoint is 60 % slower, how many fail by the limit alone, and how many as Loadline decides.
//
//   npm run build && node bench/operating-characteristics/limits.js [--reports 2000] [--cells 1v1,3v1,5v1,5v5]
//     [--requests 1000,2000,5000] [--noise 5] [--seed 1] [--write]
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { normalizePolicy } from '../../packages/schema/dist/index.js';
import { simulateReport } from '../../packages/simulate/dist/index.js';
import { CHANGED, cellsOf } from './cells.mjs';
import { decideOn } from './decide-on.mjs';
import { writeBetweenMarkers } from './write-between-markers.mjs';

const { values } = parseArgs({
  options: {
    reports: { type: 'string', default: '2000' },
    cells: { type: 'string', default: '1v1,3v1,5v1,5v5' },
    requests: { type: 'string', default: '1000,2000,5000' },
    noise: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});
const reports = Number(values.reports);
const policies = ['advisory', 'auto'].map((evidence) => normalizePolicy({ gates: [{ p95: '+50%' }], evidence }).policy);
const rows = cellsOf(values.cells.split(','), values.noise.split(',').map(Number)).flatMap((cell) =>
  values.requests.split(',').map((requests) => rowOf({ ...cell, requests: Number(requests) })),
);
const text = [
  `${reports.toLocaleString('en-US')} clean reports a row, and as many with one endpoint of the ten 60 % slower; seed ${values.seed}.`,
  '',
  '| runs | noise | requests | clean reports that fail: limit alone | as decided | 60 % slower that fail: limit alone | as decided |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  ...rows,
].join('\n');
console.log(text);
if (values.write) writeBetweenMarkers(fileURLToPath(new URL('../../docs/how-we-decide.md', import.meta.url)), 'typed limits', text);

function rowOf({ design, noisePct, baselineRuns, currentRuns, requests }) {
  const failing = [1, 1.6].flatMap((latencyFactor) => {
    const changes = latencyFactor === 1 ? [] : [{ endpoint: `${CHANGED.method} ${CHANGED.name}`, latencyFactor }];
    const counts = policies.map(() => 0);
    for (let index = 0; index < reports; index++) {
      const seed = Number(values.seed) * 1_000_003 + Math.round(latencyFactor * 10) * 100_003 + index;
      const percentiles = [50, 66, 90, 95, 98, 99, 99.9];
      const decide = decideOn(simulateReport({ seed, baselineRuns, currentRuns, requests, sigma: noisePct / 100, percentiles, changes }));
      policies.forEach((policy, at) => (counts[at] += decide(policy).verdict === 'fail' ? 1 : 0));
    }
    return counts;
  });
  const shares = failing.map((count) => `${((count / reports) * 100).toFixed(1)} %`);
  return `| ${[design, `${noisePct} %`, requests.toLocaleString('en-US'), ...shares].join(' | ')} |`;
}
