import type { Comparison } from '@loadline/schema';
import { counts } from './decide.js';

/**
 * The exit code of a comparison: 2 when it was not judged (a gate that matches nothing, nothing comparable), 1 when a verdict
 * that counts is one of `policy.failOn`, else 0.
 */
export function exitCode(comparison: Comparison): 0 | 1 | 2 {
  if (comparison.diagnostics.some((each) => each.code === 'gate-matches-nothing')) return 2;
  const counted = comparison.findings.filter(counts);
  const comparable = counted.filter((each) => each.verdict !== 'invalid');
  const nothing = comparable.length === 0 && comparison.counts.muted === 0;
  if (counted.some((each) => comparison.policy.failOn.includes(each.verdict))) return nothing ? 2 : 1;
  return nothing ? 2 : 0;
}
