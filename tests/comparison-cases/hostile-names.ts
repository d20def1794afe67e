import type { Comparison, Finding, Run } from '../../packages/schema/src/index.js';
import { HOSTILE_NAMES, VERY_LONG_NAME } from '../../packages/reporter/test/hostile-names.js';
import { decideCase } from './decide-case.js';
import { mapSides, simulateSides, without } from './simulate-sides.js';

const METHODS = ['GET', 'POST', '', '<b>', '@everyone', 'DELETE'];
const SHOP = HOSTILE_NAMES.map((name, at) => ({ method: METHODS[at % METHODS.length] ?? '', name, medianMs: 20 + at }));
/** What becomes of the endpoints, in turn: worse, fine, gone, better, new. */
const FACTORS = [2.2, 1, 1, 0.4, 1];
const turnOf = (name: string): number => HOSTILE_NAMES.indexOf(name) % FACTORS.length;

const MUTED = 'fixes #123, GH-9, owner/repo#7';
/** A team's metric whose name and unit are hostile, too. */
const METRIC = 'a|b`c<i>@x';
const UNIT = '</td>|@u';

/** Hostile names through the whole way, and then in every text that a document may hold. */
export function hostileNames(): Comparison {
  const drawn = simulateSides({
    seed: 91,
    endpoints: [...SHOP, { method: 'GET', name: VERY_LONG_NAME }],
    baselineRuns: 2,
    requests: 600,
    durationSeconds: 20,
    percentiles: [50, 95],
    errorRatePct: 0.5,
    changes: SHOP.map(({ method, name }, at) => ({
      endpoint: method === '' ? name : `${method} ${name}`,
      latencyFactor: FACTORS[at % FACTORS.length] ?? 1,
    })),
  });
  const gone = HOSTILE_NAMES.filter((name) => turnOf(name) === 2);
  const fresh = [VERY_LONG_NAME, ...HOSTILE_NAMES.filter((name) => turnOf(name) === 4)];
  const sides = mapSides(drawn, (run, side) =>
    withMetric(without(run, ...(side === 'current' ? gone : fresh)), side === 'current' ? 9 : 2),
  );
  const services = HOSTILE_NAMES.filter((name, at) => name.trim() !== '' && at % 4 === 0).map((name) => ({
    name,
    match: '(only by its name)',
  }));
  const comparison = decideCase(sides, {
    evidence: 'advisory',
    services: [...services, { name: '__proto__', match: '__proto__' }],
    metrics: [{ name: METRIC, unit: UNIT, better: 'lower' }],
    gates: [
      { p50: { warn: '+30%' }, p95: { fail: '+60%' }, errors: { slo: '< 4%' } },
      { service: '__proto__', [METRIC]: '+1' },
    ],
    mute: [{ match: MUTED, until: '2026-02-15', reason: MUTED }],
  });
  return overwrite(comparison);
}

function withMetric(run: Run, value: number): Run {
  return { ...run, given: [{ service: '__proto__', metric: { name: METRIC, unit: UNIT, value, provenance: 'reported' } }] };
}

/** Puts the names, one after the other, wherever the pipeline words a text itself or takes it from a configuration. */
function overwrite(comparison: Comparison): Comparison {
  let at = 0;
  const next = (): string => HOSTILE_NAMES[at++ % HOSTILE_NAMES.length] ?? '';
  const { baseline, current, policy } = comparison;
  const environment = () => ({ name: next(), machine: next(), os: next(), cpuCount: 8 });
  return {
    ...comparison,
    headline: HOSTILE_NAMES.join(' '),
    findings: comparison.findings.map((finding, index) => overwriteFinding(finding, index, next)),
    baseline: {
      ...baseline,
      strategy: next(),
      commit: next(),
      tool: next(),
      rationale: HOSTILE_NAMES.join(' '),
      environment: environment(),
    },
    current: { ...current, ids: [next(), VERY_LONG_NAME], commit: next(), tool: next(), environment: environment() },
    errors: (comparison.errors ?? []).map((error) => ({ ...error, message: next(), status: next() })),
    diagnostics: [...HOSTILE_NAMES, VERY_LONG_NAME].map((message) => ({
      code: 'hostile',
      severity: 'warning',
      message,
      place: { file: next(), line: 1, endpoint: next(), path: next() },
    })),
    ...(comparison.history === undefined
      ? {}
      : { history: { ...comparison.history, runs: comparison.history.runs.map((run) => ({ ...run, id: next(), commit: next() })) } }),
    ...(comparison.timelines === undefined ? {} : { timelines: comparison.timelines.map((each) => ({ ...each, run: next() })) }),
    policy: { ...policy, suite: next(), environment: next(), links: (policy.links ?? []).map((link) => ({ ...link, name: next() })) },
    toolVersion: next(),
  };
}

function overwriteFinding(finding: Finding, index: number, next: () => string): Finding {
  return {
    ...finding,
    limit: finding.limit === null ? null : { ...finding.limit, text: next() },
    reason: { ...finding.reason, message: next() },
    ...(finding.muted === undefined ? {} : { muted: { reason: next(), until: finding.muted.until } }),
    ...(index % 5 === 0 ? { notes: [next()] } : {}),
  };
}
