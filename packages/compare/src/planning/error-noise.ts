import type { ProcedureParameters } from '../procedure/parameters.js';
import type { EndpointRows } from './noise-series.js';
import type { Interval95 } from './quantiles.js';

/** How failures vary over identical runs. */
export interface ErrorNoise {
  /** φ: variance within a run over that of independent failures, 1 and more; undefined where it cannot be told from τ. */
  dispersion: Interval95 | undefined;
  /** τ: coefficient of variation of the rate from run to run, as a share. */
  deviation: Interval95;
  /** Standard errors of τ² and of φ. */
  varianceError: number;
  dispersionError: number | undefined;
  /** Failures that this rests on, and degrees of freedom. */
  failures: number;
  df: number;
}

/** Fewer failures than these, in all runs of an endpoint, tell nothing of their spread. */
const LEAST_FAILURES = 10;
const ROUNDS = 8;
/** φ counts as measured with this standard error and less. */
const MOST_PHI_ERROR = 1;
/** Standard errors of an interval at 95 %. */
const REACH = 1.96;

interface Point {
  /** Failures of a run that are to be expected, over the share that succeeds. */
  mean: number;
  /** Pearson's dispersion over the runs: its mean is φ + τ²·mean. */
  dispersion: number;
  df: number;
}

/**
 * Over-dispersion φ and deviation τ of error rates from V(x/n) = φ·p(1 − p)/n + τ²·p²: Pearson's dispersion of each endpoint is
 * a straight line over its expected failures, fitted by weighted least squares with φ ≥ 1 and τ ≥ 0. Where few runs, or endpoints
 * that fail alike, do not tell the two apart, φ is what is expected, and τ the rest.
 *
 * @returns undefined where no endpoint failed often enough, in every run counted, to tell.
 */
export function errorNoise(endpoints: readonly EndpointRows[], parameters: ProcedureParameters): ErrorNoise | undefined {
  const points = endpoints.flatMap((endpoint) => pointOf(endpoint));
  if (points.length === 0) return undefined;
  const fit = fitLine(
    points.map(({ point }) => point),
    parameters,
  );
  const root = (value: number) => Math.sqrt(Math.max(0, value));
  return {
    dispersion:
      fit.phiError === undefined
        ? undefined
        : { value: fit.phi, low: Math.max(1, fit.phi - REACH * fit.phiError), high: fit.phi + REACH * fit.phiError },
    deviation: { value: root(fit.tau2), low: root(fit.tau2 - REACH * fit.tau2Error), high: root(fit.tau2 + REACH * fit.tau2Error) },
    varianceError: fit.tau2Error,
    dispersionError: fit.phiError,
    failures: points.reduce((sum, { failures }) => sum + failures, 0),
    df: points.reduce((sum, { point }) => sum + point.df, 0),
  };
}

function pointOf({ rows }: EndpointRows): { point: Point; failures: number }[] {
  const counts = rows.flatMap((row) =>
    row === undefined || row.failures === null || !row.requests ? [] : [[row.failures, row.requests] as const],
  );
  const failures = counts.reduce((sum, [x]) => sum + x, 0);
  const requests = counts.reduce((sum, [, n]) => sum + n, 0);
  const p = failures / requests;
  if (counts.length < rows.length || failures < LEAST_FAILURES || !(p < 1)) return [];
  const df = counts.length - 1;
  const dispersion = counts.reduce((sum, [x, n]) => sum + (x - n * p) ** 2 / (n * p * (1 - p)), 0) / df;
  return [{ point: { mean: failures / counts.length / (1 - p), dispersion, df }, failures }];
}

interface Line {
  phi: number;
  tau2: number;
  /** Undefined where φ is not measured but expected. */
  phiError: number | undefined;
  tau2Error: number;
}

function fitLine(points: readonly Point[], { errorDispersion, errorNoise: expected }: ProcedureParameters): Line {
  let line: Line = { phi: errorDispersion, tau2: expected * expected, phiError: undefined, tau2Error: 0 };
  for (let round = 0; round < ROUNDS; round++) line = weighLine(points, line, errorDispersion);
  return line;
}

/** One round: weights by the variance of a dispersion, (2 + 1/mean)·E²/df, at the last line. */
function weighLine(points: readonly Point[], last: Line, expectedPhi: number): Line {
  let [s, sm, smm, sd, smd] = [0, 0, 0, 0, 0];
  for (const { mean, dispersion, df } of points) {
    const weight = df / ((2 + 1 / mean) * (last.phi + last.tau2 * mean) ** 2);
    s += weight;
    sm += weight * mean;
    smm += weight * mean * mean;
    sd += weight * dispersion;
    smd += weight * mean * dispersion;
  }
  const determinant = s * smm - sm * sm;
  const phiError = Math.sqrt(smm / determinant);
  const given = (phi: number): Line => ({
    phi,
    tau2: Math.max(0, (smd - phi * sm) / smm),
    phiError: undefined,
    tau2Error: Math.sqrt(1 / smm),
  });
  // Endpoints that fail about as often as each other lie on one spot, through which every line goes.
  if (!(phiError <= MOST_PHI_ERROR)) return given(expectedPhi);
  const [phi, tau2] = [(smm * sd - sm * smd) / determinant, (s * smd - sm * sd) / determinant];
  const errors = { phiError, tau2Error: Math.sqrt(s / determinant) };
  if (phi < 1) return { ...given(1), ...errors };
  return tau2 < 0 ? { phi: Math.max(1, sd / s), tau2: 0, ...errors } : { phi, tau2, ...errors };
}
