import type { Comparison } from '@loadline/schema';
import { isCounted, isJudged } from './summarize-findings.js';

/**
 * The exit code of a comparison: 2 when it was not judged (a gate that matches nothing; nothing that could be compared), 1
 * when a verdict that counts is one of `policy.failOn`, else 0. What is `missing` was found out, not judged: it can make 1,
 * and by itself never 0.
 */
export function exitCode({ diagnostics, findings, policy }: Pick<Comparison, 'diagnostics' | 'findings' | 'policy'>): 0 | 1 | 2 {
  if (diagnostics.some((each) => each.severity === 'error' && each.code === 'gate-matches-nothing')) return 2;
  const failing = findings.filter((each) => isCounted(each) && policy.failOn.includes(each.verdict));
  if (failing.some((each) => each.verdict !== 'invalid')) return 1;
  if (!findings.some(isJudged)) return 2;
  return failing.length > 0 ? 1 : 0;
}
