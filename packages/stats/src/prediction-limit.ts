import { checkFinite, checkShare } from './check.js';
import { normalQuantile } from './distributions/normal.js';
import { studentQuantile } from './distributions/student.js';
import { momentsOf } from './moments.js';

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
 * One-sided prediction limits for one new value from k earlier ones: mean ± t(k − 1)·s·√(1 + 1/k) (Hahn and Meeker 1991,
 * §4.7), or, with the normal distribution, mean ± z·s.
 *
 * Values that are all equal: that value twice.
 *
 * @param values earlier values, at least two; above 0 for the log scale.
 * @param probability one-sided, such as 0.99.
 * @throws RangeError when there are fewer than two values, one is not finite or not above 0 on the log scale, or the
 * probability is no share.
 * @example tPredictionLimit([201.37, 182], 0.99).upper // 725.47…
 */
export function tPredictionLimit(values: readonly number[], probability: number, options: PredictionOptions = {}): PredictionLimits {
  const { scale = 'linear', distribution = 'student' } = options;
  checkShare(probability, 'the probability');
  checkFinite(values, 'the baseline');
  if (values.length < 2) throw new RangeError(`${values.length} values; expected two and more, which have a spread`);
  if (scale === 'log' && !values.every((value) => value > 0)) throw new RangeError('a value that is not above 0 has no logarithm');
  const { n, mean, squares } = momentsOf(scale === 'log' ? values.map((value) => Math.log(value)) : values);
  const sd = Math.sqrt(squares / (n - 1));
  const factor = distribution === 'normal' ? normalQuantile(probability) : studentQuantile(probability, n - 1) * Math.sqrt(1 + 1 / n);
  const reach = sd === 0 ? 0 : factor * sd;
  const back = scale === 'log' ? Math.exp : (value: number) => value;
  return { upper: back(mean + reach), lower: back(mean - reach) };
}
