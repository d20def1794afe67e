import { normalQuantile } from './distributions/normal.js';
import { studentQuantile } from './distributions/student.js';

/** How {@link tPredictionLimit} computes. */
export interface PredictionOptions {
  /** `log` takes the values' logarithms, for what varies by factors. Default `linear`. */
  scale?: 'linear' | 'log';
  /** `normal` takes the standard deviation for known, as a z score does. Default `student`. */
  distribution?: 'student' | 'normal';
}

/** One-sided limits for one new value. */
export interface PredictionLimits {
  /** The new value is below this with the probability asked for, if nothing has changed; in the values' unit. */
  upper: number;
  /** The new value is above this with the same probability. */
  lower: number;
}

/**
 * One-sided prediction limits for one new value from k earlier ones: mean ± t(k − 1)·s·√(1 + 1/k), or, with the normal
 * distribution, mean ± z·s.
 *
 * @param values earlier values, at least two; above 0 for the log scale.
 * @param probability one-sided, such as 0.99.
 * @throws RangeError when there are fewer than two values, or one is not above 0 on the log scale.
 * @example tPredictionLimit([201.37, 182], 0.99).upper // 725.47…
 */
export function tPredictionLimit(values: readonly number[], probability: number, options: PredictionOptions = {}): PredictionLimits {
  const { scale = 'linear', distribution = 'student' } = options;
  if (values.length < 2) throw new RangeError(`${values.length} values; expected two and more, which have a spread`);
  if (scale === 'log' && values.some((value) => !(value > 0))) throw new RangeError('a value that is not above 0 has no logarithm');
  const data = scale === 'log' ? values.map((value) => Math.log(value)) : values;
  const k = data.length;
  const mean = data.reduce((sum, value) => sum + value, 0) / k;
  const sd = Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (k - 1));
  const reach =
    distribution === 'normal' ? normalQuantile(probability) * sd : studentQuantile(probability, k - 1) * sd * Math.sqrt(1 + 1 / k);
  const back = scale === 'log' ? Math.exp : (value: number) => value;
  return { upper: back(mean + reach), lower: back(mean - reach) };
}
