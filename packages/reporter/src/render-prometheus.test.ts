import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { buildComparison, endpoint, type FindingSketch } from '../test/build-comparison.js';
import { cases, HOSTILE_NAMES } from '../test/cases.js';
import { readPrometheus } from '../test/prometheus.js';
import { replaceInvisible } from './invisible.js';
import { renderPrometheus } from './render-prometheus.js';

const at = { endpoint: endpoint('/checkout', 'POST'), metric: 'p95', before: 412, after: 660, limit: '+30%', service: 'shop' };

/** Values of a family by the labels that are asked for. */
function valuesOf(text: string, family: string, ...labels: string[]): [labels: string, value: number][] {
  return (readPrometheus(text).get(family)?.samples ?? []).map((sample) => [
    labels.map((label) => sample.labels.get(label) ?? '').join(' '),
    sample.value,
  ]);
}

function wide(endpoints: number, metrics = ['p50', 'p90', 'p95', 'p99', 'p99.9', 'avg', 'max', 'errors', 'rps', 'requests']) {
  return buildComparison(
    Array.from({ length: endpoints }, (_, index) =>
      metrics.map((metric, place): FindingSketch => {
        const worse = index === 7 && metric === 'p95';
        return {
          endpoint: endpoint(`/r/${index}`),
          metric,
          before: 100 + index,
          after: 101 + index,
          limit: place < 4 ? '+25%' : null,
          gated: place < 4,
          ...(worse ? { verdict: 'fail' as const } : {}),
        };
      }),
    ).flat(),
  );
}

describe('values', () => {
  const text = renderPrometheus(
    buildComparison([
      { ...at, verdict: 'fail' },
      { ...at, metric: 'errors', before: 0, after: 0.33 },
      { ...at, metric: 'rps', before: 41.2, after: 40 },
      { service: 'tools', metric: 'sandbox_violations', unit: 'count', better: 'lower', before: 0, after: 2, verdict: 'warn' },
      { service: 'rag', metric: 'timeout_rate_pct', before: 0.5, after: 1 },
    ]),
  );

  test.each([
    ['loadline_latency_seconds', ['shop POST /checkout p95', 0.66]],
    ['loadline_baseline_latency_seconds', ['shop POST /checkout p95', 0.412]],
    ['loadline_error_ratio', ['shop POST /checkout errors', 0.0033]],
    ['loadline_requests_per_second', ['shop POST /checkout rps', 40]],
    ['loadline_custom_value', ['tools   sandbox_violations', 2]],
    ['loadline_custom_ratio', ['rag   timeout_rate_pct', 0.01]],
  ])('of %s are in its unit', (family, expected) => {
    expect(valuesOf(text, family, 'service', 'method', 'endpoint', 'metric')).toEqual([expected]);
  });

  test('of a change are there where the baseline is not 0', () => {
    const changes = valuesOf(text, 'loadline_change_ratio', 'metric');
    expect(changes.map(([metric]) => metric)).toEqual(['p95', 'rps', 'timeout_rate_pct']);
    expect(changes[0]?.[1]).toBeCloseTo(0.6019, 4);
  });

  test('say the verdict of what is not ok', () => {
    expect(valuesOf(text, 'loadline_finding_info', 'metric', 'verdict')).toEqual([
      ['p95 fail', 1],
      ['sandbox_violations warn', 1],
    ]);
    expect(valuesOf(text, 'loadline_verdict', 'verdict').filter(([, value]) => value === 1)).toEqual([['fail', 1]]);
    expect(valuesOf(text, 'loadline_findings', 'verdict').filter(([, value]) => value > 0)).toEqual([
      ['fail', 1],
      ['warn', 1],
      ['pass', 3],
    ]);
  });

  test('bear the suite and the environment, for files beside each other', () => {
    const base = buildComparison([at]);
    const named = renderPrometheus({ ...base, policy: { ...base.policy, suite: 'nightly', environment: 'eu' } });
    for (const { samples } of readPrometheus(named).values())
      for (const { labels } of samples) expect([labels.get('suite'), labels.get('environment')]).toEqual(['nightly', 'eu']);
  });

  test('have no time of their own, but say when the comparison was made', () => {
    expect(valuesOf(text, 'loadline_comparison_timestamp_seconds')).toEqual([['', Date.parse('2026-01-12T18:33:00Z') / 1000]]);
  });
});

describe('the number of series', () => {
  const text = renderPrometheus(wide(2000));
  const families = readPrometheus(text);

  test('has an end, and what is left out is counted', () => {
    expect([...families.values()].reduce((sum, { samples }) => sum + samples.length, 0)).toBeLessThanOrEqual(10_100);
    expect(valuesOf(text, 'loadline_omitted_findings')).toEqual([['', 17_500]]);
  });

  test('keeps what is not ok, and what has a limit before what has none', () => {
    expect(valuesOf(text, 'loadline_finding_info', 'endpoint', 'metric', 'verdict')).toEqual([['/r/7 p95 fail', 1]]);
    expect(new Set(valuesOf(text, 'loadline_change_ratio', 'metric').map(([metric]) => metric))).toEqual(
      new Set(['p50', 'p90', 'p95', 'p99']),
    );
  });

  test('counts what a reduced copy has lost, too', () => {
    const whole = wide(250);
    const findings = { ...whole.counts.findings, pass: whole.findings.length + 300, fail: 0 };
    const copy = { ...whole, counts: { ...whole.counts, findings, muted: 0 } };
    expect(valuesOf(renderPrometheus(copy), 'loadline_omitted_findings')).toEqual([['', 300]]);
  });

  test('is everything where there is room', () => {
    expect(valuesOf(renderPrometheus(wide(250)), 'loadline_omitted_findings')).toEqual([['', 0]]);
  });
});

test.each(HOSTILE_NAMES.map((name) => [JSON.stringify(name), name]))('the name %s is a label and nothing else', (_shown, name) => {
  const text = renderPrometheus(
    buildComparison([{ ...at, service: name, endpoint: { ...endpoint(name, name), group: name, tags: [{ name, value: name }] } }], {
      current: { runs: 1, commit: name, tool: name },
    }),
  );
  expect(text.split('\n').filter((line) => line.includes('loadline_latency_seconds{'))).toHaveLength(1);
  const [value] = valuesOf(text, 'loadline_latency_seconds', 'endpoint');
  const shown = replaceInvisible(name);
  if (shown.length <= 200) expect(value?.[0]).toBe(shown);
  else expect(value?.[0]).toMatch(/^.{50,}….{50,}$/u);
});

test('names that look the same once they are cleaned are series of their own', () => {
  const text = renderPrometheus(buildComparison(['a\u0001', 'a\u0002', 'a\uFFFD'].map((name) => ({ ...at, endpoint: endpoint(name) }))));
  expect(valuesOf(text, 'loadline_latency_seconds', 'endpoint', 'duplicate').map(([labels]) => labels)).toEqual([
    'a\uFFFD ',
    'a\uFFFD 2',
    'a\uFFFD 3',
  ]);
});

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

// Where promtool is not installed, the reader above has to do: it is as strict, but knows no conventions of naming.
test.skipIf(!hasPromtool).each([...cases, { name: '2,000 endpoints', comparison: wide(2000) }])(
  'promtool finds nothing to complain about in $name',
  ({ comparison }) => {
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: renderPrometheus(comparison),
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  },
);

test.each(cases)('$name can be read', ({ comparison }) => {
  const families = readPrometheus(renderPrometheus(comparison));
  expect([...families.values()].every(({ help, samples }) => help.endsWith('.') && samples.length > 0)).toBe(true);
});
