import { defaultPolicy, schemaAddress, schemaVersion, verdicts } from '@loadline/schema';
import { endpointKey } from '@loadline/schema/match';
import { describeMetric } from '@loadline/schema/metrics';
import type { AppliedLimit, Comparison, EndpointId, Finding, Reason, Verdict, VerdictCounts } from '@loadline/schema/types';

const REASONS: Record<Verdict, Reason> = {
  fail: { code: 'limit-broken', message: 'the limit is broken' },
  warn: { code: 'warn-limit-broken', message: 'the warn limit is broken' },
  inconclusive: { code: 'not-proven', message: 'one run moves more than this by itself; 3 more runs would decide' },
  pass: { code: 'limit-held', message: 'no limit is broken' },
  improved: { code: 'better-than-noise', message: 'better by more than the noise' },
  missing: { code: 'endpoint-gone', message: 'the baseline has 1,200 requests of it, this run has none' },
  invalid: { code: 'too-many-failures-baseline', message: '24 of 32 requests of the baseline failed (75 %), more than 5 %' },
  new: { code: 'new-endpoint', message: 'the baseline does not have it' },
};

/** What a test says of a finding; everything else is worked out. */
export interface FindingSketch extends Partial<Omit<Finding, 'limit'>> {
  metric: string;
  before?: number | null;
  after?: number | null;
  limit?: string | AppliedLimit | null;
}

export function endpoint(name: string, method = 'GET', more: Partial<EndpointId> = {}): EndpointId {
  return { kind: 'request', method, name, ...more };
}

/** A finding from its values: change, unit, direction and reason follow from them. */
export function buildFinding({ metric, before = null, after = null, limit = null, ...rest }: FindingSketch): Finding {
  const { name, unit, better } = describeMetric(metric, rest);
  const verdict = rest.verdict ?? 'pass';
  const absolute = before === null || after === null ? null : after - before;
  const relativePct = absolute === null || before === null || before === 0 ? null : (absolute / before) * 100;
  const side = (value: number | null, runs: number) => ({
    value,
    runs,
    ...(value === null ? {} : { provenance: 'reported' as const, requests: runs * 1200, failures: 0 }),
  });
  const level = verdict === 'warn' ? 'warn' : 'fail';
  return {
    scope: rest.endpoint === undefined ? 'service' : 'endpoint',
    service: 'all',
    better,
    verdict,
    baseline: side(before, 5),
    current: side(after, 1),
    change: { absolute, relativePct, interval: null },
    limit:
      typeof limit === 'string'
        ? { level, text: limit, broken: verdict === 'fail' || verdict === 'warn' || verdict === 'inconclusive' }
        : limit,
    evidence: { procedure: null, method: 'limit' },
    reason: REASONS[verdict],
    gated: true,
    ...rest,
    metric: name,
    unit: rest.unit ?? unit,
  };
}

function noCounts(): VerdictCounts {
  return { fail: 0, warn: 0, inconclusive: 0, pass: 0, improved: 0, missing: 0, invalid: 0, new: 0 };
}

/** A whole comparison around findings; counts, coverage and verdict follow from them. */
export function buildComparison(sketches: readonly FindingSketch[], more: Partial<Comparison> = {}): Comparison {
  const findings = sketches.map(buildFinding).sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
  const counted = findings.filter((finding) => finding.gated && finding.muted === undefined);
  const counts = {
    findings: noCounts(),
    endpoints: noCounts(),
    muted: findings.filter((finding) => finding.muted !== undefined).length,
    gated: findings.filter((finding) => finding.gated).length,
  };
  const worst = new Map<string, Verdict>();
  for (const finding of counted) {
    counts.findings[finding.verdict]++;
    if (finding.endpoint === undefined) continue;
    const key = `${finding.service}\n${endpointKey(finding.endpoint)}`;
    if (!worst.has(key)) worst.set(key, finding.verdict);
  }
  for (const verdict of worst.values()) counts.endpoints[verdict]++;
  const judged = [...worst.values()].filter((verdict) => verdict !== 'invalid' && verdict !== 'missing').length;
  const services = new Set(findings.map((finding) => finding.service)).size;
  return {
    $schema: schemaAddress('comparison'),
    kind: 'loadline/comparison',
    version: schemaVersion,
    verdict: counted[0]?.verdict ?? 'pass',
    headline: headlineOf(counted[0]),
    counts,
    coverage: {
      endpoints: worst.size,
      gatedEndpoints: judged,
      services,
      gatedServices: worst.size > 0 ? 0 : services,
      notGated: [],
      notJudged: [],
    },
    findings,
    baseline: {
      strategy: 'file',
      runs: 5,
      commit: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
      createdAt: '2026-01-10T09:00:00Z',
      ageDays: 2.4,
      users: 50,
      durationSeconds: 120,
      tool: 'locust',
      requests: 61234,
      failures: 12,
    },
    current: {
      runs: 1,
      ids: ['f00d'],
      commit: '9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c',
      startedAt: '2026-01-12T18:30:00Z',
      tool: 'locust',
      users: 50,
      durationSeconds: 120,
      requests: 12188,
      failures: 3,
    },
    sensitivity: null,
    sequence: { look: 1, maxLooks: 1 },
    policy: defaultPolicy(),
    createdAt: '2026-01-12T18:33:00Z',
    toolVersion: '0.1.0',
    diagnostics: [],
    ...more,
  };
}

function headlineOf(worst: Finding | undefined): string {
  if (worst === undefined || worst.verdict === 'pass') return 'No limit is broken.';
  const what = worst.endpoint === undefined ? worst.service : `${worst.endpoint.method ?? ''} ${worst.endpoint.name}`;
  const limit = worst.limit === null ? '' : `, limit ${worst.limit.text}`;
  return `${what}: ${describeMetric(worst.metric).label} ${worst.reason.message}${limit}`;
}
