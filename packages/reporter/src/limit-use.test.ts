import { expect, test } from 'vitest';
import { buildFinding, type FindingSketch } from '../test/build-comparison.js';
import { limitUse } from './limit-use.js';

test.each<[string, FindingSketch, number | undefined]>([
  ['relative', { metric: 'p95', before: 100, after: 160, limit: '+30%' }, 2],
  ['exactly reached', { metric: 'p95', before: 100, after: 125, limit: '+25%' }, 1],
  ['downwards', { metric: 'rps', before: 100, after: 85, limit: '-30%' }, 0.5],
  ['better', { metric: 'p95', before: 100, after: 85, limit: '+30%' }, -0.5],
  ['absolute', { metric: 'errors', before: 0, after: 1, limit: '+0.5pp' }, 2],
  ['the least of both', { metric: 'p95', before: 10, after: 12, limit: '+10% and +5ms' }, 0.4],
  ['the most of either', { metric: 'p95', before: 100, after: 900, limit: '+1600% or > 800ms' }, 1.125],
  ['from 0, where a share says nothing', { metric: 'p95', before: 0, after: 10, limit: '+10% and +5ms' }, 2],
  ['a goal', { metric: 'p95', before: 100, after: 1000, limit: { level: 'slo', text: '< 2s', broken: false } }, 0.5],
  ['a goal below which is bad', { metric: 'rps', before: 100, after: 50, limit: { level: 'slo', text: '> 100', broken: true } }, 2],
  ['a goal of which nothing is used', { metric: 'errors', before: 0, after: 0, limit: { level: 'slo', text: '< 1%', broken: false } }, 0],
  ['a floor and nothing', { metric: 'rps', before: 100, after: 0, limit: { level: 'slo', text: '> 100', broken: true } }, undefined],
  ['no limit', { metric: 'p95', before: 100, after: 160 }, undefined],
  ['a limit of 0', { metric: 'errors', before: 0, after: 1, limit: { level: 'slo', text: '== 0', broken: true } }, undefined],
  ['a side that is missing', { metric: 'p95', before: 100, limit: '+30%' }, undefined],
  ['a text that is no limit', { metric: 'p95', before: 100, after: 160, limit: 'much' }, undefined],
])('%s', (_name, sketch, use) => {
  const found = limitUse(buildFinding(sketch));
  if (use === undefined) expect(found).toBeUndefined();
  else expect(found).toBeCloseTo(use, 9);
});
