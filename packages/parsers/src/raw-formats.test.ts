import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Endpoint, Run } from '@loadline/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesSource, fileSource, mergeRuns, readRun } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'loadline-raw-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A result of single requests, a row each: its file, and the lines at its start that every shard has. */
const raw: readonly [format: string, file: string, headerLines: number][] = [
  ['k6-json', 'k6/v2.2.0/normal.ndjson.gz', 0],
  ['k6-json', 'k6/v0.33.0/scenarios.ndjson.gz', 0],
  ['k6-csv', 'k6/v2.2.0/normal.csv.gz', 1],
  ['k6-csv', 'k6/v0.49.0/failing.csv.gz', 1],
];

const textOf = (file: string) => {
  const bytes = readFileSync(new URL(`../testdata/${file}`, import.meta.url));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};

/** What does not depend on how many files the requests stood in. */
function measured(run: Run) {
  const { run: info, endpoints, errors, total } = run;
  const bare = endpoints.map(({ vif: _vif, ...rest }: Endpoint) => rest);
  const key = (item: unknown) => JSON.stringify(item);
  return {
    startedAt: info.startedAt,
    endpoints: bare.sort((a, b) => (key([a.name, a.method, a.group]) < key([b.name, b.method, b.group]) ? -1 : 1)),
    errors: errors?.map(({ count, message, status, endpoint }) => key([message, status, endpoint, count])).sort(),
    requests: [total?.requests, total?.failures],
  };
}

/** Sums over the same numbers in another order differ in their last digits. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, each: unknown) => (typeof each === 'number' ? Number(each.toPrecision(11)) : each)));

describe.each(raw)('%s: %s', (format, file, headerLines) => {
  const text = textOf(file);
  const lines = text.split('\n').filter((line) => line !== '');
  const header = lines.slice(0, headerLines);
  const rows = lines.slice(headerLines);

  it('is read the same by several threads as by one', async () => {
    const path = join(folder, file.replaceAll('/', '-').replace(/\.gz$/, ''));
    writeFileSync(path, text);
    const one = await readRun([fileSource(path)], { threads: 1 });
    expect(one.run.sources[0]?.format).toBe(format);
    for (const threads of [2, 3, 7]) expect(await readRun([fileSource(path)], { threads, threadsFromBytes: 1 })).toEqual(one);
    const warm = { warmupSeconds: 0.002 };
    expect(await readRun([fileSource(path)], { threads: 3, threadsFromBytes: 1, ...warm })).toEqual(
      await readRun([fileSource(path)], { threads: 1, ...warm }),
    );
  });

  it('cut into eight shards and merged is the run in one file', async () => {
    const whole = await readRun([bytesSource('whole', text)]);
    const share = Math.ceil(rows.length / 8);
    const shards: Run[] = [];
    for (let at = 0; at < rows.length; at += share) {
      const run = await readRun([bytesSource(`shard ${at}`, `${[...header, ...rows.slice(at, at + share)].join('\n')}\n`)]).catch(
        () => undefined,
      );
      if (run !== undefined) shards.push(run);
    }
    const orders = [shards, shards.toReversed(), [mergeRuns(shards.slice(0, 3)), mergeRuns(shards.slice(3))]];
    for (const order of orders) expect(rounded(measured(mergeRuns(order)))).toEqual(rounded(measured(whole)));
  });
});
