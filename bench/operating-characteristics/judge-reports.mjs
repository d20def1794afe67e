import { normalizePolicy } from '../../packages/schema/dist/index.js';
import { simulateReport } from '../../packages/simulate/dist/index.js';
import { CHANGED } from './cells.mjs';
import { contenders } from './contenders.mjs';
import { decideOn, isRegression, WIDE } from './decide-on.mjs';
import { wordsOf } from './words-of.mjs';

const DEFAULT = normalizePolicy({}).policy;
/** Slowdowns that the others are shown, too. */
const OTHERS_SEE = new Set([0, 0.2, 0.3]);

/** Judges so many reports of a cell and counts what was said: clean ones by all that the command does, slower ones by the procedure. */
export function judgeReports({ cell, effect, seed, count }) {
  const tally = { reports: 0, alarms: 0, hits: 0, findings: 0, passes: 0, failed: 0, others: {} };
  for (let index = 0; index < count; index++) {
    const report = drawReport(cell, effect, seed + index);
    if (effect === 0) judgeClean(report, tally);
    else judgeSlower(report, tally);
    if (OTHERS_SEE.has(effect)) judgeByOthers(report, tally);
  }
  return tally;
}

function drawReport({ baselineRuns, currentRuns, noisePct, requests }, effect, seed) {
  const changes = effect === 0 ? [] : [{ endpoint: `${CHANGED.method} ${CHANGED.name}`, latencyFactor: 1 + effect }];
  const percentiles = [50, 66, 90, 95, 98, 99, 99.9];
  return simulateReport({ seed, baselineRuns, currentRuns, requests, sigma: noisePct / 100, percentiles, changes });
}

function judgeClean(report, tally) {
  const decided = decideOn(report);
  tally.reports += 1;
  tally.alarms += decided(WIDE).findings.some(isRegression) ? 1 : 0;
  const { findings, verdict } = decided(DEFAULT);
  const gated = findings.filter((each) => each.gated);
  tally.findings += gated.length;
  tally.passes += gated.filter((each) => each.verdict === 'pass').length;
  tally.failed += verdict === 'fail' ? 1 : 0;
}

function judgeSlower(report, tally) {
  const found = wordsOf(report).filter(({ word }) => word === 'regression');
  tally.reports += 1;
  tally.alarms += found.length > 0 ? 1 : 0;
  tally.hits += found.some(({ endpoint, metric }) => metric === 'p95' && endpoint === `${CHANGED.method} ${CHANGED.name}`) ? 1 : 0;
}

function judgeByOthers(report, tally) {
  for (const { name, alarmsOf } of contenders) {
    const other = (tally.others[name] ??= { reports: 0, alarms: 0, hits: 0 });
    const found = alarmsOf(report);
    if (found === undefined) continue;
    other.reports += 1;
    other.alarms += found.length > 0 ? 1 : 0;
    other.hits += found.some(({ endpoint, metric }) => metric === 'p95_latency_ms' && endpoint.name === CHANGED.name) ? 1 : 0;
  }
}

/** Adds the counts of one portion to those of others. */
export function addTally(sum, part) {
  for (const [key, value] of Object.entries(part))
    sum[key] = typeof value === 'number' ? (sum[key] ?? 0) + value : addTally(sum[key] ?? {}, value);
  return sum;
}
