import { runProcedure } from '../../packages/compare/dist/index.js';
import { percentileOf } from '../../packages/schema/dist/index.js';

const GATED = new Set(['p50', 'p95', 'p99', 'rps', 'errors']);

/** What the procedure says of two lists of runs of the same endpoints, without a document about it: for the words alone. */
export function wordsOf({ baseline, current }) {
  const rows = (runs, index) => runs.map(({ endpoints }) => rowOf(endpoints[index]));
  const subjects = baseline[0].endpoints.map(({ method, name }, index) => ({
    key: `${method} ${name}`,
    baseline: rows(baseline, index),
    current: rows(current, index),
    gated: GATED,
  }));
  return runProcedure(subjects).results;
}

function rowOf({ requests, failures, metrics }) {
  const percentiles = metrics.flatMap(({ name, value }) => {
    const percentile = percentileOf(name);
    return percentile === undefined ? [] : [{ percentile, value }];
  });
  return { requests, failures, rps: metrics.find(({ name }) => name === 'rps')?.value, percentiles };
}
