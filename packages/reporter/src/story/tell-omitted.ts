import type { Comparison } from '@loadline/schema/types';
import { formatNumber } from '../format-number.js';
import { omittedFindings } from '../group-findings.js';

/** That a comparison is a reduced copy, and of what its lists are; undefined for a whole one. */
export function tellOmitted(comparison: Comparison): string | undefined {
  const omitted = omittedFindings(comparison);
  if (omitted === 0) return undefined;
  const here = comparison.findings.length;
  return `incomplete: this was made from a Markdown report that had room for ${formatNumber(here)} of ${formatNumber(here + omitted)} metrics, the worst first; the verdict is that of all, what is listed and counted by endpoint is of these`;
}
