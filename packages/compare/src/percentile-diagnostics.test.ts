import { describe, expect, it } from 'vitest';
import type { Provenance, Run } from '@loadline/schema';
import { decide } from './index.js';
import { buildBaselineOf } from './testing/build.js';
import { one, options, policyOf } from './testing/judge.js';

/** How a side knows its percentiles, and to how many ms. */
interface Kind {
  provenance: Provenance;
  resolution?: number;
}

/** A run of p50 100 ms and p95 200 ms. */
function run({ provenance, resolution }: Kind): Run {
  const made = one({ p50: 100, p95: 200, requests: 5000 }, { id: provenance });
  const parts = [...made.endpoints, ...(made.services ?? []), ...(made.total === undefined ? [] : [made.total])];
  for (const metric of parts.flatMap(({ metrics }) => metrics))
    if (metric.name.startsWith('p')) Object.assign(metric, { provenance }, resolution === undefined ? {} : { resolution });
  return made;
}

function told(before: Kind, now: Kind): [message: string, count: number | undefined][] {
  const baseline = buildBaselineOf(run(before));
  const series = baseline.services.flatMap(({ metrics, endpoints }) => [...metrics, ...endpoints.flatMap((endpoint) => endpoint.metrics)]);
  for (const each of series) if (each.name.startsWith('p') && before.resolution !== undefined) each.resolution = [before.resolution];
  return decide(baseline, [{ ...run(now), run: { ...run(now).run, id: 'now' } }], policyOf({}), options).diagnostics.map(
    ({ code, message, count }) => [`${code}: ${message}`, count],
  );
}

describe('percentiles that the sides know in different ways', () => {
  it('are pointed out where a tool printed them on one side', () => {
    expect(told({ provenance: 'exact' }, { provenance: 'reported' })).toEqual([
      ['provenance-differs: percentiles came to be in different ways: exact before, reported now', 2],
    ]);
  });
  it('are pointed out where the buckets of one side are wider than the noise, with the worst', () => {
    expect(told({ provenance: 'exact' }, { provenance: 'histogram', resolution: 50 })).toEqual([
      ['provenance-differs: percentiles came to be in different ways: exact before, histogram now', 2],
      [
        'resolution-differs: percentiles are known less exactly on one side, by more than their noise: exactly before, to 50 % now (p50 of /a)',
        2,
      ],
    ]);
    expect(told({ provenance: 'reported', resolution: 40 }, { provenance: 'reported', resolution: 1 })).toEqual([
      [
        'resolution-differs: percentiles are known less exactly on one side, by more than their noise: to 40 % before, to 1 % now (p50 of /a)',
        2,
      ],
    ]);
  });
  it('are not pointed out where buckets are narrower than the noise, or as wide on both sides', () => {
    expect(told({ provenance: 'exact' }, { provenance: 'histogram', resolution: 1 })).toEqual([]);
    expect(told({ provenance: 'histogram', resolution: 50 }, { provenance: 'histogram', resolution: 50 })).toEqual([]);
  });
  it('are not pointed out where a side does not say', () => {
    expect(told({ provenance: 'unstated' }, { provenance: 'exact' })).toEqual([]);
  });
});
