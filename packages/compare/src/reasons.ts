import type { AppliedLimit, Reason } from '@loadline/schema';
import { echo } from '@loadline/schema';

/** A stable word for why a verdict is as it is. */
export type ReasonCode = Reason['code'];

/** What a reason may speak of. */
export interface ReasonFacts {
  /** Short name of the metric. */
  metric: string;
  limit?: Pick<AppliedLimit, 'level' | 'text'>;
  /** Failures of the side in question, in %. */
  failedPct?: number;
  maxFailurePct?: number;
  /** What was failing: an endpoint, a service, the run. Of what differs: what it is called. */
  what?: string;
  requests?: number | null;
  failures?: number | null;
  /** What is stated of either side. */
  baseline?: string;
  current?: string;
  /** A word that is not known. */
  word?: string;
  /** Runs of the candidate that would tell; null where no number of them would. */
  runsNeeded?: number | null;
  /** Why no number of runs would: `step`, a change by one step of what the tool can tell; `counts`, no number of requests; `unknown`. */
  untold?: 'step' | 'counts' | 'unknown';
  /** That step, in ms. */
  stepMs?: number;
}

/** A count with its thousands marked, as the reports write it. */
const counted = (count: number | null | undefined, unknown = '?') =>
  typeof count === 'number' ? String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',') : unknown;

const failedShare = (facts: ReasonFacts) =>
  `${counted(facts.failures)} of ${counted(facts.requests)} requests of ${facts.what ?? 'it'} failed (${Number((facts.failedPct ?? 0).toPrecision(3))} %, more than ${facts.maxFailurePct ?? 5} %)`;

const textOf = (limit: ReasonFacts['limit']) => (limit === undefined ? '' : ` ${limit.text}`);

const UNTOLD = {
  step: (stepMs: number) => `but by no more than one step of what the measured times can tell (${Number(stepMs.toPrecision(3))} ms)`,
  counts: () => 'and without the number of requests it cannot be told from noise',
  unknown: () => 'and how far it moves by itself is not known',
};

/** The words for every reason; a new code does not compile until it is described. Plain text, not escaped. */
export const reasonWords: Readonly<Record<ReasonCode, (facts: ReasonFacts) => string>> = {
  'limit-broken': ({ limit }) => `beyond the limit${textOf(limit)}`,
  'warn-limit-broken': ({ limit }) => `beyond the warning limit${textOf(limit)}`,
  suspected: ({ limit }) => `beyond the limit${textOf(limit)}, which is suspected and not yet proven; proven, it would fail`,
  'limit-held': ({ limit }) => (limit === undefined ? 'within its limits' : `within the limit ${limit.text}`),
  'slo-broken': ({ limit }) => `the goal${textOf(limit)} is not met`,
  'slo-held': ({ limit }) => `the goal${textOf(limit)} is met`,
  'better-than-noise': ({ limit }) =>
    limit === undefined ? 'better by more than noise' : `better by more than its limit allows it to be worse (${limit.text})`,
  'faster-because-failing': () => 'it looks better, but more requests fail; failing requests may be faster or fewer',
  'not-proven': ({ limit, runsNeeded, untold, stepMs }) =>
    untold !== undefined
      ? `beyond the limit${textOf(limit)}, ${UNTOLD[untold](stepMs ?? 0)}`
      : `beyond the limit${textOf(limit)}, and not proven to be more than noise${runsNeeded === undefined ? '' : runsNeeded === null ? '; a baseline of more runs would tell (5 are usual)' : `; ${runsNeeded} ${runsNeeded === 1 ? 'run' : 'runs'} of it would tell`}`,
  'endpoint-gone': ({ requests }) => `the baseline has ${counted(requests, 'some')} requests a run of it, this run has none`,
  'service-gone': ({ requests }) => `the baseline has ${counted(requests, 'some')} requests a run of this service, this run has none`,
  'metric-gone': ({ metric }) => `the baseline has ${metric}, this run has not`,
  'gate-matches-nothing': () => 'the gate matches nothing on either side',
  'too-many-failures-baseline': (facts) => `not comparable: in the baseline ${failedShare(facts)}`,
  'too-many-failures-current': (facts) => `not comparable: in this run ${failedShare(facts)}`,
  'estimated-value': ({ metric }) => `${metric} is an estimate on one side, not a measurement`,
  'load-model-differs': ({ baseline, current }) => `the load model differs: ${baseline ?? ''} before, ${current ?? ''} now`,
  'environment-differs': ({ baseline, current, what }) =>
    `the ${what ?? 'machines'} differ: ${echo(baseline ?? '')} before, ${echo(current ?? '')} now`,
  'unknown-word': ({ word }) => `it holds a word that this version does not know${word === undefined ? '' : ` (${echo(word)})`}`,
  'new-endpoint': () => 'the baseline does not have this endpoint',
  'new-service': () => 'the baseline does not have this service',
  'new-metric': ({ metric }) => `the baseline does not have ${metric}`,
};

/** A reason with its words. */
export function reason(code: ReasonCode, facts: ReasonFacts): Reason {
  return { code, message: reasonWords[code](facts) };
}
