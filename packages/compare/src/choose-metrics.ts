import { percentileOf, type Policy } from '@loadline/schema';
import type { AppliedGate } from './gates.js';
import type { Subject } from './subjects.js';

/** What is judged for each gate, and the gates for which there are too few requests. */
export interface ChosenMetrics {
  chosen: { gate: AppliedGate; metric: string }[];
  tooFew: AppliedGate[];
}

/**
 * The metric to judge for each gated one: itself, or, for a percentile with fewer than `parameters.minTailSamples` requests
 * beyond it (n × (1 − p), n of the run with the fewest), the highest percentile measured on both sides that has them. No
 * percentile is judged twice: one that is gated itself goes first, then the lowest gated one.
 */
export function chooseMetrics(subject: Subject, gates: readonly AppliedGate[], policy: Policy): ChosenMetrics {
  const wanted = gates.map((gate) => ({ gate, metric: choose(subject, gate.limits.metric, policy) }));
  const own = new Set(wanted.flatMap(({ gate, metric }) => (metric === gate.limits.metric ? [metric] : [])));
  const replaced = wanted.filter(({ gate, metric }) => metric !== gate.limits.metric).sort((a, b) => height(a.gate) - height(b.gate));
  const taken = new Map<string, AppliedGate>();
  for (const { gate, metric } of replaced) if (metric !== undefined && !own.has(metric) && !taken.has(metric)) taken.set(metric, gate);
  const chosen = wanted.flatMap(({ gate, metric }) =>
    metric !== undefined && (metric === gate.limits.metric || taken.get(metric) === gate) ? [{ gate, metric }] : [],
  );
  const judged = new Set(chosen.map(({ gate }) => gate));
  return { chosen, tooFew: gates.filter((gate) => !judged.has(gate)) };
}

function height({ limits }: AppliedGate): number {
  return percentileOf(limits.metric) ?? 0;
}

function choose(subject: Subject, metric: string, policy: Policy): string | undefined {
  const percentile = percentileOf(metric);
  const fewest = fewestRequests(subject);
  if (percentile === undefined || fewest === null || !isMeasured(subject, metric)) return metric;
  // n(1 − p) of whole numbers is seldom a whole number in binary: 200 × (1 − 0.95) is 10.000000000000009.
  const isEnough = (p: number) => fewest * (1 - p / 100) >= policy.parameters.minTailSamples - 1e-9;
  if (isEnough(percentile)) return metric;
  const lower = [...(subject.baseline?.metrics.keys() ?? [])].filter((name) => {
    const other = percentileOf(name);
    return other !== undefined && other < percentile && isEnough(other) && isMeasured(subject, name);
  });
  return lower.sort((a, b) => (percentileOf(b) ?? 0) - (percentileOf(a) ?? 0))[0];
}

/** On both sides, and not only estimated. */
function isMeasured(subject: Subject, name: string): boolean {
  return [subject.baseline, subject.current].every((side) => {
    const metric = side?.metrics.get(name);
    return metric !== undefined && metric.values.length > 0 && metric.provenance !== 'estimated';
  });
}

function fewestRequests(subject: Subject): number | null {
  const counts = [...(subject.baseline?.requests ?? []), ...(subject.current?.requests ?? [])].filter((count) => count !== null);
  return counts.length === 0 ? null : counts.reduce((least, count) => Math.min(least, count));
}
