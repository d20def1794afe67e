import type { Comparison, Finding, Policy } from '@loadline/schema';
import { isBroken } from '@loadline/schema';
import { limitsOf } from '../evidence/alone.js';
import { isBrokenByValue } from '../evidence/apply-evidence.js';
import { procedureParameters } from '../evidence/procedure-parameters.js';
import { isCounted } from '../summarize-findings.js';
import { chanceToProve, countTests } from './chance-to-prove.js';
import { alphaOfLook } from './spend-alpha.js';

/** What of a comparison tells whether it is in doubt. */
type Judged = Pick<Comparison, 'findings' | 'policy' | 'sequence' | 'diagnostics'>;

/**
 * What to do after a comparison: nothing more, or to run the same code again and give all its runs together. `inPairs` where pairs
 * were judged: then each run needs a partner of the baseline.
 */
export type NextStep = { step: 'done' } | { step: 'run again'; runs: number; why: string; inPairs?: true };

/** Least chance in %, with all the runs that may follow, of something not proven to be proven, for which it is run again. */
const LEAST_CHANCE_PCT = 30;

/** So many current runs in all are asked for, unless there are more looks than that: beyond them they tell little. */
const MOST_RUNS = 3;

/**
 * Whether to run again, the cheapest way to be sure: only while a look is left, and something is in doubt. In doubt is what
 * fails or warns by one run alone, because that run may be a bad one, and what is beyond a limit and not proven, as long as
 * more runs could prove it. A goal or bound that the value itself breaks needs no more runs, and once something that is in no
 * doubt fails the report, the rest can wait.
 *
 * `runs` is how many more of the current runs: what the finding that needs most still lacks (`evidence.runsNeeded`, up to three in
 * all), spread over the looks that are left, at least one for each.
 *
 * @example nextStep(comparison) // { step: 'run again', runs: 1, why: '1 finding is beyond the limit by one run alone' }
 */
export function nextStep(comparison: Judged): NextStep {
  const { findings, policy, sequence, diagnostics } = comparison;
  const left = sequence.maxLooks - sequence.look;
  const isRefused = diagnostics.some(({ code, severity }) => severity === 'error' && code === 'gate-matches-nothing');
  if (left <= 0 || isRefused) return { step: 'done' };
  const counted = findings.filter(isCounted);
  const unconfirmed = new Set(counted.filter((finding) => isUnconfirmed(finding, policy)));
  const settled = counted.filter((finding) => finding.verdict !== 'inconclusive' && !unconfirmed.has(finding));
  if (settled.some(({ verdict }) => policy.failOn.includes(verdict))) return { step: 'done' };
  const open = findOpen(comparison, left).filter((finding) => !unconfirmed.has(finding));
  const doubtful = [...unconfirmed, ...open];
  if (doubtful.length === 0) return { step: 'done' };
  const runs = doubtful.map((finding) => Math.ceil((runsAtEnd(finding, left) - finding.current.runs) / left));
  const isPaired = findings.some(({ evidence }) => evidence.method === 'paired-t');
  const why = whyOf(unconfirmed.size, open.length);
  return { step: 'run again', runs: Math.max(...runs), why, ...(isPaired ? { inPairs: true } : {}) };
}

/** Worse by one run alone, by a change that noise could make: not by its value. */
function isUnconfirmed(finding: Finding, policy: Policy): boolean {
  if ((finding.verdict !== 'fail' && finding.verdict !== 'warn') || finding.current.runs > 1) return false;
  if (finding.reason.code === 'slo-broken' || typeof finding.evidence.p !== 'number') return false;
  const own = limitsOf(finding, policy);
  return own === undefined || !isBrokenByValue(finding, own.limits);
}

/** What is not proven and has a fair chance to be at the last look. */
function findOpen({ findings, policy, sequence: { maxLooks } }: Judged, left: number): Finding[] {
  const { q, qSuspect } = procedureParameters(policy);
  const tests = countTests(findings);
  return findings.filter((finding) => {
    if (!isCounted(finding) || !isOpen(finding, policy)) return false;
    const isWarning = finding.verdict === 'inconclusive' && finding.limit?.level === 'warn';
    const alpha = alphaOfLook(isWarning ? qSuspect : q, maxLooks, maxLooks);
    return chanceToProve(finding, runsAtEnd(finding, left), alpha, tests) * 100 >= (policy.parameters.rerunChancePct ?? LEAST_CHANCE_PCT);
  });
}

/** Beyond a limit, and not proven enough for it: not at all, or only for a warning where the `fail` limit is broken, too. */
function isOpen(finding: Finding, policy: Policy): boolean {
  if (finding.verdict !== 'warn') return finding.verdict === 'inconclusive';
  const { fail } = limitsOf(finding, policy)?.limits ?? {};
  const [baseline, current] = [finding.baseline.value, finding.current.value];
  return fail !== undefined && current !== null && isBroken(fail, { baseline, current });
}

/** Current runs at the last look. */
function runsAtEnd({ current, evidence }: Finding, left: number): number {
  return Math.max(current.runs + left, Math.min(evidence.runsNeeded ?? MOST_RUNS, MOST_RUNS));
}

function whyOf(unconfirmed: number, open: number): string {
  const are = (count: number) => (count === 1 ? '1 finding is' : `${count} findings are`);
  const parts = [
    ...(unconfirmed === 0 ? [] : [`${are(unconfirmed)} beyond the limit by one run alone`]),
    ...(open === 0 ? [] : [`${are(open)} beyond the limit and not proven yet`]),
  ];
  return parts.join(', ');
}
