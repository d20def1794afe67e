import type { Comparison, FlatReport } from '@loadline/schema';
import { flatToBaseline, flatToRun, normalizePolicy, problemMessage, UserError } from '@loadline/schema';
import { decide, type DecideOptions } from './decide.js';

/** Limits of one metric as a person writes them; a text alone is the `fail` limit, `false` takes the metric out. */
export type WrittenLimits = string | false | { warn?: string; fail?: string; slo?: string };

/** A gate as a person writes it: an optional `service`, and metrics with their limits. */
export type FlatGate = { service?: string } & { [metric: string]: WrittenLimits | undefined };

/** What holds for every service, or the list of gates, the last that matches winning for each metric. */
export type FlatLimits = FlatGate | readonly FlatGate[];

/** Declared custom metrics, and the present; all optional. */
export interface CompareFlatOptions extends Partial<DecideOptions> {
  /** Metrics of your own: name, unit, and which way is good. */
  metrics?: readonly { name: string; unit?: string; better: 'lower' | 'higher' | 'none' }[];
  /** How limits and evidence work together. Default `advisory`: plain numbers do not say how sure they are, the limits decide. */
  evidence?: 'auto' | 'advisory' | 'required' | 'strict';
}

/**
 * Compares two plain objects in the flat form (`{"api": {"p95_latency_ms": 450, "error_rate_pct": 0.5}}`), each key a service
 * that is judged as a whole. For scripts that have the numbers already.
 *
 * @param limits gates; without a `service` a gate holds for every service. Default: p50 and p95 warn at +10 % and fail at
 * +25 %, errors fail at +0.5 pp, rps at −25 %.
 * @throws UserError when an object does not have the flat form or a limit does not read.
 * @example compareFlat({ api: { p95_latency_ms: 100 } }, { api: { p95_latency_ms: 160 } }, { p95: '+50%' }).verdict // 'fail'
 */
export function compareFlat(before: FlatReport, after: FlatReport, limits?: FlatLimits, options: CompareFlatOptions = {}): Comparison {
  const run = flatToRun(after, { as: 'services' });
  const baseline = flatToBaseline(before);
  const gates = (limits === undefined ? [DEFAULTS] : Array.isArray(limits) ? (limits as readonly FlatGate[]) : [limits as FlatGate]).map(
    (gate) => ({ service: '*', ...gate }),
  );
  // Each key is a service, so that a gate for one that is on neither side is found out.
  const services = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !name.startsWith('_'))
    .map((name) => ({ name, match: name }));
  const { policy, problems } = normalizePolicy({
    gates,
    services,
    evidence: options.evidence ?? 'advisory',
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
  });
  const wrong = problems.find((problem) => problem.severity === 'error');
  if (wrong !== undefined) throw new UserError({ code: wrong.code, found: problemMessage(wrong) });
  // Without a clock the newest time in the data stands for the present.
  const now = options.now ?? run.run.startedAt ?? baseline.baseline.createdAt;
  return decide(baseline, [run], policy, { now, toolVersion: options.toolVersion ?? 'compareFlat' });
}

const DEFAULTS: FlatGate = {
  p50: { warn: '+10%', fail: '+25%' },
  p95: { warn: '+10%', fail: '+25%' },
  errors: { fail: '+0.5pp' },
  rps: { fail: '-25%' },
};
