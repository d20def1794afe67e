import { normalQuantile, normalUpper } from '@loadline/stats';

/**
 * How much of an error rate may be spent up to a look: α*(t) = 2 − 2Φ(z(1 − α/2)/√t) with t = look/maxLooks, the spending
 * function of Lan and DeMets (1983) that follows O'Brien and Fleming (1979): next to nothing early, nearly all of it at the end.
 *
 * @param alpha error rate of the whole sequence, between 0 and 1.
 * @param look from 1. From the last look on all is spent.
 * @example spentAlpha(0.01, 2, 3) // 0.0016
 */
export function spentAlpha(alpha: number, look: number, maxLooks: number): number {
  if (look <= 0) return 0;
  if (look >= maxLooks || !(alpha > 0 && alpha < 1)) return alpha;
  return 2 * normalUpper(normalQuantile(1 - alpha / 2) / Math.sqrt(look / maxLooks));
}

/**
 * The error rate at which one look is judged: what its share adds, α*(look) − α*(look − 1). The looks' rates add up to α, so
 * that the chance of a false alarm at any of them is at most α (Bonferroni), however the looks depend on each other.
 *
 * @example alphaOfLook(0.01, 3, 3) // 0.0084
 */
export function alphaOfLook(alpha: number, look: number, maxLooks: number): number {
  const at = Math.min(look, maxLooks);
  return spentAlpha(alpha, at, maxLooks) - spentAlpha(alpha, at - 1, maxLooks);
}
