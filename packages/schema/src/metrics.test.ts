import { describe, expect, it } from 'vitest';
import { describeMetric, findMetric, fullMetricName, percentileMetric, percentileOf } from './metrics.js';

describe('the metric registry', () => {
  it.each([
    ['p95', 'p95_latency_ms'],
    ['p99.9', 'p99.9_latency_ms'],
    ['median', 'p50_latency_ms'],
    ['median_latency_ms', 'p50_latency_ms'],
    ['p95.0_latency_ms', 'p95_latency_ms'],
    ['avg', 'avg_latency_ms'],
    ['errors', 'error_rate_pct'],
    ['rps', 'rps'],
    ['p1000', 'p1000'],
    ['query_p95_ms', 'query_p95_ms'],
  ])('%s is %s', (short, full) => {
    expect(fullMetricName(short)).toBe(full);
  });
  it('knows units and directions', () => {
    expect(findMetric('p95')).toEqual({ name: 'p95_latency_ms', unit: 'ms', better: 'lower', label: 'p95', percentile: 95, builtIn: true });
    expect(findMetric('rps')?.better).toBe('higher');
    expect(findMetric('total_requests')?.better).toBe('none');
    expect(findMetric('constructor')).toBeUndefined();
  });
  it('does not guess the direction of a custom metric', () => {
    expect(describeMetric('tool_p95_ms')).toMatchObject({ unit: 'ms', better: 'none', builtIn: false });
    expect(describeMetric('violations', { unit: 'count', better: 'lower' })).toMatchObject({ unit: 'count', better: 'lower' });
  });
  it('names percentiles', () => {
    expect(percentileMetric(99.9)).toBe('p99.9_latency_ms');
    expect(percentileOf('p99.99_latency_ms')).toBe(99.99);
    expect(percentileOf('avg_latency_ms')).toBeUndefined();
  });
});
