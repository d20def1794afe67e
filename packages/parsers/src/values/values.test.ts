import { describe, expect, it } from 'vitest';
import { buildEndpoint } from './build-endpoint.js';
import { customMetric } from './custom-metric.js';
import { ALL_REQUESTS, nameOfUrl } from './name-of-url.js';
import { countOf, numberOf } from './number-of.js';

describe('numberOf', () => {
  it('reads numbers and their texts', () => {
    expect([12, '12', ' 1,234.5 ', '15.6%', '.12345', '-3', '1e3', '+7'].map(numberOf)).toEqual([
      12, 12, 1234.5, 15.6, 0.12345, -3, 1000, 7,
    ]);
  });
  it('reads nothing from what is no number', () => {
    for (const value of [
      '',
      ' ',
      'N/A',
      'NaN',
      '-nan',
      'Infinity',
      '1e999',
      '12ms',
      '1,23',
      '0x10',
      '-',
      null,
      undefined,
      NaN,
      Infinity,
      {},
      [3],
    ])
      expect(numberOf(value)).toBeUndefined();
  });
  it('of counts takes whole numbers only', () => {
    expect(['25,629', 3, 0].map(countOf)).toEqual([25_629, 3, 0]);
    for (const value of [-1, 1.5, 2 ** 53, '1e300']) expect(countOf(value)).toBeUndefined();
  });
});

describe('nameOfUrl', () => {
  it('is the path', () => {
    expect(nameOfUrl('http://user:secret@127.0.0.1:8080/v1/items?token=1#x')).toBe('/v1/items');
    expect(nameOfUrl('https://example.org')).toBe('/');
    expect(nameOfUrl('https://example.org?q=1')).toBe('/');
    expect(nameOfUrl('/v1/items?q=1')).toBe('/v1/items');
    expect(nameOfUrl('helloworld.Greeter.SayHello')).toBe('helloworld.Greeter.SayHello');
    expect(nameOfUrl(' ')).toBe(ALL_REQUESTS);
  });
});

describe('buildEndpoint', () => {
  const id = { kind: 'request', method: '', name: '/a' } as const;
  it('brings times to ms and leaves out what is missing', () => {
    const endpoint = buildEndpoint(id, {
      requests: 10,
      failures: 1,
      latency: {
        unit: 's',
        provenance: 'reported',
        resolution: 0.1,
        avg: '0.0123',
        min: -1,
        max: 'NaN',
        percentiles: [
          [95, 0.05],
          [50, 0.01],
        ],
      },
      durationSeconds: 5,
    });
    expect(endpoint).toEqual({
      kind: 'request',
      name: '/a',
      requests: 10,
      failures: 1,
      metrics: [
        { name: 'avg_latency_ms', value: 12.3, provenance: 'reported', resolution: 0.1 },
        { name: 'p50_latency_ms', value: 10, provenance: 'reported', resolution: 0.1 },
        { name: 'p95_latency_ms', value: 50, provenance: 'reported', resolution: 0.1 },
        { name: 'error_rate_pct', value: 10, provenance: 'exact' },
        { name: 'rps', value: 2, provenance: 'exact' },
      ],
    });
  });
  it('knows no time of what did not happen', () => {
    const latency = { unit: 'ms', provenance: 'reported', avg: 0, percentiles: [[95, 0]] } as const;
    expect(buildEndpoint(id, { requests: 0, failures: 0, latency }).metrics).toEqual([]);
    expect(buildEndpoint(id, { requests: 3, failures: 3, latency }).metrics.map(({ name }) => name)).toEqual(['error_rate_pct']);
    expect(buildEndpoint(id, { requests: 3, failures: 0, latency }).metrics).toHaveLength(3);
  });
});

describe('customMetric', () => {
  it('names what it gives after its kind and unit', () => {
    const names = (metrics: { name: string; unit?: string }[]) => metrics.map(({ name, unit }) => `${name} ${unit ?? ''}`.trim());
    const base = { name: 'n', provenance: 'reported' } as const;
    expect(names(customMetric({ ...base, type: 'counter', contains: 'data', count: 10, perSecond: 2 }))).toEqual([
      'n_count bytes',
      'n_per_second bytes/s',
    ]);
    expect(names(customMetric({ ...base, type: 'rate', sharePct: 98 }))).toEqual(['n_pct %']);
    expect(names(customMetric({ ...base, type: 'gauge', value: 1, max: 2 }))).toEqual(['n', 'n_max']);
    expect(names(customMetric({ ...base, type: 'trend', contains: 'time', avg: 1, percentiles: [[95, 2]], count: 3 }))).toEqual([
      'n_avg_ms ms',
      'n_p95_ms ms',
      'n_count count',
    ]);
  });
  it('gives each value its width, and a number of samples none', () => {
    const trend = { name: 'n', type: 'trend', provenance: 'histogram', resolution: (value: number) => value / 100 } as const;
    const metrics = customMetric({
      ...trend,
      avg: 200,
      percentiles: [
        [50, 100, 3],
        [95, 300],
      ],
      count: 7,
    });
    expect(metrics.map(({ provenance, resolution }) => [provenance, resolution])).toEqual([
      ['histogram', 2],
      ['histogram', 3],
      ['histogram', 3],
      ['exact', undefined],
    ]);
  });
});
