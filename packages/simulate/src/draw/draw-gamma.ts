import type { Random } from '@loadline/stats';

/**
 * A gamma variate with scale 1: Marsaglia and Tsang's method (2000, "A simple method for generating gamma variables"), for
 * shapes below 1 from the next greater one and a uniform number. Mean and variance are the shape. A shape of 0 gives 0.
 */
export function drawGamma(random: Random, shape: number): number {
  if (shape <= 0) return 0;
  if (shape < 1) return drawGamma(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = random.normal();
    const root = 1 + c * z;
    if (root <= 0) continue;
    const cube = root * root * root;
    const u = 1 - random.next();
    const square = z * z;
    if (u < 1 - 0.0331 * square * square) return d * cube;
    if (Math.log(u) < 0.5 * square + d * (1 - cube + Math.log(cube))) return d * cube;
  }
}
