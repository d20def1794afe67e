import type { Comparison } from '@loadline/schema/types';
import { describe, expect, test } from 'vitest';
import { cases, manyEndpoints } from '../test/cases.js';
import { buildComparison, endpoint } from '../test/build-comparison.js';
import { displayWidth } from './display-width.js';
import { renderTerminal } from './index.js';

const plain = (text: string) => text.replace(/\u001B\[[\d;]+m/g, '');

describe.each(cases)('$name', ({ comparison }) => {
  test.each([40, 60, 80, 100, 132])('is never wider than %i columns', (width) => {
    for (const all of [false, true]) {
      for (const unicode of [false, true]) {
        const widths = renderTerminal(comparison, { width, all, unicode }).split('\n').map(displayWidth);
        expect(Math.max(...widths)).toBeLessThanOrEqual(width);
      }
    }
  });

  test('colour changes nothing but the colours', () => {
    expect(plain(renderTerminal(comparison, { color: true, all: true }))).toBe(renderTerminal(comparison, { all: true }));
    expect(renderTerminal(comparison, { color: true })).toContain('\u001B[');
  });

  test('ends with one line break, and no line with a space', () => {
    const text = renderTerminal(comparison);
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/ \n/);
  });
});

test('the verdict comes first, with who was compared', () => {
  const [first = ''] = renderTerminal(manyEndpoints(12, 'fail')).split('\n');
  expect(first).toMatch(/^ FAIL  12 of 12 endpoints slower +locust, 5 runs against 1$/);
  expect(first).toHaveLength(80);
});

test('a long list is cut and says so; all of it is shown on request', () => {
  const comparison = manyEndpoints(2000, 'fail');
  expect(renderTerminal(comparison)).toContain('and 1,980 more (--all shows them)');
  expect(renderTerminal(comparison).split('\n').length).toBeLessThan(80);
  expect(renderTerminal(comparison, { all: true })).toContain('/api/v1/resource-1999/detail');
});

test('an endpoint that fails and warns is said once', () => {
  const at = { endpoint: endpoint('/checkout', 'POST') };
  const text = renderTerminal(
    buildComparison([
      { ...at, metric: 'p95', before: 100, after: 200, verdict: 'fail', limit: '+25%' },
      { ...at, metric: 'p50', before: 50, after: 60, verdict: 'warn', limit: '+10%' },
      { endpoint: endpoint('/b'), metric: 'p50', before: 50, after: 60, verdict: 'warn', limit: '+10%' },
    ]),
  );
  expect(text.split('\n')[0]).toContain('1 of 2 endpoints slower, 1 to watch');
  expect(text.match(/POST \/checkout/g)).toHaveLength(1);
});

test('two services with an endpoint of the same name are told apart', () => {
  const sketch = { endpoint: endpoint('/health'), metric: 'p95', before: 100, after: 200, verdict: 'fail' as const, limit: '+25%' };
  const text = renderTerminal(
    buildComparison([
      { ...sketch, service: 'api' },
      { ...sketch, service: 'web' },
    ]),
  );
  expect(text).toContain('api: GET /health');
  expect(text).toContain('web: GET /health');
});

test('without evidence it says that the limits decided alone', () => {
  expect(renderTerminal(manyEndpoints(1), { width: 120 })).toContain('auto: run-to-run noise was not measured');
});

test('it says how all endpoints moved together, where they did', () => {
  const shift = { metric: 'p95', endpoints: 12, medianPct: 6.1, lowPct: 4, highPct: 9.25, level: 0.95 };
  const text = (shifts: NonNullable<Comparison['shifts']>) => renderTerminal({ ...manyEndpoints(1), shifts });
  expect(text([shift])).toContain('together     p95 +6.1 % over 12 endpoints (+4…+9.25)');
  expect(text([{ ...shift, lowPct: -1 }])).not.toContain('together');
});

test('with evidence it says what it could have shown', () => {
  const comparison = { ...manyEndpoints(1), sensitivity: { detectablePct: 30, runNoisePct: 14 } };
  expect(renderTerminal(comparison, { width: 120 })).toContain('blind below about +30 %; one run moves about ±14 % by itself');
});
