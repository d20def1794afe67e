import { moderatedPairedT, studentQuantile } from '@loadline/stats';
import { type Estimate, lend, LEVEL, mean, squares, withBounds } from './estimate.js';
import type { ClassMember, ClassNoise } from './judge-class.js';
import type { ProcedureParameters } from './parameters.js';
import type { Partners, Series } from './run-table.js';

/** With fewer pairs their differences tell less of the noise than the runs of both sides do. */
export const LEAST_PAIRS = 3;

/**
 * Share of the variance from run to run that a pair has in common, and that its difference therefore lacks, as it is expected
 * beforehand; what the pairs themselves show moves it.
 */
const PAIRED_SHARE = 0.5;

/** Estimates by pairs; undefined for a series that no pair measured on both sides. */
export interface JudgedPairs {
  estimates: (Estimate | undefined)[];
  noise: ClassNoise;
}

interface PairedSeries {
  differences: number[];
  /** Expected variance of a difference: 2·(v₀ − share·σ₀²). What requests add, no pair has in common. */
  priorVariance: number;
}

/**
 * Judges the series of one class by the differences of their pairs, current − baseline: the one-sample moderated t, ν = pairs − 1,
 * f = 1/pairs (`moderatedPairedT`). What the two runs of a pair have in common, the machine at that hour, falls out.
 *
 * @returns undefined where there are fewer than three pairs, or no series was measured by all of them.
 */
export function judgePairs(members: readonly ClassMember[], parameters: ProcedureParameters, partners: Partners): JudgedPairs | undefined {
  const paired = members.map(({ series }) => pairUp(series, parameters, partners));
  const all = partners.filter((partner) => partner !== undefined).length;
  if (all < LEAST_PAIRS) return undefined;
  const isAlone = !members.some(({ lends }) => lends);
  const isWhole = ({ differences }: PairedSeries, at: number) => (isAlone || members[at]?.lends === true) && differences.length === all;
  const whole = paired.filter(isWhole);
  if (whole.length === 0) return undefined;
  const { priorWeight, leastDf, mostDf, fewDf } = parameters;
  const fit = moderatedPairedT(
    whole.map(({ differences }) => differences),
    whole.map(({ priorVariance }) => priorVariance),
    { priorWeight, leastDf, mostDf, fewDf },
  );
  const results = fit.results.values();
  const reach = studentQuantile(LEVEL, fit.df);
  const estimates = paired.map((each, at): Estimate | undefined => {
    const own = isWhole(each, at) ? results.next().value : undefined;
    const pairs = each.differences.length;
    if (own !== undefined) return { ...withBounds(own.theta, own.standardError, fit.df, reach), pairs };
    if (pairs === 0) return undefined;
    const { differences, priorVariance } = each;
    const alone = { theta: mean(differences), squares: squares(differences), nu: pairs - 1, f: 1 / pairs, priorVariance };
    return { ...lend(alone, fit, priorWeight), pairs };
  });
  const { d0, dfPool, cHat, cTilde, df } = fit;
  return { estimates, noise: { mode: 'paired', d0, dfPool, cHat, cTilde, df } };
}

function pairUp(series: Series, { latencyNoise, throughputNoise }: ProcedureParameters, partners: Partners): PairedSeries {
  const values = [...series.baseline, ...series.current];
  const byRun = new Map(series.runs.map((run, at) => [run, values[at]]));
  const differences = partners.flatMap((partner, run) => {
    const [before, after] = [byRun.get(run), partner === undefined ? undefined : byRun.get(partners.length + partner)];
    return before === undefined || after === undefined ? [] : [after - before];
  });
  const noise = series.class === 'latency' ? latencyNoise : throughputNoise;
  return { differences, priorVariance: 2 * (series.priorVariance - PAIRED_SHARE * noise * noise) };
}
