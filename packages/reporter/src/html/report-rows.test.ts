import { expect, test } from 'vitest';
import { buildComparison, endpoint } from '../../test/build-comparison.js';
import { tellStory } from '../story/tell-story.js';
import { rowGroups } from './report-rows.js';

test('each endpoint stands in one row of one group; of what is fine the nearest to its limit comes first', () => {
  const groups = rowGroups(
    tellStory(
      buildComparison([
        { endpoint: endpoint('/a'), metric: 'p50', before: 100, after: 101, limit: '+10%' },
        { endpoint: endpoint('/a'), metric: 'p95', before: 100, after: 104, limit: '+10%' },
        { endpoint: endpoint('/b'), metric: 'p95', before: 100, after: 109, limit: '+10%' },
        { endpoint: endpoint('/c'), metric: 'p95', before: 100, after: 160, limit: '+25%', verdict: 'fail' },
        { endpoint: endpoint('/c'), metric: 'p50', before: 100, after: 100, limit: '+25%' },
        { endpoint: endpoint('/d'), metric: 'p95', before: 100, after: 130, gated: false },
        { endpoint: endpoint('/e'), metric: 'p95', before: 100, after: 130, verdict: 'fail', muted: { reason: 'r', until: 'u' } },
        { endpoint: endpoint('/f'), metric: 'p95', after: 130, verdict: 'new', gated: false },
        { endpoint: endpoint('/g'), metric: 'p95', before: 130, verdict: 'missing' },
        { endpoint: endpoint('/h'), metric: 'rps', before: 100, after: 80, verdict: 'inconclusive', limit: '-10%' },
      ]),
    ),
  );
  expect(groups.map(({ id, rows }) => [id, rows.map(({ subject, state }) => `${subject.name} ${state}`)])).toEqual([
    ['worse', ['GET /c fail']],
    ['cant-tell', ['GET /h inconclusive']],
    ['fine', ['GET /b pass', 'GET /a pass']],
    ['new-and-gone', ['GET /g missing', 'GET /f new']],
    ['no-limit', ['GET /d unlimited']],
    ['muted', ['GET /e muted']],
  ]);
  const fine = groups[2]?.rows[1];
  expect([fine?.shown.metric, fine?.worsePct, fine?.largestPct]).toEqual(['p95_latency_ms', 4, 4]);
  // What is less is worse where more is better.
  expect(groups[1]?.rows[0]?.worsePct).toBe(20);
});

test('what is better shows the metric that every other format shows', () => {
  const at = { endpoint: endpoint('/products'), verdict: 'improved' as const, limit: '+25%' };
  const story = tellStory(
    buildComparison([
      { ...at, metric: 'p95', before: 640, after: 376 },
      { ...at, metric: 'p50', before: 190, after: 120 },
    ]),
  );
  const [row] = rowGroups(story).flatMap(({ rows }) => rows);
  expect([row?.shown.metric, row?.shown]).toEqual(['p95_latency_ms', row?.subject.lead]);
});
