import { normalUpper } from '../distributions/normal.js';
import { checkProportion, type Proportion } from './proportion.js';

/** What {@link scoreTest} finds. */
export interface ScoreResult {
  /** Difference over its standard error under equal proportions; 0 where neither side has, or all have, an event. */
  z: number;
  /** P(Z > z): small when the current side has more. */
  greater: number;
}

/**
 * The score test of two proportions: the z test with the pooled proportion, without correction (its square is Pearson's χ²).
 *
 * @throws RangeError when a side has no trials, or x is not from 0 to n.
 * @example scoreTest({ x: 48, n: 80 }, { x: 56, n: 70 }).z // 2.6501…
 */
export function scoreTest(baseline: Proportion, current: Proportion): ScoreResult {
  checkProportion(baseline);
  checkProportion(current);
  const pooled = (baseline.x + current.x) / (baseline.n + current.n);
  const variance = pooled * (1 - pooled) * (1 / baseline.n + 1 / current.n);
  const z = variance > 0 ? (current.x / current.n - baseline.x / baseline.n) / Math.sqrt(variance) : 0;
  return { z, greater: normalUpper(z) };
}
