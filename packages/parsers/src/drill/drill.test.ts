import { readFileSync } from 'node:fs';
import { assertDocument } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../detect-format.js';
import { bytesSource } from '../input/source.js';
import { mergeRuns } from '../merge-runs.js';
import { readRun } from '../read-run.js';

const read = (name: string) => readFileSync(new URL(`../../testdata/drill/${name}`, import.meta.url), 'utf8');
const runOf = async (name: string, text = read(name)) => readRun([bytesSource(name, text)]);

type Row = Partial<Record<string, number>>;
const expected = JSON.parse(read('expected.json')) as Record<string, { rows: Record<string, Row>; total: Row }>;

describe('drill output', () => {
  it.each(Object.keys(expected))('%s holds what drill printed', async (file) => {
    const run = await runOf(file);
    assertDocument(run);
    const { rows, total } = expected[file] ?? { rows: {}, total: {} };
    expect(run.endpoints.map(({ name }) => name)).toEqual(Object.keys(rows));
    expect(run.run).toMatchObject({ tool: 'drill', partial: false, load: { model: 'closed', users: /names|terminal/.test(file) ? 2 : 4 } });
    for (const endpoint of run.endpoints) {
      const row = rows[endpoint.name] ?? {};
      expect(endpoint).toMatchObject({ requests: row['requests'], failures: row['failures'] });
      const all = endpoint.requests === endpoint.failures;
      for (const [name, value] of Object.entries(row)) {
        const metric = endpoint.metrics.find((each) => each.name === `${name}_latency_ms`);
        // Where nothing was answered, 0 ms is no time.
        if (name === 'requests' || name === 'failures') continue;
        if (all && value === 0) expect(metric).toBeUndefined();
        else expect(metric).toMatchObject({ value, provenance: 'histogram' });
      }
    }
    if (total['requests'] !== undefined) expect(run.total).toMatchObject({ requests: total['requests'], failures: total['failures'] });
  });
  it('names failures by kind where drill printed its lines', async () => {
    expect((await runOf('plan.txt')).errors).toEqual([
      { message: 'status 500', status: '500', count: 25, endpoint: { kind: 'request', name: 'Wrong' } },
      { message: 'status 503', status: '503', count: 2, endpoint: { kind: 'request', name: 'Post it' } },
    ]);
    expect((await runOf('refused.txt')).errors).toEqual([{ message: 'Connection refused', count: 25 }]);
    expect((await runOf('drop.txt')).diagnostics.map(({ code }) => code)).toEqual(['zero-times']);
    expect((await runOf('nostats.txt')).diagnostics.map(({ code }) => code)).toEqual(['no-statistics', 'unanswered-not-counted']);
  });
  it('says how fine its times are', async () => {
    const p99 = async (file: string) => (await runOf(file)).endpoints[0]?.metrics.find(({ name }) => name === 'p99_latency_ms');
    expect((await p99('quiet.txt'))?.resolution).toBe(1);
    // 1.887 ms: 1,024 to 2,047 µs are split into 128.
    expect(await p99('nanosec.txt')).toMatchObject({ value: 1.887, resolution: 0.008 });
  });
  it('is partial when it ends amid the statistics, and in a row', async () => {
    const text = read('plan.txt');
    expect((await runOf('cut.txt', text.slice(0, text.indexOf('Time taken')))).run.partial).toBe(true);
    const rows = read('nostats.txt');
    expect((await runOf('cut.txt', rows.slice(0, rows.lastIndexOf(' OK')))).run.partial).toBe(true);
    await expect(runOf('cut.txt', text.slice(0, text.indexOf('Fetch it')))).rejects.toMatchObject({ code: 'no-requests' });
  });
  it('knows no failures where there are more of them than requests', async () => {
    const run = await runOf('odd.txt', read('quiet.txt').replace(/Failed requests {11}0/, 'Failed requests           99'));
    expect(run.endpoints[0]).toMatchObject({ requests: 25, failures: null });
  });
  it('is told from other reports', async () => {
    expect(await detectFormat(bytesSource('x', `building…\n${read('quiet.txt')}`))).toMatchObject({ format: 'drill-text' });
    for (const other of [
      'Concurrency Level:      4\nTime taken for tests:   1.0 seconds\n',
      '- name: a\n  hosts: b\n',
      '- name: a\n  duration: long\n',
      'Concurrency 4\n',
    ])
      await expect(detectFormat(bytesSource('x', other))).rejects.toMatchObject({ code: 'unknown-format' });
  });
});

describe('drill report', () => {
  it('is single requests', async () => {
    const run = await runOf('report.yml');
    expect(run.endpoints.map(({ name, requests, failures }) => [name, requests, failures])).toEqual([
      ['Fetch it', 1, 0],
      ['Slow | one', 2, 0],
      ['Post it', 1, 0],
      ['Wrong', 1, 1],
    ]);
    const times = [...read('report.yml').matchAll(/name: Slow \| one\n {2}duration: ([\d.]+)/g)].map((match) => Number(match[1]));
    const mean = run.endpoints[1]?.metrics.find(({ name }) => name === 'avg_latency_ms');
    expect(mean).toMatchObject({ value: expect.closeTo(((times[0] ?? 0) + (times[1] ?? 0)) / 2, 9) as number, provenance: 'exact' });
    expect(run.errors).toEqual([{ message: 'status 500', status: '500', count: 1, endpoint: { kind: 'request', name: 'Wrong' } }]);
  });
  it('is the same in eight files as in one', async () => {
    const entry = (index: number) =>
      `- name: "n \\"${index % 3}\\""\n  duration: ${1 + ((index * 37) % 100) / 8}\n  status: ${index % 5 === 0 ? 404 : 200}\n\n`;
    const all = Array.from({ length: 160 }, (_, index) => entry(index));
    const whole = await runOf('all.yml', all.join(''));
    const parts = await Promise.all(
      Array.from({ length: 8 }, async (_, shard) => runOf(`${shard}.yml`, all.filter((__, index) => index % 8 === shard).join(''))),
    );
    const merged = mergeRuns(parts);
    for (const endpoint of whole.endpoints) {
      const same = merged.endpoints.find(({ name }) => name === endpoint.name);
      expect(same).toMatchObject({ requests: endpoint.requests, failures: endpoint.failures });
      for (const { name, value } of endpoint.metrics.filter((metric) => /_ms$/.test(metric.name)))
        expect(same?.metrics.find((metric) => metric.name === name)?.value).toBeCloseTo(value, 9);
    }
  });
  it('says what it leaves out', async () => {
    const text = read('report.yml');
    const cut = await runOf('cut.yml', text.slice(0, text.lastIndexOf('  status')));
    expect(cut.run.partial).toBe(true);
    const odd = await runOf(
      'odd.yml',
      text
        .replace(/duration: [\d.]+/, 'duration: 1.5')
        .replace('  status: 200\n', '')
        .replace('- name: Fetch it', '- name: Fetch it\n  duration: 2\n  status: 200\n- name: x'),
    );
    expect(odd.diagnostics).toMatchObject([{ code: 'row-rejected', place: { line: 5 } }]);
  });
});
