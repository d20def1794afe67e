import { meanLnError, quantileLnError } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { buildEndpoint, buildHistogram, buildRun } from '../../test/build-run.js';
import { applyEndpointRules } from '../endpoint-rules.js';
import { groupServices } from '../group-services.js';
import { withLnErrors } from './ln-errors.js';

const times = Array.from({ length: 100 }, (_, at) => ({ low: 10 + at, high: 10 + at, samples: 10 }));
const metrics = ['avg', 'min', 'p50', 'p95', 'p100'].map((name) => ({
  name: `${name}_latency_ms`,
  value: 1,
  provenance: 'exact' as const,
}));
const part = (requests: number, vif?: number, p95?: number) => ({
  requests,
  failures: 0,
  metrics: p95 === undefined ? [] : [{ name: 'p95_latency_ms', value: 1, provenance: 'exact' as const, vif: p95 }],
  ...(vif === undefined ? {} : { vif }),
});
const errorsOf = (all: ReturnType<typeof withLnErrors>) => all.map(({ lnStandardError }) => lnStandardError);
const digits = (value: number | undefined) => Number(value?.toPrecision(4));

describe('withLnErrors', () => {
  it('adds those of the mean and of percentiles, by the inflation about each', () => {
    const found = withLnErrors(metrics, [part(1000, 4, 2)], times);
    expect(errorsOf(found)).toEqual([
      digits(meanLnError(times, 4)),
      undefined,
      digits(quantileLnError(times, 0.5, 4)),
      digits(quantileLnError(times, 0.95, 2)),
      undefined,
    ]);
    expect(found.map(({ vif }) => vif)).toEqual([undefined, undefined, 4, 2, undefined]);
  });
  it('takes several parts for as correlated as the worst', () => {
    expect(withLnErrors(metrics, [part(500, 4, 2), part(500, 3, 6)], times)).toEqual(withLnErrors(metrics, [part(1000, 4, 6)], times));
  });
  it('leaves them out where too much has no known order', () => {
    expect(withLnErrors(metrics, [part(1000)], times)).toEqual(metrics);
    expect(withLnErrors(metrics, [part(949, 2), part(51)], times)).toEqual(metrics);
    expect(errorsOf(withLnErrors(metrics, [part(950, 2), part(50)], times))[2]).toBe(digits(quantileLnError(times, 0.5, 2)));
    expect(withLnErrors(metrics, [part(950, 2), part(50)], times, 0)).toEqual(metrics);
    expect(withLnErrors(metrics, [part(950, 2), { ...part(50), requests: null }], times)).toEqual(metrics);
  });
  it('leaves them out where all times are the same', () => {
    const [same] = times;
    expect(errorsOf(withLnErrors(metrics, [part(250, 2)], same === undefined ? [] : [same]))).toEqual(metrics.map(() => undefined));
  });
});

describe('standard errors of what was joined', () => {
  const endpoint = (name: string, shift: number, vif?: number) =>
    buildEndpoint(
      name,
      200,
      0,
      { p50: 10, p95: 20 },
      {
        histogram: buildHistogram([10, 20, 30, 40].map((ms) => [ms + shift, 50])),
        ...(vif === undefined ? {} : { vif }),
      },
    );
  const all = [10, 15, 20, 25, 30, 35, 40, 45].map((ms) => ({ low: ms, high: ms, samples: 50 }));
  const rules = { services: [], metrics: [] };
  const p95Of = (found: { metrics: readonly { name: string; lnStandardError?: number }[] } | undefined) =>
    found?.metrics.find(({ name }) => name === 'p95_latency_ms')?.lnStandardError;

  it('are those of all their times', () => {
    const run = buildRun([endpoint('/a', 0, 2), endpoint('/b', 5, 3)]);
    const expected = digits(quantileLnError(all, 0.95, 3));
    expect(p95Of(groupServices(run, rules).services?.[0])).toBe(expected);
    expect(p95Of(groupServices(run, rules).total)).toBe(expected);
    const renamed = applyEndpointRules(run, { rename: [{ from: { glob: '*' }, to: '/c' }], ignore: [] });
    expect([p95Of(renamed.endpoints[0]), renamed.endpoints[0]?.vif]).toEqual([expected, 3]);
  });
  it('are absent where the order of one is not known', () => {
    const run = buildRun([endpoint('/a', 0, 2), endpoint('/b', 5)]);
    expect(p95Of(groupServices(run, rules).services?.[0])).toBeUndefined();
    const renamed = applyEndpointRules(run, { rename: [{ from: { glob: '*' }, to: '/c' }], ignore: [] });
    expect([p95Of(renamed.endpoints[0]), renamed.endpoints[0]?.vif]).toEqual([undefined, undefined]);
  });
  it('and inflations do not change by a part without requests', () => {
    const run = buildRun([endpoint('/a', 0, 2), buildEndpoint('/b', 0, 0)]);
    const renamed = applyEndpointRules(run, { rename: [{ from: { glob: '*' }, to: '/c' }], ignore: [] });
    expect(renamed.endpoints[0]).toMatchObject({ requests: 200, vif: 2 });
    const none = applyEndpointRules(buildRun([buildEndpoint('/a', 0, 0), buildEndpoint('/b', 0, 0)]), {
      rename: [{ from: { glob: '*' }, to: '/c' }],
      ignore: [],
    });
    expect(none.endpoints[0]).not.toHaveProperty('vif');
  });
});
