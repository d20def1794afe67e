import { describe, expect, it } from 'vitest';
import { inFolder, run } from './testing/run.js';

const errOf = async (...argv: string[]): Promise<string> => {
  let err = '';
  await inFolder(async (folder) => {
    const ran = await run(folder, argv);
    expect([ran.code, ran.out]).toEqual([2, '']);
    err = ran.err;
  });
  return err;
};

describe('words that are too many or too few', () => {
  it('are told as a glob without quotes', async () => {
    const glob = 'quote the glob, as in loadline compare "results/good-*" results/now';
    expect(await errOf('compare', 'good-1', 'good-2', 'good-3', 'now')).toContain(glob);
    expect(await errOf('explain', 'run', 'p95', 'good-1', 'good-2', 'now')).toContain('loadline explain NAME METRIC "results/good-*"');
  });

  it('are told as a name without quotes', async () => {
    const name = 'loadline explain "GET /search" p95 BEFORE AFTER';
    expect(await errOf('explain', 'GET', '/search', 'p95')).toContain(name);
    expect(await errOf('explain', 'GET', '/search', 'p95', 'before', 'after')).toContain(name);
    expect(await errOf('explain', 'GET', '/search')).toContain(name);
  });

  it('are left alone where quotes would not help', async () => {
    for (const argv of [
      ['compare', 'one'],
      ['report', 'a', 'b'],
      ['explain', 'run', 'p95', 'before'],
      ['compare', '--nope', 'a', 'b', 'c'],
    ])
      expect(await errOf(...argv)).not.toMatch(/quote/);
  });
});
