import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '@loadline/schema';
import { createDiagnostics } from '../input/diagnostics.js';
import { defaultReadLimits } from '../input/read-limits.js';
import { createRecorder, type Recorder, type RecorderInput } from './recorder.js';

function inputOf(warmupSeconds = 0, endpoints = defaultReadLimits.endpoints): RecorderInput {
  return {
    name: 'run.jtl',
    limits: { ...defaultReadLimits, endpoints },
    diagnostics: createDiagnostics(),
    settings: { warmupSeconds, jmeterRows: 'samples', threads: 1 },
  };
}

interface Row {
  name: string;
  startMs: number;
  ms: number;
  failed: boolean;
}

const START = Date.UTC(2026, 0, 2, 3, 4, 5);

function addRows(recorder: Recorder, rows: readonly Row[]): void {
  for (const { name, startMs, ms, failed } of rows) {
    const slot = recorder.endpoint({ kind: 'request', name });
    const kind = failed ? recorder.errorKind({ slot, status: '500', message: `failed ${name}` }) : -1;
    recorder.sample(slot, startMs, ms, failed, kind);
  }
}

const row: fc.Arbitrary<Row> = fc.record({
  name: fc.constantFrom('a', 'b', 'c', '__proto__'),
  startMs: fc.integer({ min: 0, max: 120_000 }).map((offset) => START + offset),
  ms: fc.integer({ min: 0, max: 5000 }),
  failed: fc.boolean(),
});

