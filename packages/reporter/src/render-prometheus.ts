import type { Comparison } from '@loadline/schema/types';
import { omittedFindings } from './group-findings.js';
import { familyLines } from './prometheus/family.js';
import { commonLabels, findingFamilies } from './prometheus/finding-families.js';
import { selectFindings } from './prometheus/select-findings.js';
import { summaryFamilies } from './prometheus/summary-families.js';

/** Findings that get series of their own, of which there are four at most for each: two values, change, verdict. */
const MOST_FINDINGS = 2_500;

/**
 * A comparison in the text format of Prometheus, for the textfile collector or a Pushgateway: the verdict, counts, and for
 * each metric of each endpoint both values and the change, in seconds and ratios. There are never more than 10,100
 * series: past 2,500 findings what is not ok comes first, then what has a limit, then the endpoints with the most
 * requests; `loadline_omitted_findings` says how many are left out. Samples carry no time of their own.
 *
 * @example renderPrometheus(comparison).startsWith('# HELP loadline_verdict ') // true
 */
export function renderPrometheus(comparison: Comparison): string {
  const findings = selectFindings(comparison.findings, MOST_FINDINGS);
  const left = comparison.findings.length - findings.length + omittedFindings(comparison);
  const families = [...summaryFamilies(comparison, commonLabels(comparison), left), ...findingFamilies(comparison, findings)];
  return `${families.flatMap(familyLines).join('\n')}\n`;
}
