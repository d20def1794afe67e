import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRuns, readRun } from '../index.js';

const fixtures = join(import.meta.dirname, '../../testdata/gatling');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loadline-gatling-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A folder with some files of a run, under the names that they have there. */
function folderOf(name: string, version: string, files: readonly string[]): string {
  const target = join(folder, name);
  for (const file of files) {
    mkdirSync(join(target, file, '..'), { recursive: true });
    cpSync(join(fixtures, version, file), join(target, file));
  }
  return target;
}
const found = async (path: string) => {
  const { runs } = await findRuns([path], { cwd: folder });
  return runs.map(({ sources }) => sources.map((source) => basename(source.name)));
};

describe('the folder of a run of Gatling', () => {
  it('is read from the log, where there is one', async () => {
    const path = folderOf('whole', '3.12.0', ['simulation.log', 'js/stats.json', 'js/global_stats.json']);
    expect(await found(path)).toEqual([['simulation.log']]);
    const { runs } = await findRuns([path], { cwd: folder });
    expect((await readRun(runs[0]?.sources ?? [])).run.sources[0]?.format).toBe('gatling-log');
  });
  it('is read from the binary log', async () => {
    expect(await found(folderOf('binary', '3.13.1', ['simulation.log', 'js/stats.json', 'js/global_stats.json']))).toEqual([
      ['simulation.log'],
    ]);
  });
  it('is read from the log in one folder with the statistics', async () => {
    const path = folderOf('flat', '3.12.0', ['simulation.log']);
    cpSync(join(fixtures, '3.12.0/js/stats.json'), join(path, 'stats.json'));
    expect(await found(path)).toEqual([['simulation.log']]);
  });
  it('is one run without its log, too', async () => {
    expect(await found(folderOf('report', '3.9.5', ['js/stats.json', 'js/global_stats.json', 'js/assertions.json']))).toEqual([
      ['stats.json', 'assertions.json'],
    ]);
  });
  it('takes the assertions that are named beside the statistics', async () => {
    const files = ['assertions.json', 'stats.json'].map((name) => join(fixtures, '3.9.5/js', name));
    const { runs } = await findRuns(files, { cwd: folder, oneRun: true });
    const run = await readRun(runs[0]?.sources ?? []);
    expect(runs).toHaveLength(1);
    expect(run.run.sources.map(({ format }) => format)).toEqual(['gatling-stats-json', 'gatling-assertions-json']);
    expect(run.slos?.length).toBeGreaterThan(1);
    expect((await findRuns(files, { cwd: folder })).runs).toHaveLength(2);
  });
  it('holds as many runs as there are logs', async () => {
    const path = folderOf('many', '3.12.0', ['simulation.log', 'js/stats.json']);
    cpSync(join(fixtures, '3.12.0/simulation.log'), join(path, 'simulation-2.log'));
    expect(await found(path)).toEqual([['simulation-2.log'], ['simulation.log']]);
  });
});
