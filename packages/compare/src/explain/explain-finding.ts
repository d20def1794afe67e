import type { Baseline, Finding, NotJudged, Policy, Run } from '@loadline/schema';
import { describeMetric, endpointKey } from '@loadline/schema';
import { judgeAll } from '../decide.js';
import { reportChances } from '../evidence/apply-evidence.js';
import { procedureMetric, RUN_KEY, tableKey } from '../evidence/run-tables.js';
import { isWeighable, type WeighedReport, weighReport } from '../evidence/weigh-report.js';
import type { ErrorResult, SeriesResult } from '../procedure/run-procedure.js';
import { guardReport } from '../report-guards.js';
import { distinctRuns } from '../sequence/distinct-runs.js';
import { planLook } from '../sequence/plan-look.js';
import { collectSubjects } from '../subjects.js';
import { errorSteps } from './error-steps.js';
import { explainedRuns } from './explained-runs.js';
import { type Explanation, type ExplanationStep, numberOf } from './explanation.js';
import { limitSteps, ruleStep } from './limit-steps.js';
import { againSteps, type ExplainSequence, lookSteps } from './look-steps.js';
import { nextStep } from './next-step.js';
import { familyStep, seriesSteps } from './series-steps.js';

/**
 * The whole way from the numbers of the files to the verdict of one finding: what each run measured, what was expected
 * beforehand, the noise that the report showed, the change with its standard error and p value, the limits with the chance that
 * unchanged code breaks them, the rule that applied, the verdict, and what would tell. Of one look of several also which it is,
 * with its share of the error rates, and whether to run again. The report is weighed once more, so that the numbers are those
 * it was decided by. Pure.
 *
 * @param finding of the comparison that `decide` made of this baseline, these runs and this policy.
 * @param asked the policy that was given to `decide`.
 * @param sequence as it was given to `decide`, or the comparison's. Default: one look of one.
 * @example explainFinding(baseline, runs, policy, comparison.findings[0]).steps.map(({ code }) => code) // ['values', 'expected', …]
 * @example explainFinding(baseline, runs, policy, finding, { ...comparison.sequence, next: nextStep(comparison) })
 */
export function explainFinding(
  baseline: Baseline,
  given: readonly Run[],
  asked: Policy,
  finding: Finding,
  sequence: ExplainSequence = ONE_LOOK,
): Explanation {
  const { runs } = distinctRuns(given);
  const look = planLook(runs.length, sequence, asked);
  const { policy } = look;
  const subjects = collectSubjects(baseline, runs);
  const { findings } = judgeAll(subjects, guardReport(baseline, runs, policy, subjects));
  const report = weighReport(baseline, runs, policy, findings);
  const own = findings.find((each) => isSame(each, finding));
  const result = own !== undefined && isWeighable(own) ? report.of(own) : undefined;
  const chances = result === undefined ? new Map() : reportChances(findings, report, policy);
  const { service, endpoint, metric, inPlaceOf, unit, verdict } = finding;
  return {
    scope: finding.scope ?? (endpoint === undefined ? 'service' : 'endpoint'),
    service,
    ...(endpoint === undefined ? {} : { endpoint }),
    metric,
    ...(inPlaceOf === undefined ? {} : { inPlaceOf }),
    unit,
    verdict,
    runs: explainedRuns(baseline, runs, finding),
    steps: [
      valuesStep(finding),
      ...(result === undefined ? [notComputed(finding)] : procedureSteps(finding, result, report, policy)),
      ...lookSteps(look, asked, result !== undefined),
      ...(result === undefined ? [] : [familyStep(result, report)]),
      ...limitSteps(finding, result, policy, chances),
      ...(isDecidedByLimits(finding) ? [ruleStep(finding, result, policy)] : []),
      { code: 'verdict', way: finding.muted === undefined ? verdict : `${verdict}-muted`, numbers: [], text: finding.reason.message },
      ...(result?.kind === 'series' ? [nextStep(finding, result, report, policy)] : []),
      ...againSteps(look, sequence.next),
    ],
  };
}

const ONE_LOOK = { maxLooks: 1 };

/** Why something that has a limit was not judged at all. Policy and sequence are those of `explainFinding`. */
export function explainNotJudged(
  baseline: Baseline,
  given: readonly Run[],
  policy: Policy,
  notJudged: NotJudged,
  sequence: ExplainSequence = ONE_LOOK,
): Explanation {
  const { runs } = distinctRuns(given);
  const look = planLook(runs.length, sequence, policy);
  const { service, endpoint, metric, reason, limit } = notJudged;
  const scope = endpoint === undefined ? 'service' : 'endpoint';
  const declared = policy.metrics.find(({ name }) => name === metric);
  return {
    scope,
    service,
    ...(endpoint === undefined ? {} : { endpoint }),
    metric,
    unit: describeMetric(metric, declared).unit,
    verdict: 'not-judged',
    notJudged: reason,
    runs: explainedRuns(baseline, runs, { scope, service, metric, ...(endpoint === undefined ? {} : { endpoint }) }),
    steps: [
      { code: 'not-computed', way: reason, numbers: [] },
      ...lookSteps(look, policy, false),
      ...(limit === undefined ? [] : [{ code: 'limit' as const, way: 'unused', numbers: [], text: limit }]),
      ...againSteps(look, sequence.next),
    ],
  };
}

function isSame(a: Finding, b: Finding): boolean {
  const keyOf = ({ endpoint }: Finding) => (endpoint === undefined ? '' : endpointKey(endpoint));
  return a.scope === b.scope && a.service === b.service && a.metric === b.metric && keyOf(a) === keyOf(b);
}

/** The value of either side, and by how much they differ. */
function valuesStep({ metric, unit, baseline, current, change }: Finding): ExplanationStep {
  const way =
    metric === 'error_rate_pct'
      ? 'rate'
      : metric.startsWith('total_')
        ? 'mean'
        : baseline.runs > 1 || current.runs > 1
          ? 'median'
          : 'single';
  return {
    code: 'values',
    way,
    numbers: [
      numberOf('baselineValue', baseline.value, unit),
      numberOf('currentValue', current.value, unit),
      unit === '%' ? numberOf('change', change.absolute, 'pp') : numberOf('change', change.relativePct, '%'),
    ],
  };
}

/** What the statistics make of its own runs, before it is held against the rest of the report. */
function procedureSteps(finding: Finding, result: SeriesResult | ErrorResult, report: WeighedReport, policy: Policy): ExplanationStep[] {
  const table = report.tables.get(finding.scope === 'run' ? RUN_KEY : tableKey(finding.service, finding.endpoint));
  if (table === undefined) return [];
  return result.kind === 'errors' ? errorSteps(result, table, report) : seriesSteps(finding, result, table, report, policy);
}

/** Why no statistics were done. */
function notComputed({ verdict, reason, metric, gated, baseline }: Finding): ExplanationStep {
  const way =
    verdict === 'missing' || verdict === 'invalid' || verdict === 'new'
      ? verdict
      : !gated || baseline.value === null
        ? 'no-baseline'
        : procedureMetric(metric) === undefined
          ? 'unknown-metric'
          : 'no-series';
  return { code: 'not-computed', way, numbers: [], text: reason.message };
}

function isDecidedByLimits({ verdict }: Finding): boolean {
  return verdict !== 'missing' && verdict !== 'invalid' && verdict !== 'new';
}
