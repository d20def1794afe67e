import type { Comparison, Verdict } from '@loadline/schema';
import { UserError } from '@loadline/schema';
import { describe, expect, test } from 'vitest';
import { makeComparison, makeFinding } from '../test/make-comparison.js';
import { readMarker } from './issue-marker.js';
import { planIssues } from './plan-issues.js';

const kinds = (comparison: Comparison): string[] => planIssues(comparison).map(({ kind }) => kind);

describe('which issues', () => {
  test.each<[Verdict[], string[]]>([
    [[], []],
    [['pass', 'improved', 'new', 'inconclusive', 'invalid'], []],
    [['fail'], ['fail']],
    [['warn'], ['warn']],
    [
      ['fail', 'warn'],
      ['fail', 'warn'],
    ],
    [['missing'], ['fail']],
    [
      ['missing', 'warn'],
      ['fail', 'warn'],
    ],
  ])('%j', (verdicts, expected) => {
    expect(kinds(makeComparison(verdicts.map((verdict) => makeFinding(verdict))))).toEqual(expected);
  });

  test('what is muted or not gated makes none', () => {
    const muted = { muted: { reason: 'reindex', until: '2026-12-15' } };
    expect(
      kinds(makeComparison([makeFinding('fail', muted), makeFinding('warn', { gated: false }), makeFinding('missing', muted)])),
    ).toEqual([]);
  });
});

describe('what is in them', () => {
  const comparison = makeComparison([makeFinding('fail'), makeFinding('warn'), makeFinding('missing', { service: 'billing' })]);

  test('the marker in the first line, suite and kind in it', () => {
    for (const { body, marker, kind } of planIssues(comparison)) {
      expect(body.split('\n')[0]).toBe(marker);
      expect(readMarker(body)).toEqual({ suite: 'nightly', kind });
    }
  });

  test('the marker does not depend on the numbers', () => {
    const other = makeComparison([makeFinding('fail', { metric: 'rps', unit: '1/s' }), makeFinding('fail')]);
    expect(planIssues(other)[0]?.marker).toBe(planIssues(comparison)[0]?.marker);
  });

  test('what failed, and what is missing with it', () => {
    const body = planIssues(comparison)[0]?.body ?? '';
    expect(body).toContain('/checkout');
    expect(body).toContain('billing');
  });

  test('labels of the policy, or those given; each once, without case', () => {
    expect(planIssues(comparison).map(({ labels }) => labels)).toEqual([
      ['performance', 'regression', 'automated', 'priority-critical'],
      ['performance', 'regression', 'automated'],
    ]);
    const given = planIssues(comparison, { labels: { fail: ['perf', 'priority-high', ' Perf '] } });
    expect(given.map(({ labels }) => labels)).toEqual([
      ['perf', 'priority-high'],
      ['performance', 'regression', 'automated'],
    ]);
  });

  test('the suite that was given, and the commands', () => {
    const [issue] = planIssues(comparison, { suite: 'weekly', commands: [{ description: 'Do it again', command: 'npm run load' }] });
    expect(issue?.body.replace(issue.marker, '')).toContain('weekly');
    expect(issue?.body).toContain('# Do it again\nnpm run load');
  });

  test('mistakes', () => {
    expect(() => planIssues(comparison, { labels: { fail: [' '] } })).toThrow(UserError);
    expect(() => planIssues(comparison, { suite: 'x'.repeat(1_001) })).toThrow(UserError);
  });

  test('however much there is, GitHub takes it', () => {
    const many = Array.from({ length: 3_000 }, (_, index) =>
      makeFinding('fail', { endpoint: { kind: 'request', method: 'GET', name: `/${'path/'.repeat(20)}${index}` } }),
    );
    for (const { title, body, marker } of planIssues(makeComparison(many), { suite: '☂'.repeat(1_000) })) {
      expect(body.length).toBeLessThanOrEqual(65_536);
      expect(title.length).toBeLessThanOrEqual(256);
      expect(body.startsWith(marker)).toBe(true);
    }
  });

  test('foreign names end no comment and call nobody', () => {
    const name = '/x --> <!-- loadline:issue:v1 {"suite":"nightly","kind":"warn"} --> @everyone <script>alert(1)</script> | `';
    const [issue] = planIssues(makeComparison([makeFinding('fail', { endpoint: { kind: 'request', name } })], { suite: '--> @all' }));
    expect(readMarker(issue?.body ?? '')).toEqual({ suite: '--> @all', kind: 'fail' });
    expect(issue?.body.match(/<!-- loadline:issue:v1/g)).toHaveLength(1);
    expect(issue?.body).not.toMatch(/<script>|(^|\s)@everyone/);
  });
});
