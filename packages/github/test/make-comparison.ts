// Comparisons to file issues from, as small as the schema allows.
import type { Comparison, Finding, Verdict } from '@loadline/schema';
import { defaultPolicy } from '@loadline/schema/policy';

const VERDICTS = ['fail', 'warn', 'inconclusive', 'pass', 'improved', 'missing', 'invalid', 'new'] as const;

/** One finding; a latency that went from 400 ms to 660 ms unless said. */
export function makeFinding(verdict: Verdict, more: Partial<Finding> = {}): Finding {
  const missing = verdict === 'missing';
  return {
    scope: 'endpoint',
    service: 'shop',
    endpoint: { kind: 'request', method: 'POST', name: '/checkout' },
    metric: 'p95_latency_ms',
    unit: 'ms',
    better: 'lower',
    verdict,
    baseline: { value: 400, runs: 1, provenance: 'exact', requests: 500, failures: 0 },
    current: { value: missing ? null : 660, runs: 1, provenance: 'exact', requests: missing ? 0 : 500, failures: 0 },
    change: { absolute: missing ? null : 260, relativePct: missing ? null : 65, interval: null },
    limit: { level: verdict === 'warn' ? 'warn' : 'fail', text: '+50%', broken: verdict === 'fail' || verdict === 'warn' },
    evidence: { procedure: null, method: 'limit' },
    reason: {
      code: missing ? 'endpoint-gone' : 'limit-broken',
      message: missing ? 'The baseline has it, this run does not.' : '+65 % is beyond +50%.',
    },
    gated: true,
    ...more,
  };
}

/** A comparison with these findings, of the suite `nightly` unless said. */
export function makeComparison(findings: Finding[], { suite = 'nightly' } = {}): Comparison {
  const none = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  const byVerdict = { ...none };
  for (const finding of findings) if (finding.muted === undefined) byVerdict[finding.verdict]++;
  return {
    $schema: 'https://loadline.dev/schemas/comparison.schema.json',
    kind: 'loadline/comparison',
    version: '1.0',
    verdict: findings[0]?.verdict ?? 'pass',
    headline: 'POST /checkout p95 400 → 660 ms, +65 %, limit +50 %',
    counts: {
      findings: byVerdict,
      endpoints: none,
      muted: findings.filter(({ muted }) => muted !== undefined).length,
      gated: findings.length,
    },
    coverage: { endpoints: 1, gatedEndpoints: 1, services: 1, gatedServices: 1, notGated: [], notJudged: [] },
    findings,
    baseline: { strategy: 'file', runs: 1, tool: 'locust', requests: 500, failures: 0 },
    current: { runs: 1, tool: 'locust', requests: 500, failures: 0 },
    sensitivity: null,
    sequence: { look: 1, maxLooks: 1 },
    policy: { ...defaultPolicy(), suite },
    createdAt: '2026-01-05T08:00:00Z',
    toolVersion: '0.1.0',
    diagnostics: [],
  };
}
