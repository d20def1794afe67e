// With one run on a side the scatter between the endpoints stands in for the noise where it is larger. Should an endpoint's own
// change count in it? Judges the same simulated reports both ways.
//
//   npm run build && node bench/operating-characteristics/spread.js [--reports 4000] [--cells 1v1,2v1] [--noise 2,5,10] [--seed 1]
import { parseArgs } from 'node:util';
import { defaultParameters } from '../../packages/compare/dist/index.js';
import { simulateReport } from '../../packages/simulate/dist/index.js';
import { adjustPValues, median, normalUpper, wilsonInterval } from '../../packages/stats/dist/index.js';
import { CHANGED, cellsOf } from './cells.mjs';
import { wordsOf } from './words-of.mjs';

const { values } = parseArgs({
  options: {
    reports: { type: 'string', default: '4000' },
    cells: { type: 'string', default: '1v1,2v1' },
    noise: { type: 'string', default: '2,5,10' },
    seed: { type: 'string', default: '1' },
  },
});
const PERCENTILES = [50, 66, 90, 95, 98, 99, 99.9];
const EFFECTS = [0, 0.2, 0.3, 0.5];
const changed = `${CHANGED.method} ${CHANGED.name}`;

console.log(
  `| runs | noise | own change | false alarms | ${EFFECTS.slice(1)
    .map((effect) => `+${effect * 100} % found`)
    .join(' | ')} |`,
);
console.log(
  `| --- | --- | --- | --- | ${EFFECTS.slice(1)
    .map(() => '---')
    .join(' | ')} |`,
);
for (const cell of cellsOf(values.cells.split(','), values.noise.split(',').map(Number))) {
  const tallies = new Map(['counts', 'left out'].map((way) => [way, EFFECTS.map(() => ({ reports: 0, alarms: 0, hits: 0 }))]));
  EFFECTS.forEach((effect, at) => judgeReports(cell, effect, (way) => tallies.get(way)[at]));
  for (const [way, [clean, ...slower]] of tallies) {
    const [low, high] = wilsonInterval({ x: clean.alarms, n: clean.reports }).map((share) => (share * 100).toFixed(1));
    const alarms = `${((clean.alarms / clean.reports) * 100).toFixed(2)} % (${low}–${high})`;
    const found = slower.map(({ hits, reports }) => `${((hits / reports) * 100).toFixed(1)} %`);
    console.log(`| ${[cell.design, `${cell.noisePct} %`, way, alarms, ...found].join(' | ')} |`);
  }
}

function judgeReports({ baselineRuns, currentRuns, noisePct }, effect, tallyOf) {
  const count = Number(values.reports) / (effect === 0 ? 1 : 2);
  const changes = effect === 0 ? [] : [{ endpoint: changed, latencyFactor: 1 + effect }];
  for (let index = 0; index < count; index++) {
    const seed = Number(values.seed) * 1_000_003 + Math.round(effect * 100) * 100_003 + index;
    const results = wordsOf(
      simulateReport({ seed, baselineRuns, currentRuns, requests: 5000, sigma: noisePct / 100, percentiles: PERCENTILES, changes }),
    );
    for (const [way, p] of [
      ['counts', results.map((each) => each.p)],
      ['left out', results.map((each) => withoutOwn(each, results))],
    ]) {
      const adjusted = adjustPValues(p);
      const found = results.filter((each, at) => adjusted[at] <= defaultParameters.q && matters(each));
      const tally = tallyOf(way);
      tally.reports += 1;
      tally.alarms += found.length > 0 ? 1 : 0;
      tally.hits += found.some(({ endpoint, metric }) => endpoint === changed && metric === 'p95') ? 1 : 0;
    }
  }
}

/** The p value of a series by the scatter of the other endpoints. */
function withoutOwn(own, results) {
  if (own.kind === 'errors') return own.p;
  const others = results.filter((each) => each.metric === own.metric && each !== own).map(({ theta }) => theta);
  const middle = median(others);
  const spread = 1.4826 * median(others.map((theta) => Math.abs(theta - middle)));
  const expected = (1 / own.runs[0] + 1 / own.runs[1]) * own.priorVariance;
  return normalUpper(own.theta / Math.sqrt(Math.max(expected, spread * spread)));
}

function matters(result) {
  return result.kind === 'errors'
    ? result.difference >= defaultParameters.minErrorChange
    : result.theta >= Math.log(1 + defaultParameters.minLatencyChange);
}
