import { fisherExact, normalUpper, studentUpper } from '@loadline/stats';
import type { ProcedureParameters } from './parameters.js';
import type { EndpointRuns, RunRow } from './run-table.js';

/** How sure a change of an error rate is. */
export interface ErrorEstimate {
  /** Shares of failed requests, 0 to 1. */
  before: number;
  after: number;
  /** after − before. */
  difference: number;
  /** Difference over its standard error as expected, and the over-dispersion that the runs showed beyond that. */
  z: number;
  dispersion: number;
  /** Standard error of the difference with that over-dispersion, and its degrees of freedom; null where none was measured. */
  standardError: number;
  df: number | null;
  /** One-sided p values: Fisher's with the counts thinned by the over-dispersion, the quasi-binomial one, and the larger. */
  pFisher: number;
  pQuasi: number;
  p: number;
}

interface Side {
  failures: number;
  requests: number;
  rows: readonly { x: number; n: number }[];
}

/**
 * Test of an error rate that failures in bursts, and rates that vary from run to run, do not fool: the counts are divided by
 * the over-dispersion before Fisher's test, and the difference is held against a variance with a part between runs.
 * Undefined where a side has no counts.
 */
export function judgeErrors(endpoint: EndpointRuns, parameters: ProcedureParameters): ErrorEstimate | undefined {
  const [base, now] = [sideOf(endpoint.baseline), sideOf(endpoint.current)];
  if (base === undefined || now === undefined) return undefined;
  const { errorDispersion: phi, errorPriorWeight: weight } = parameters;
  const [before, after] = [base.failures / base.requests, now.failures / now.requests];
  const thinned = (count: number, round: (value: number) => number) => round(count / phi);
  const baseline = {
    x: thinned(base.failures, Math.ceil),
    n: Math.max(thinned(base.requests, Math.floor), thinned(base.failures, Math.ceil), 1),
  };
  const current = { x: thinned(now.failures, Math.floor), n: Math.max(thinned(now.requests, Math.floor), 1) };
  const pFisher = fisherExact(baseline, { x: Math.min(current.x, current.n), n: current.n }).greater;
  const pooled = (base.failures + now.failures) / (base.requests + now.requests);
  const variance = varianceOf(base, pooled, parameters) + varianceOf(now, pooled, parameters);
  const z = variance > 0 ? (after - before) / Math.sqrt(variance) : 0;
  const nu = base.rows.length + now.rows.length - 2;
  const dispersion = nu < 1 ? 1 : (weight + scatter(base, before, parameters) + scatter(now, after, parameters)) / (weight + nu);
  const pQuasi = nu < 1 ? normalUpper(z) : studentUpper(z / Math.sqrt(dispersion), weight + nu);
  return {
    before,
    after,
    difference: after - before,
    z,
    dispersion,
    standardError: Math.sqrt(variance * dispersion),
    df: nu < 1 ? null : weight + nu,
    pFisher,
    pQuasi,
    p: Math.max(pFisher, pQuasi),
  };
}

function sideOf(rows: readonly (RunRow | undefined)[]): Side | undefined {
  const counted = rows.flatMap((row) =>
    row === undefined || row.failures === null || !row.requests ? [] : [{ x: row.failures, n: row.requests }],
  );
  if (counted.length === 0) return undefined;
  return {
    rows: counted,
    failures: counted.reduce((sum, { x }) => sum + x, 0),
    requests: counted.reduce((sum, { n }) => sum + n, 0),
  };
}

function varianceOf({ requests, rows }: Side, p: number, { errorDispersion, errorNoise }: ProcedureParameters): number {
  const shares = rows.reduce((sum, { n }) => sum + (n / requests) ** 2, 0);
  return (errorDispersion * p * (1 - p)) / requests + errorNoise ** 2 * p * p * shares;
}

/** Squared distances of the runs' rates from their side's, each over its expected variance. */
function scatter({ rows }: Side, p: number, { errorDispersion, errorNoise }: ProcedureParameters): number {
  return rows.reduce((sum, { x, n }) => {
    const variance = (errorDispersion * p * (1 - p)) / n + errorNoise ** 2 * p * p;
    return variance > 0 ? sum + (x / n - p) ** 2 / variance : sum;
  }, 0);
}
