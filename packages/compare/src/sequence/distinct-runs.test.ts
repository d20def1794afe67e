import type { Run } from '@loadline/schema';
import { expect, it } from 'vitest';
import { one } from '../testing/judge.js';
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
    { code: 'run-twice', severity: 'warning', message: 'the run b.csv was given twice and counts once' },
  ]);
});

it('takes runs without files by their ids', () => {
  expect(idsOf(made('a'), made('b'))).toEqual(['a', 'b']);
});
