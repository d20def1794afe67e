import type { Comparison, Verdict } from '@loadline/schema/types';

/**
 * Verdicts that a server has to show as failures: worse and not measured always, and whatever else makes the exit code 1
 * by `failOn`. A report that only informs (`failOn: none`) shows the same.
 */
export function failingVerdicts({ policy }: Comparison): ReadonlySet<Verdict> {
  return new Set<Verdict>(['fail', 'missing', ...policy.failOn]);
}
