import { studentUpper } from '../distributions/student.js';
import { lentDf, pooledScale } from './noise-scale.js';
import type { ModeratedFit, ModerationOptions, Row } from './types.js';

/**
 * Steps 1 to 6 of {@link moderatedT}.
 *
 * @param nu degrees of freedom ν of each row's residuals. @param f variance of θ over that of a run.
 * @throws RangeError when a value is not finite, an expected variance not above 0, or an option out of its range.
 */
export function moderate(rows: readonly Row[], nu: number, f: number, options: ModerationOptions): ModeratedFit {
  const { priorWeight = 4, leastDf = 8, mostDf = 40, fewDf = 16 } = options;
  checkRows(rows);
  if (!(priorWeight > 0 && leastDf > 2 && mostDf >= leastDf && fewDf > 2))
    throw new RangeError('a prior weight that is not above 0, or degrees of freedom that are not above 2');
  const own = rows.map(({ residuals }) => residuals.reduce((sum, value) => sum + value * value, 0) / nu);
  const ratios = own.map((variance, at) => variance / (rows[at]?.priorVariance ?? 1));
  const d0 = rows.length < 6 ? fewDf : lentDf(ratios, nu, leastDf, mostDf);
  const { dfPool, cHat } = pooledScale(rows, nu);
  const cTilde = (priorWeight + (dfPool * cHat * (d0 - 2)) / d0) / (priorWeight + dfPool);
  const share = d0 / (d0 + nu);
  const df = 1 / (1 / (d0 + nu) + (share * share) / (priorWeight + dfPool));
  const results = rows.map(({ theta, priorVariance }, at) => {
    const variance = (d0 * cTilde * priorVariance + nu * (own[at] ?? 0)) / (d0 + nu);
    const standardError = Math.sqrt(variance * f);
    const t = theta / standardError;
    return { theta, standardError, t, p: studentUpper(t, df) };
  });
  return { results, df, d0, dfPool, cHat, cTilde };
}

function checkRows(rows: readonly Row[]): void {
  for (const { theta, priorVariance } of rows)
    if (!Number.isFinite(theta) || !(priorVariance > 0 && priorVariance < Infinity))
      throw new RangeError('a series with a value that is not finite, or without an expected variance above 0');
}
