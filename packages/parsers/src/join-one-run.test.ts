import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findRuns, readRun } from './index.js';

const testdata = join(import.meta.dirname, '../testdata');
const find = (...files: string[]) => findRuns(files, { cwd: testdata, oneRun: true });
const read = async (...files: string[]) => readRun((await find(...files)).runs[0]?.sources ?? []);

describe('files that are said to be of one run', () => {
  it('take the numbers from the JSON of Artillery, and what ensure judged from its report', async () => {
    const files = ['artillery/v2.0.34-flow.txt', 'artillery/v2.0.34-flow.json'];
    const run = await read(...files);
    expect((await find(...files)).runs).toHaveLength(1);
    expect(run.run.sources.map(({ format }) => format)).toEqual(['artillery-json', 'artillery-text']);
    const expressions = run.slos?.map(({ expression }) => expression) ?? [];
    expect(expressions).toContain('vusers.failed < 1000');
    expect(new Set(expressions).size).toBe(expressions.length);
    expect(run.endpoints).toEqual((await read('artillery/v2.0.34-flow.json')).endpoints);
  });
  it('take the requests from the points of k6, and what its thresholds judged from a summary', async () => {
    const run = await read('k6/v2.2.0/normal-export.json', 'k6/v2.2.0/normal.ndjson.gz');
    const alone = await read('k6/v2.2.0/normal.ndjson.gz');
    expect(run.endpoints).toEqual(alone.endpoints);
    expect(run.total).toEqual(alone.total);
    expect(run.slos).toContainEqual({ expression: 'rate<0.01', held: false, metric: 'http_req_failed' });
  });
  it('stay apart where it is not certain which of them tells the most', async () => {
    expect((await find('k6/v2.2.0/normal-export.json', 'k6/v2.2.0/stats-export.json')).runs).toHaveLength(2);
    expect((await find('k6/v2.2.0/normal.ndjson.gz', 'artillery/v2.0.34-flow.txt')).runs).toHaveLength(2);
    expect((await find('gatling/3.9.5/js/assertions.json', 'gatling/3.7.6/js/assertions.json')).runs).toHaveLength(2);
  });
});
