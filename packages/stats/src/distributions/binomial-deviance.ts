/**
 * What Stirling's formula leaves of ln n!: δ(n) = ln n! − (n + ½)·ln n + n − ½·ln 2π, by its asymptotic series, for n ≥ 16;
 * below, stepped down by δ(n) = δ(n + 1) + (n + ½)·ln(1 + 1/n) − 1. n need not be whole (Loader 2000).
 */
export function stirlingError(n: number): number {
  if (n === 0) return 0;
  let stepped = 0;
  let at = n;
  for (; at < 16; at++) stepped += (at + 0.5) * Math.log1p(1 / at) - 1;
  const s = 1 / (at * at);
  return stepped + (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / at;
}

/** x·ln(x/m) + m − x without the loss of digits where x is near m, by a series in (x − m)/(x + m) (Loader 2000). */
export function binomialDeviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 100; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
