import type { Comparison } from '@loadline/schema';
import { nextStep } from './sequence/next-step.js';
import { isCounted, isJudged } from './summarize-findings.js';

/**
 * The exit code of a comparison: 2 when it was not judged (a gate that matches nothing; nothing that could be compared), 1
 * when a verdict that counts is one of `policy.failOn`, else 0; 4 when it is in doubt and a look is left (`nextStep`). What is
 * `missing` was found out, not judged: it can make 1, and by itself never 0.
 */
export function exitCode(comparison: Pick<Comparison, 'diagnostics' | 'findings' | 'policy' | 'sequence'>): 0 | 1 | 2 | 4 {
  const { diagnostics, findings, policy } = comparison;
  if (diagnostics.some((each) => each.severity === 'error' && each.code === 'gate-matches-nothing')) return 2;
  if (nextStep(comparison).step === 'run again') return 4;
  const failing = findings.filter((each) => isCounted(each) && policy.failOn.includes(each.verdict));
  if (failing.some((each) => each.verdict !== 'invalid')) return 1;
  if (!findings.some(isJudged)) return 2;
  return failing.length > 0 ? 1 : 0;
}
