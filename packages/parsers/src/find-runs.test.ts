import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRuns, readRun } from './index.js';

const STATS =
  'Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%\nGET,/a,10,1,5,5.5,1.5,9.5,1,2.5,0.2,5\n,Aggregated,10,1,5,5.5,1.5,9.5,1,2.5,0.2,5\n';
const FAILURES = 'Method,Name,Error,Occurrences\nGET,/a,no,1\n';
const JSON_STATS = JSON.stringify([
  {
    name: '/a',
    method: 'GET',
    last_request_timestamp: 1795216614.5,
    start_time: 1795216610,
    num_requests: 12,
    num_none_requests: 0,
    num_failures: 1,
    total_response_time: 60,
    max_response_time: 9.5,
    min_response_time: 1.5,
    response_times: { 5: 12 },
    num_reqs_per_sec: {},
    num_fail_per_sec: {},
  },
]);
const FLAT = '{"api": {"p95_latency_ms": 450}}';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadline-find-'));
  const files: Record<string, string> = {
    'before_stats.csv': STATS,
    'before_failures.csv': FAILURES,
    'before.json': JSON_STATS,
    'after_stats.csv': STATS,
    // Not of Locust: it only bears the name.
    'after.json': FLAT,
    'many/one_stats.csv': STATS,
    'many/one_failures.csv': FAILURES,
    'many/two_stats.csv': STATS,
    'many/lone_failures.csv': FAILURES,
    'many/flat.json': FLAT,
    'many/notes.txt': 'nothing',
    'many/.hidden.csv': STATS,
    'reported/run_stats.csv': STATS,
    'reported/report.html': '<!DOCTYPE html>\n<html><head><title>Locust</title></head></html>',
    'nested/a/run_stats.csv': STATS,
    'nested/b/run_stats.csv': STATS,
    'nested/node_modules/run_stats.csv': STATS,
    'other/notes.txt': 'nothing',
    'failures/run_failures.csv': FAILURES,
    'odd [1]/x?_stats.csv': STATS,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  mkdirSync(join(folder, 'empty'));
  symlinkSync(join(folder, 'nested', 'a'), join(folder, 'nested', 'link'));
  symlinkSync(join(folder, 'loop'), join(folder, 'loop'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Names of the runs with those of their files. */
async function find(...inputs: string[]): Promise<[string, string[]][]> {
  const { runs } = await findRuns(inputs, { cwd: folder });
  return runs.map((run) => [run.name, run.sources.map((source) => source.name)]);
}

const BEFORE = ['before_stats.csv', 'before_failures.csv', 'before.json'];

describe('findRuns', () => {
  it('takes a prefix, and any one of the siblings, as the same run', async () => {
    expect(await find('before')).toEqual([['before', BEFORE]]);
    for (const file of BEFORE) expect(await find(file)).toEqual([[file, BEFORE]]);
    expect(await find(...BEFORE, 'before', './before_stats.csv')).toEqual([['before_stats.csv', BEFORE]]);
    expect(await find('many/one')).toEqual([['many/one', ['many/one_stats.csv', 'many/one_failures.csv']]]);
  });

  it('lets the content decide what belongs together', async () => {
    expect(await find('after_stats.csv')).toEqual([['after_stats.csv', ['after_stats.csv']]]);
    expect(await find('after.json')).toEqual([['after.json', ['after.json']]]);
    expect(await find('after')).toEqual([['after', ['after_stats.csv']]]);
  });

  it('takes every file or sibling set of a folder as a run, and names what it passed over', async () => {
    const { runs, skipped } = await findRuns(['many'], { cwd: folder });
    expect(runs.map((run) => [run.name, run.sources.length])).toEqual([
      ['many/flat.json', 1],
      ['many/one', 2],
      ['many/two', 1],
    ]);
    expect(skipped).toEqual(['many/notes.txt', 'many/lone_failures.csv']);
  });

  it('passes a report over that stands beside the files it was made of', async () => {
    const { runs, skipped } = await findRuns(['reported'], { cwd: folder });
    expect(runs.map((run) => run.name)).toEqual(['reported/run']);
    expect(skipped).toEqual(['reported/report.html']);
    expect((await find('reported/*.html')).map(([name]) => name)).toEqual(['reported/report']);
  });

  it('takes folders within a folder, links too', async () => {
    expect((await find('nested')).map(([name]) => name)).toEqual([
      'nested/a/run',
      'nested/b/run',
      'nested/link/run',
      'nested/node_modules/run',
    ]);
  });

  it('expands *, ? and ** by itself', async () => {
    expect((await find('many/*_stats.csv')).map(([name]) => name)).toEqual(['many/one', 'many/two']);
    expect((await find('many/?wo_stats.csv')).map(([name]) => name)).toEqual(['many/two']);
    expect((await find('nested/*/run_stats.csv')).map(([name]) => name)).toEqual(['nested/a/run', 'nested/b/run', 'nested/link/run']);
    expect((await find('nested/?')).map(([name]) => name)).toEqual(['nested/a/run', 'nested/b/run']);
    expect((await find('**/one_*.csv')).map(([name]) => name)).toEqual(['many/one']);
    expect((await find(join(folder, 'many/t*'))).map(([name]) => name)).toEqual([join(folder, 'many/two')]);
    await expect(find('many/*.CSV')).rejects.toMatchObject({ code: 'no-results' });
  });

  it('takes a name with wildcards that is there as it is', async () => {
    expect(await find('odd [1]/x?_stats.csv')).toEqual([['odd [1]/x?_stats.csv', ['odd [1]/x?_stats.csv']]]);
  });

  it('reads standard input, once', async () => {
    const stdin = async function* () {
      yield STATS;
    };
    const { runs } = await findRuns(['-'], { cwd: folder, stdin: stdin() });
    expect((await readRun(runs[0]?.sources ?? [])).endpoints).toHaveLength(1);
    await expect(findRuns(['-', '-'], { cwd: folder, stdin: stdin() })).rejects.toMatchObject({ code: 'stdin-twice' });
    await expect(find('-')).rejects.toMatchObject({ code: 'input-unreadable' });
  });

  it.each([
    [
      'none.csv',
      'input-unreadable',
      '`none.csv`, which does not exist; expected a result file, a folder of them, a quoted glob, or the prefix X of X_stats.csv',
    ],
    [
      'loop',
      'input-unreadable',
      '`loop`, which does not exist; expected a result file, a folder of them, a quoted glob, or the prefix X of X_stats.csv',
    ],
    [
      'none/*.csv',
      'no-results',
      'nothing in `none/*.csv`, and no result file among it; expected at least one result file of a load generator',
    ],
    ['empty', 'no-results', 'nothing in `empty`, and no result file among it; expected at least one result file of a load generator'],
    [
      'other',
      'no-results',
      '1 file (notes.txt) in `other`, and no result file among it; expected at least one result file of a load generator',
    ],
  ])('%s is one clear error', async (input, code, message) => {
    await expect(find(input)).rejects.toMatchObject({ name: 'UserError', code, message });
  });

  it.each([
    ['before.csv', 'Did you mean `before`, of which there is before_stats.csv?'],
    ['./many/one.html', 'Did you mean `./many/one`, of which there is one_stats.csv?'],
  ])('names the prefix that was meant by %s', async (input, hint) => {
    await expect(find(input)).rejects.toMatchObject({ code: 'input-unreadable', message: expect.stringContaining(hint) as string });
  });

  it('leaves it to the reader to say what failures alone need', async () => {
    const { runs } = await findRuns(['failures'], { cwd: folder });
    await expect(readRun(runs[0]?.sources ?? [])).rejects.toMatchObject({ code: 'needs-stats' });
  });
});
