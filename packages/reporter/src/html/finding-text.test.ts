import { expect, test } from 'vitest';
import { buildFinding, endpoint } from '../../test/build-comparison.js';
import { formatChange } from '../format-change.js';
import { dumbbellValues, findingText } from './finding-text.js';

const at = { endpoint: endpoint('/cart'), metric: 'p95' };
const interval = { lowPct: 43.129, highPct: 111.48, level: 0.95 };

test('rounds an interval as every other format does, exact on hover', () => {
  const base = buildFinding({ ...at, before: 100, after: 174, limit: '+30% and +20ms' });
  const finding = { ...base, change: { ...base.change, interval } };
  const { change, aside, exactChange } = findingText(finding);
  expect([change, ...aside]).toEqual(['+74 %', '(+43…+111)', '(+74 ms)']);
  expect([change, ...aside].join(' ')).toBe(formatChange(finding));
  expect(exactChange).toContain('95 % interval from 43.129 % to 111.48 %');
});

test('says and draws no interval that nobody can imagine', () => {
  const base = buildFinding({ ...at, before: 1e-7, after: 360, limit: '+30%' });
  const finding = { ...base, change: { ...base.change, interval: { lowPct: 1, highPct: 9e12, level: 0.95 } } };
  expect(findingText(finding)).toMatchObject({ change: '+360 ms', aside: [] });
  expect(dumbbellValues(finding)).toMatchObject({ low: undefined, high: undefined });
});
