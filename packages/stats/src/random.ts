/** A source of numbers that look random and are the same for the same seed. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** A whole number from 0 to `bound` − 1. */
  integer(bound: number): number;
  /** Standard normal, by the polar method of Marsaglia and Bray (1964). */
  normal(): number;
}

/**
 * A seeded generator: mulberry32 (a 32-bit counter with a mixing function; public domain, T. Ettinger 2017). Good enough
 * for permutations and simulations, not for secrets.
 *
 * @example createRandom(1).next() // 0.6270739405881613
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, integer: (bound) => Math.floor(next() * bound), normal: () => polarNormal(next) };
}

function polarNormal(next: () => number): number {
  for (;;) {
    const x = 2 * next() - 1;
    const y = 2 * next() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}