describe('createRecorder', () => {
  it('gives counts, times, rates and failures by kind', () => {
    const input = inputOf();
    const recorder = createRecorder(input, { stepMs: 1 });
    addRows(recorder, [
      { name: '/a', startMs: START, ms: 100, failed: false },
      { name: '/a', startMs: START + 1500, ms: 300, failed: true },
      { name: '/b', startMs: START + 3000, ms: 1000, failed: false },
    ]);
    recorder.users(START, 2);
    const part = recorder.part();
    expect(part).toMatchObject({ startedAtMs: START, durationSeconds: 4, users: 2, partial: false });
    expect(part.state?.endpoints.map(({ name, requests, failures }) => [name, requests, failures])).toEqual([
      ['/a', 2, 1],
      ['/b', 1, 0],
    ]);
    expect(part.state?.total).toMatchObject({ requests: 3, failures: 1 });
    expect(part.state?.endpoints[0]?.metrics.filter(({ name }) => ['error_rate_pct', 'rps'].includes(name))).toEqual([
      { name: 'error_rate_pct', value: 50, provenance: 'exact' },
      { name: 'rps', value: 0.5, provenance: 'exact' },
    ]);
    const seen = new Date(START + 1500).toISOString();
    expect(part.errors).toEqual([
      { message: 'failed /a', status: '500', count: 1, endpoint: { kind: 'request', name: '/a' }, firstSeen: seen, lastSeen: seen },
    ]);
    expect(part.timeline).toMatchObject({ intervalSeconds: 1 });
    expect(part.timeline?.points.map(({ offsetSeconds, rps, failuresPerSecond }) => [offsetSeconds, rps, failuresPerSecond])).toEqual([
      [0, 1, 0],
      [1, 1, 1],
      [3, 1, 0],
    ]);
  });
  it('is the same whether a file is read at once or in parts', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 60 }),
        fc.array(fc.nat(60), { maxLength: 3 }),
        fc.constantFrom(0, 20),
        (rows, cuts, warmup) => {
          const whole = createRecorder(inputOf(warmup));
          addRows(whole, rows);
          const ends = [...cuts.map((cut) => Math.min(cut, rows.length)), rows.length].sort((a, b) => a - b);
          const parts = createRecorder(inputOf(warmup));
          ends.forEach((end, index) => {
            const part = createRecorder(inputOf(warmup));
            addRows(part, rows.slice(ends[index - 1] ?? 0, end));
            parts.add(structuredClone(part.record()), 0);
          });
          expect(outcome(parts)).toEqual(outcome(whole));
        },
      ),
    );
  });
  it('cuts the warm-up by the earliest start, wherever it stands in the file', () => {
    const rows = [35, 5, 29, 30, 0, 31, 80].map((second) => ({ name: '/a', startMs: START + second * 1000, ms: second, failed: true }));
    const input = inputOf(30);
    const recorder = createRecorder(input);
    addRows(recorder, rows);
    const part = recorder.part();
    expect(part).toMatchObject({ warmupSeconds: 30, startedAtMs: START + 30_000 });
    expect(part.state?.endpoints[0]).toMatchObject({ requests: 4, failures: 4 });
    expect(part.errors?.[0]?.count).toBe(4);
    expect(input.diagnostics.list()).toMatchObject([{ code: 'warmup-cut', message: '3 requests of the first 30 s were left out' }]);
    const short = createRecorder(inputOf(300));
    addRows(short, rows);
    expect(() => short.part()).toThrow(UserError);
  });
  it('folds what comes past the limit and says so', () => {
    const input = inputOf(0, 2);
    const recorder = createRecorder(input);
    addRows(
      recorder,
      ['a', 'b', 'c', 'd', 'a'].map((name, at) => ({ name, startMs: START + at, ms: 1, failed: false })),
    );
    expect(recorder.hasFolded()).toBe(true);
    expect(recorder.part().state?.endpoints.map(({ name, requests }) => [name, requests])).toEqual([
      ['a', 2],
      ['b', 1],
      ['(other)', 2],
    ]);
    expect(input.diagnostics.list()).toMatchObject([{ code: 'endpoints-folded' }]);
  });
  it('counts and names what it rejects', () => {
    const input = inputOf();
    const recorder = createRecorder(input);
    addRows(recorder, [{ name: '/a', startMs: START, ms: 1, failed: false }]);
    recorder.sample(0, START, -1, false);
    recorder.sample(0, START, NaN, false);
    recorder.sample(0, START, 1e300, false);
    for (let line = 1; line <= 30; line++) recorder.reject({ line }, 'no time');
    recorder.cut({ line: 31 });
    expect(recorder.part()).toMatchObject({ partial: true, state: { endpoints: [{ requests: 1 }] } });
    const codes = input.diagnostics.list().map(({ code }) => code);
    expect(codes.filter((code) => code === 'row-rejected')).toHaveLength(20);
    expect(input.diagnostics.list().find(({ code }) => code === 'rows-rejected')?.message).toBe('33 rows were not counted in all');
    expect(codes).toContain('file-cut');
    const nothing = createRecorder(inputOf());
    nothing.reject({ line: 2 }, 'no time');
    expect(() => nothing.part()).toThrow(/none that could be counted/);
  });
  it('cuts values of custom metrics with the warm-up, in whatever order and parts they come', () => {
    const whole = createRecorder(inputOf(10));
    const parts = createRecorder(inputOf(10));
    const values = [5, 12, 3, 30, 9.9, 10];
    for (const half of [values.slice(0, 3), values.slice(3)]) {
      const part = createRecorder(inputOf(10));
      for (const recorder of [whole, part]) {
        const [slot, custom] = [recorder.endpoint({ kind: 'request', name: '/a' }), recorder.custom('orders', { type: 'counter' })];
        for (const second of half) {
          recorder.customValue(custom, START + second * 1000, 1);
          recorder.sample(slot, START + second * 1000, 5, false);
        }
        recorder.customValue(custom, NaN, 1);
      }
      parts.add(structuredClone(part.record()), 0);
    }
    whole.beginAt(START);
    parts.beginAt(START);
    for (const recorder of [whole, parts]) {
      const { state, customMetrics } = recorder.part();
      expect(state?.endpoints[0]?.requests).toBe(3);
      expect(customMetrics?.find(({ name }) => name === 'orders_count')?.value).toBe(5);
    }
  });
  it('lets a run begin before its first request', () => {
    const recorder = createRecorder(inputOf());
    recorder.sample(recorder.endpoint({ kind: 'request', name: '/a' }), 500, 500, false);
    recorder.beginAt(0);
    expect(recorder.part().durationSeconds).toBe(1);
  });
  it('rejects starts that are no moment, and does not hang on them', () => {
    const recorder = createRecorder(inputOf());
    const slot = recorder.endpoint({ kind: 'request', name: '/a' });
    recorder.sample(slot, 1.7e12, 5, false);
    for (const start of [1e200, -1e200, Infinity, -Infinity, 8.65e15]) recorder.sample(slot, start, 5, false);
    for (const moment of [1e200, NaN, Infinity]) recorder.users(moment, 3);
    const { state, durationSeconds, timeline } = recorder.part();
    expect([state?.endpoints[0]?.requests, durationSeconds, timeline?.points.length]).toEqual([1, 0.005, 1]);
    expect(recorder.record().rejected).toBe(5);
  });

  it('keeps custom metrics by their kind', () => {
    const recorder = createRecorder(inputOf());
    addRows(recorder, [{ name: '/a', startMs: START, ms: 2000, failed: false }]);
    const add = (name: string, kind: Parameters<Recorder['custom']>[1], values: number[]) => {
      const custom = recorder.custom(name, kind);
      values.forEach((value, at) => recorder.customValue(custom, START + at, value));
    };
    add('logins', { type: 'counter' }, [1, 2, 3]);
    add('ok', { type: 'rate' }, [1, 0, 1, 1]);
    add('queue', { type: 'gauge' }, [5, 9, 7]);
    add('render', { type: 'trend', contains: 'time' }, [10, 20]);
    const metrics = new Map(recorder.part().customMetrics?.map((metric) => [metric.name, metric.value]));
    expect(Object.fromEntries(metrics)).toMatchObject({
      logins_count: 6,
      logins_per_second: 3,
      ok_pct: 75,
      queue: 7,
      queue_max: 9,
      render_avg_ms: 15,
      render_p50_ms: 15,
      render_count: 2,
    });
  });

  it('gives the width of the buckets that many values of a trend were counted in', () => {
    const recorder = createRecorder(inputOf());
    addRows(recorder, [{ name: '/a', startMs: START, ms: 2000, failed: false }]);
    const custom = recorder.custom('render', { type: 'trend', contains: 'time' });
    for (let value = 1; value <= 2000; value++) recorder.customValue(custom, START + value, value);
    const metrics = recorder.part().customMetrics ?? [];
    for (const { name, value, provenance, resolution = 0 } of metrics)
      if (/_p\d/.test(name)) expect([name, provenance, resolution > 0 && resolution < 0.003 * value]).toEqual([name, 'histogram', true]);
      else expect([name, provenance, resolution]).toEqual([name, 'exact', 0]);
    expect(metrics.length).toBeGreaterThan(5);
  });
});

function outcome(recorder: Recorder): unknown {
  try {
    return recorder.part();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
