/** From here on the asymptotic series has full precision. */
const LARGE = 12;

/**
 * Digamma function ψ(x), the slope of ln Γ: stepped up by ψ(x) = ψ(x + 1) − 1/x, then the asymptotic series (DLMF 5.11.2).
 *
 * @param x above 0. @throws RangeError otherwise.
 * @example digamma(1) // -0.57721566490153…, Euler's constant with a minus
 */
export function digamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`digamma(${x}); expected a number above 0`);
  let shift = 0;
  let at = x;
  for (; at < LARGE; at++) shift -= 1 / at;
  const s = 1 / (at * at);
  return shift + Math.log(at) - 0.5 / at - s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - (s * 691) / 32760)))));
}

/**
 * Trigamma function ψ′(x): stepped up by ψ′(x) = ψ′(x + 1) + 1/x², then the asymptotic series (DLMF 5.15.8).
 *
 * @param x above 0. @throws RangeError otherwise.
 * @example trigamma(1) // 1.6449340668482264, π²/6
 */
export function trigamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`trigamma(${x}); expected a number above 0`);
  let shift = 0;
  let at = x;
  for (; at < LARGE; at++) shift += 1 / (at * at);
  const s = 1 / (at * at);
  return shift + 1 / at + s / 2 + (s / at) * (1 / 6 - s * (1 / 30 - s * (1 / 42 - s * (1 / 30 - s * (5 / 66 - (s * 691) / 2730)))));
}

/** Tetragamma function ψ″(x), for Newton's steps. */
function tetragamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < LARGE; at++) shift -= 2 / at ** 3;
  const s = 1 / (at * at);
  return shift - s - s / at - (s * s) / 2 + s ** 3 * (1 / 6 - s * (1 / 6 - s * (3 / 10)));
}

/**
 * The x with ψ′(x) = y, by Newton's steps on 1/ψ′ (Smyth 2004, "Linear models and empirical Bayes methods", appendix).
 *
 * @param y above 0. @throws RangeError otherwise.
 * @example trigammaInverse(1.6449340668482264) // 1
 */
export function trigammaInverse(y: number): number {
  if (!(y > 0)) throw new RangeError(`trigammaInverse(${y}); expected a number above 0`);
  if (y < 1e-6) return 0.5 + 1 / y;
  let x = y > 10 ? 1 / Math.sqrt(y) : 0.5 + 1 / y;
  for (let step = 0; step < 50; step++) {
    const value = trigamma(x);
    const change = (value * (1 - value / y)) / tetragamma(x);
    x += change;
    if (Math.abs(change) < 1e-15 * x) break;
  }
  return x;
}
