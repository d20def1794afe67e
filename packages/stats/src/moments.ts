/** Number of values, their mean, and the sum of squared deviations from it. */
export interface Moments {
  n: number;
  mean: number;
  squares: number;
}

/** Mean of values; NaN of none. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** Moments of values, by two passes. */
export function momentsOf(values: readonly number[]): Moments {
  const mean = meanOf(values);
  return { n: values.length, mean, squares: values.reduce((total, value) => total + (value - mean) ** 2, 0) };
}
