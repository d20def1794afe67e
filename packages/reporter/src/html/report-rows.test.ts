import type { Comparison } from '@loadline/schema/types';
import { expect, test } from 'vitest';
import { buildComparison, endpoint, type FindingSketch } from '../../test/build-comparison.js';
import { tellStory } from '../story/tell-story.js';
import { rowGroups, type RowGroup } from './report-rows.js';

function groupsOf(sketches: readonly FindingSketch[], more: Partial<Comparison> = {}): RowGroup[] {
  const comparison = buildComparison(sketches, more);
  return rowGroups(tellStory(comparison), comparison);
}

test('each endpoint stands in one row of one group; of what is fine the nearest to its limit comes first', () => {
  const groups = groupsOf([
    { endpoint: endpoint('/a'), metric: 'p50', before: 100, after: 101, limit: '+10%' },
    { endpoint: endpoint('/a'), metric: 'p95', before: 100, after: 104, limit: '+10%' },
    { endpoint: endpoint('/b'), metric: 'p95', before: 100, after: 109, limit: '+10%' },
    { endpoint: endpoint('/c'), metric: 'p95', before: 100, after: 160, limit: '+25%', verdict: 'fail' },
    { endpoint: endpoint('/c'), metric: 'p50', before: 100, after: 100, limit: '+25%' },
    { endpoint: endpoint('/i'), metric: 'p95', before: 100, after: 120, limit: '+10%', verdict: 'warn' },
    { endpoint: endpoint('/d'), metric: 'p95', before: 100, after: 130, gated: false },
    { endpoint: endpoint('/e'), metric: 'p95', before: 100, after: 130, verdict: 'fail', muted: { reason: 'r', until: 'u' } },
    { endpoint: endpoint('/f'), metric: 'p95', after: 130, verdict: 'new', gated: false },
    { endpoint: endpoint('/g'), metric: 'p95', before: 130, verdict: 'missing' },
    { endpoint: endpoint('/h'), metric: 'rps', before: 100, after: 80, verdict: 'inconclusive', limit: '-10%' },
  ]);
  expect(groups.map(({ id, rows }) => [id, rows.map(({ subject, state }) => `${subject.name} ${state}`)])).toEqual([
    ['worse', ['GET /c fail']],
    ['watch', ['GET /i warn']],
    ['cant-tell', ['GET /h inconclusive']],
    ['fine', ['GET /b pass', 'GET /a pass']],
    ['new-and-gone', ['GET /g missing', 'GET /f new']],
    ['no-limit', ['GET /d unlimited']],
    ['muted', ['GET /e muted']],
  ]);
  const fine = groups[3]?.rows[1];
  expect([fine?.shown.metric, fine?.worseBy]).toEqual(['p95_latency_ms', 4]);
  // What is less is worse where more is better.
  expect(groups[2]?.rows[0]?.worseBy).toBe(20);
});

test('what is better shows the metric that every other format shows', () => {
  const at = { endpoint: endpoint('/products'), verdict: 'improved' as const, limit: '+25%' };
  const [row] = groupsOf([
    { ...at, metric: 'p95', before: 640, after: 376 },
    { ...at, metric: 'p50', before: 190, after: 120 },
  ]).flatMap(({ rows }) => rows);
  expect([row?.shown.metric, row?.shown]).toEqual(['p95_latency_ms', row?.subject.lead]);
});

test('what has no limit and no findings is there by its name, once', () => {
  const judged = { endpoint: endpoint('/a'), metric: 'p95', before: 100, after: 101, limit: '+10%' };
  const { coverage } = buildComparison([judged]);
  const notGated = ['/health', '/a'].map((name) => ({ service: 'all', endpoint: endpoint(name) }));
  const groups = groupsOf([judged], { coverage: { ...coverage, notGated } });
  expect(groups.flatMap(({ id, unjudged }) => unjudged.map((subject) => [id, subject.endpoint?.name]))).toEqual([['no-limit', '/health']]);
});

test('a share is worse by the percentage points that its row shows', () => {
  const at = { endpoint: endpoint('/a'), verdict: 'fail' as const };
  const [errors] = groupsOf([{ ...at, metric: 'errors', before: 0.04, after: 0.2, limit: '+0.1pp' }]).flatMap(({ rows }) => rows);
  expect([errors?.worseBy, errors?.use]).toEqual([expect.closeTo(0.16), expect.closeTo(1.6)]);
});
