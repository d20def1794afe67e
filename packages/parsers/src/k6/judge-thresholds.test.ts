import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../input/source.js';
import { readRun } from '../read-run.js';
import { parseThreshold, thresholdTexts } from './threshold.js';

const folder = new URL('../../testdata/k6/', import.meta.url);
const points = gunzipSync(readFileSync(new URL('v2.2.0/normal.ndjson.gz', folder))).toString('utf8');
const read = (text: string) => readRun([bytesSource('points', text)]);
const judge = async (metric: string, thresholds: unknown[]) => {
  const definition = new RegExp(`("name":"${metric}","type":"\\w+","contains":"\\w+",)"thresholds":\\[[^\\]]*\\]`);
  expect(points).toMatch(definition);
  const run = await read(points.replace(definition, (_, start: string) => `${start}"thresholds":${JSON.stringify(thresholds)}`));
  const slos = (run.slos ?? []).filter((slo) => slo.metric === metric);
  return { held: slos.map(({ held }) => held), open: run.diagnostics.find(({ code }) => code === 'k6-not-judged')?.message };
};

describe('thresholds that points of k6 name', () => {
  it.each(['v0.33.0', 'v0.49.0', 'v1.5.0', 'v2.2.0'])('are judged as k6 %s judged them', async (version) => {
    const bytes = (name: string) => bytesSource(name, readFileSync(new URL(`${version}/${name}`, folder)));
    const { slos = [] } = await readRun([bytes('normal-export.json')]);
    const own = await readRun([bytes('normal.ndjson.gz')]);
    expect(own.slos?.map(({ metric }) => metric).sort()).toEqual([
      'http_req_duration',
      'http_req_duration',
      'http_req_failed',
      'waiting_time',
    ]);
    for (const slo of own.slos ?? []) expect(slos).toContainEqual(slo);
  });
  it('compare what k6 computes of each type', async () => {
    expect(await judge('http_req_duration', ['med<1.5', 'med<1.6', 'min>0', 'p(99.9)<=1000', 'p(95) < 27', 'p(95)<28'])).toEqual({
      held: [false, true, true, true, false, true],
      open: undefined,
    });
    // 10 of 85 requests failed, without those of setup() and teardown().
    expect((await judge('http_req_failed', ['rate<0.11', 'rate<0.12', { threshold: 'rate==0', abortOnFail: true }])).held).toEqual([
      false,
      true,
      false,
    ]);
    expect((await judge('http_reqs', ['count==85', 'count!=85'])).held).toEqual([true, false]);
    expect((await judge('iterations', ['count>1'])).held).toEqual([true]);
    expect((await judge('checks', ['rate>0.99'])).held).toHaveLength(1);
  });
  it('are named where the points cannot judge them', async () => {
    expect(await judge('http_reqs', ['rate>1', 'count>1'])).toEqual({
      held: [true],
      open: 'the points do not say whether these thresholds held: `http_reqs: rate>1`',
    });
    expect((await judge('http_req_waiting', ['p(95)<1'])).open).toContain('`http_req_waiting: p(95)<1`');
    expect((await judge('http_req_duration', ['fast please', 'p(101)<1'])).held).toEqual([]);
  });
  it('are read with blanks, signs and as objects', () => {
    expect(parseThreshold(' p( 99.5 ) >= -1.5 ')?.of).toBe(99.5);
    expect(parseThreshold('avg<1e3')?.holds(999)).toBe(true);
    expect(parseThreshold('rate<.5')?.holds(0.5)).toBe(false);
    expect(parseThreshold('avg<1 && max<2')).toBeUndefined();
    expect(thresholdTexts(['a', { threshold: 'b' }, 3, null, {}])).toEqual(['a', 'b']);
    expect(thresholdTexts('a')).toEqual([]);
  });
});

describe('points of several tests in one file', () => {
  it('are counted, and said to be several', async () => {
    const [one, two] = [await read(points), await read(points + points)];
    const said = (run: typeof one) => run.diagnostics.filter(({ code }) => code === 'several-results');
    expect(two.total?.requests).toBe(2 * (one.total?.requests ?? 0));
    expect(said(two)).toMatchObject([{ severity: 'warning' }]);
    expect(said(one)).toEqual([]);
  });
});
