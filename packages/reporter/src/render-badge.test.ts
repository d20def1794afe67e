import { expect, test } from 'vitest';
import { verdicts } from '@loadline/schema';
import { buildComparison, endpoint } from '../test/build-comparison.js';
import { cases, HOSTILE_NAMES, manyEndpoints } from '../test/cases.js';
import { renderBadge } from './render-badge.js';

const badgeOf = (comparison: ReturnType<typeof buildComparison>): unknown => JSON.parse(renderBadge(comparison));
const at = { endpoint: endpoint('/checkout', 'POST'), metric: 'p95', before: 412, after: 660, limit: '+30%' };

test.each([
  ['one-regression', '1 of 12 slower', 'red'],
  ['every-verdict', '2 of 8 slower', 'red'],
  ['service-scope', '1 of 3 worse', 'red'],
  ['all-fine', 'all 11 ok', 'brightgreen'],
  ['muted', 'ok', 'brightgreen'],
  ['not-comparable', 'not comparable', 'lightgrey'],
  ['nothing-judged', 'no baseline yet', 'blue'],
])('%s', (name, message, color) => {
  const comparison = cases.find((each) => each.name === name)?.comparison ?? buildComparison([]);
  expect(badgeOf(comparison)).toEqual({ schemaVersion: 1, label: 'load test', message, color });
});

test.each([
  ['warn', '1 of 1 to watch', 'orange'],
  ['inconclusive', '1 of 1 may be slower', 'yellow'],
  ['missing', '1 of 1 not measured', 'red'],
] as const)('a %s', (verdict, message, color) => {
  expect(badgeOf(buildComparison([{ ...at, verdict }]))).toMatchObject({ message, color });
});

test('endpoints and services in one comparison', () => {
  const endpoints = ['/a', '/b', '/c'].map((name) => ({ ...at, endpoint: endpoint(name), verdict: 'pass' as const }));
  const services = ['api', 'web'].map((service) => ({ metric: 'rps', service, before: 10, after: 10, limit: '-30%' }));
  const slow = { ...at, endpoint: endpoint('/c'), verdict: 'fail' as const };
  expect(badgeOf(buildComparison([...endpoints, ...services]))).toMatchObject({ message: 'all 3 ok' });
  expect(badgeOf(buildComparison([...endpoints, ...services.slice(0, 1)]))).toMatchObject({ message: 'all 3 ok' });
  expect(badgeOf(buildComparison([...endpoints.slice(0, 2), slow, ...services]))).toMatchObject({ message: '1 of 3 slower', color: 'red' });
  // The number is of what the colour is of.
  const [api, web] = services.map((each, index) => ({ ...each, verdict: index === 0 ? ('fail' as const) : ('pass' as const) }));
  const watched = { ...slow, verdict: 'warn' as const };
  expect(badgeOf(buildComparison([...endpoints.slice(0, 2), watched, ...(api && web ? [api, web] : [])]))).toMatchObject({
    message: '1 of 3 worse',
    color: 'red',
  });
});

test('all slower together', () => {
  const slower = manyEndpoints(12, 'fail');
  const shift = { metric: 'p95', endpoints: 12, medianPct: 46.2, lowPct: 27, highPct: 68, level: 0.95 };
  expect(badgeOf({ ...slower, shifts: [shift] })).toMatchObject({ message: 'all 12 slower together' });
});

test('a gate that matches nothing', () => {
  const dead = { code: 'gate-matches-nothing', severity: 'error' as const, message: 'gate 2 of the configuration (x) matches nothing' };
  for (const verdict of ['pass', 'warn', 'fail'] as const)
    expect(badgeOf(buildComparison([{ ...at, verdict }], { diagnostics: [dead] }))).toMatchObject({
      message: 'not judged as asked',
      color: 'red',
    });
});

test.each(HOSTILE_NAMES.map((name) => [JSON.stringify(name), name]))('the name %s is not in it', (_shown, name) => {
  for (const verdict of verdicts) {
    const text = renderBadge(buildComparison([{ ...at, service: name, endpoint: endpoint(name), verdict }], { headline: name, verdict }));
    expect((JSON.parse(text) as { message: string }).message).toMatch(/^[a-z\d ,]{2,40}$/);
  }
});
