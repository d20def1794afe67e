import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runProcedure } from './run-procedure.js';
import type { RunRow } from './run-table.js';

// Known answers, kept beside the repository where they are there at all.
const answers = fileURLToPath(new URL('../../../../../shared/vectors/decision.json', import.meta.url));

interface Case {
  name: string;
  report: Record<
    'baseline' | 'current',
    { endpoints: Record<string, { count: number; failures: number; rps: number; percentiles: Record<string, number> }> }[]
  >;
  expected: ({ endpoint: string; metric: string; verdict: string } & Record<string, unknown>)[];
}

const { cases } = existsSync(answers) ? (JSON.parse(readFileSync(answers, 'utf8')) as { cases: Case[] }) : { cases: [] };

function subjectsOf({ report }: Case) {
  const keys = [...new Set([...report.baseline, ...report.current].flatMap(({ endpoints }) => Object.keys(endpoints)))];
  const rows = (side: Case['report']['baseline'], key: string) =>
    side.map(({ endpoints }): RunRow | undefined => {
      const own = endpoints[key];
      if (own === undefined) return undefined;
      const percentiles = Object.entries(own.percentiles).map(([percentile, value]) => ({ percentile: Number(percentile), value }));
      return {
        requests: own.count,
        failures: own.failures,
        rps: own.rps,
        percentiles: percentiles.sort((a, b) => a.percentile - b.percentile),
      };
    });
  const gated = new Set(['p50', 'p95', 'p99', 'rps', 'errors']);
  return keys.map((key) => ({ key, baseline: rows(report.baseline, key), current: rows(report.current, key), gated }));
}

describe.skipIf(cases.length === 0)('the procedure, held to known answers (skipped where they are not there)', () => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => {
    const { results } = runProcedure(subjectsOf(each));
    expect(results).toHaveLength(each.expected.length);
    const found = new Map(results.map((result) => [`${result.endpoint} ${result.metric}`, result]));
    for (const { endpoint, metric, verdict, ...numbers } of each.expected) {
      const result = found.get(`${endpoint} ${metric}`);
      expect([endpoint, metric, result?.word]).toEqual([endpoint, metric, verdict]);
      const own: Record<string, unknown> =
        result?.kind === 'errors'
          ? {
              p1: result.before,
              p2: result.after,
              diff: result.difference,
              z: result.z,
              c: result.dispersion,
              p_fisher: result.pFisher,
              p_quasi: result.pQuasi,
              p: result.p,
              p_adj: result.pAdjusted,
            }
          : {
              v0: result?.priorVariance,
              theta: result?.theta,
              se: result?.standardError,
              df: result?.df,
              p: result?.p,
              p_adj: result?.pAdjusted,
              upper95: result?.upper95,
              lower95: result?.lower95,
              theta_rel: result?.drift?.theta,
              p_rel: result?.drift?.p,
              p_adj_rel: result?.drift?.pAdjusted,
            };
      for (const [key, value] of Object.entries(numbers))
        if (typeof value === 'number' && key in own)
          expect(Math.abs(Number(own[key]) - value)).toBeLessThanOrEqual(1e-9 + 1e-6 * Math.abs(value));
    }
  });
});
