import type { Finding } from '@loadline/schema';
import { normalQuantile, normalUpper } from '@loadline/stats';

/** Smallest p value that is told from 0. */
const LEAST_P = 1e-15;

/**
 * Chance that a change which is not proven yet will be at the last look, if it goes on as it began (conditional power under
 * the current trend, Lan and Wittes 1988): Φ((z/√t − c)/√(1 − t)), z the normal score of the p value so far, t the share of the
 * last look's information that is there now, (1/kb + 1/kend)/(1/kb + 1/kc), and c = z(1 − q/M) what the last look will ask of
 * a single change among M tests; of pairs without 1/kb. Without a p value nothing is known: 1.
 *
 * @param runsAtEnd current runs at the last look. @param alpha the last look's q. @param tests M.
 */
export function chanceToProve(finding: Finding, runsAtEnd: number, alpha: number, tests: number): number {
  const { p, driftP } = finding.evidence;
  if (typeof p !== 'number') return 1;
  const needed = normalQuantile(1 - Math.max(LEAST_P, alpha / Math.max(1, tests)));
  const score = normalQuantile(1 - Math.min(1 - LEAST_P, Math.max(LEAST_P, Math.min(p, driftP ?? 1))));
  const ofBaseline = finding.evidence.method === 'paired-t' ? 0 : 1 / Math.max(1, finding.baseline.runs);
  const spread = (current: number) => ofBaseline + 1 / Math.max(1, current);
  const share = Math.min(1, spread(runsAtEnd) / spread(finding.current.runs));
  if (share >= 1) return score > needed ? 1 : 0;
  return normalUpper((needed - score / Math.sqrt(share)) / Math.sqrt(1 - share));
}

/** The p values that were adjusted together: one for each finding that has one, and one for each drift twin. */
export function countTests(findings: readonly Finding[]): number {
  const has = (value: number | null | undefined) => (typeof value === 'number' ? 1 : 0);
  return findings.reduce((sum, { evidence }) => sum + has(evidence.p) + has(evidence.driftQ), 0);
}
