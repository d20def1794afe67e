import { expect, test } from 'vitest';
import { cases, manyEndpoints } from '../test/cases.js';
import { renderJson } from './render-json.js';

test.each([...cases, { name: '2,000 endpoints', comparison: manyEndpoints(2000) }])('$name is written whole', ({ comparison }) => {
  const whole = {
    ...comparison,
    curves: [{ service: 'all', side: 'current' as const, points: [{ percentile: 99.9, latencyMs: 12.345678901234567 }] }],
    timelines: [{ side: 'baseline' as const, run: '\u001B[31m', intervalSeconds: 10, points: [] }],
    history: { runs: [{ side: 'current' as const, id: 'a' }], series: [] },
  };
  const text = renderJson(whole);
  expect(JSON.parse(text)).toEqual(whole);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u);
});
