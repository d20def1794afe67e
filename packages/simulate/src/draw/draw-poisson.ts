import type { Random } from '@loadline/stats';

/** From this mean on the distribution is drawn by its first three moments. */
const LARGE_MEAN = 60;

/**
 * A Poisson variate: by inversion below a mean of 60; above, a normal number corrected for the skewness (Cornish and
 * Fisher 1938), which is off by less than one count.
 */
export function drawPoisson(random: Random, mean: number): number {
  if (mean >= LARGE_MEAN) {
    const z = random.normal();
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * z + (z * z - 1) / 6));
  }
  let rest = random.next();
  let term = Math.exp(-mean);
  let count = 0;
  // Below the mean the terms grow; far above it they vanish before the sum reaches what rounding left of 1.
  while (rest >= term && (count < mean || term > 0)) {
    rest -= term;
    count++;
    term *= mean / count;
  }
  return count;
}
