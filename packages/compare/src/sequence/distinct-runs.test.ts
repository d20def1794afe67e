import type { Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { compareFlat } from '../compare-flat.js';
import { judge, one } from '../testing/judge.js';
import { distinctRuns } from './distinct-runs.js';

const made = (id: string, ...hashes: string[]): Run =>
  one({ p95: 1 }, { id, sources: hashes.map((sha256) => ({ name: `${id}.csv`, format: 'x', bytes: 1, sha256 })) });
const idsOf = (...runs: Run[]) => distinctRuns(runs).runs.map(({ run }) => run.id);

it('keeps different runs, in their order', () => {
  expect(idsOf(made('a', '1'), made('b', '2'), made('c'))).toEqual(['a', 'b', 'c']);
  expect(distinctRuns([made('a', '1'), made('b', '2')]).diagnostics).toEqual([]);
});

it('drops what was given before, by id or by its files, and says so', () => {
  expect(idsOf(made('a', '1'), made('a', '2'))).toEqual(['a']);
  expect(idsOf(made('a', '1'), made('b', '1'))).toEqual(['a']);
  expect(idsOf(made('a', '1', '2'), made('b', '2'), made('c', '3', '2'))).toEqual(['a', 'c']);
  expect(distinctRuns([made('a', '1'), made('b', '1')]).diagnostics).toMatchObject([
    { code: 'run-twice', severity: 'warning', message: 'run 2 (b.csv) was given twice and counts once' },
  ]);
});

it('takes runs without files by their ids', () => {
  expect(idsOf(made('a'), made('b'))).toEqual(['a', 'b']);
});

describe('a baseline that holds a judged run', () => {
  const told = (before: Run[], after: Run[]) => {
    const { verdict, diagnostics } = judge(before, after, { gates: [{ p95: '+25%' }] });
    return { verdict, said: diagnostics.filter(({ code }) => code === 'run-on-both-sides') };
  };

  it('is told of, with the run, and judged all the same', () => {
    const message = 'held against itself: run 2 (b.csv) of the baseline; a run that is on both sides makes what changed look smaller';
    expect(told([made('a', '1'), made('b', '2')], [made('b', '2')])).toEqual({
      verdict: 'pass',
      said: [{ code: 'run-on-both-sides', severity: 'warning', message }],
    });
  });

  it.each([
    ['its id', [made('a', '1')], [made('a', '9')]],
    ['its files under another name', [made('a', '1', '2')], [made('b', '2', '1')]],
    ['one of its files', [made('a', '1', '2')], [made('b', '2')]],
    ['its files with one more', [made('a', '2')], [made('b', '1', '2')]],
    ['one of several', [made('a', '1')], [made('c', '3'), made('b', '1')]],
  ])('is found by %s', (_what, before, after) => {
    expect(told(before, after).said).toHaveLength(1);
  });

  it('is none where nothing is the same, or plain numbers are equal', () => {
    expect(told([made('a', '1', '2')], [made('b', '2', '3')]).said).toEqual([]);
    const flat = { api: { p95_latency_ms: 100 } };
    expect(compareFlat(flat, flat, { p95: '+10%' }).diagnostics).toEqual([]);
  });
});
