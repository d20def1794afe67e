import type { Run } from '@loadline/schema';

/** A metric of an endpoint of a run; NaN where it has none. */
export function valueOf(run: Run, metric: string, endpoint = 0): number {
  return run.endpoints[endpoint]?.metrics.find(({ name }) => name === metric)?.value ?? NaN;
}

/** Mean. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation. */
export function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Standard deviation of the logarithms. */
export function lnSpread(values: readonly number[]): number {
  return spreadOf(values.map(Math.log));
}
