import type { CurvePoint, History, HistorySeries, RunTimeline } from '@loadline/schema/types';
import { describe, expect, test } from 'vitest';
import { densityPicture } from './density-picture.js';
import { dumbbell } from './dumbbell.js';
import { historyPicture } from './history-picture.js';
import { limitDumbbell } from './limit-dumbbell.js';
import { percentilePicture } from './percentile-picture.js';
import { timelinePictures } from './timeline-pictures.js';

const words = { title: 'p95 100 → 160 ms' };
const values = { unit: 'ms', baseline: 100, current: 160, tone: 'bad' };
const centres = (markup: string | undefined) => [...(markup ?? '').matchAll(/cx="([\d.]+)"/g)].map((match) => Number(match[1]));
const limitAt = (markup: string | undefined) => Number(/class="limit" d="M([\d.]+)/.exec(markup ?? '')?.[1]);

describe('a dumbbell', () => {
  test('places baseline, limit and current in the order of their values', () => {
    const { markup } = dumbbell({ ...values, limit: 130, low: 140, high: 180 }, words) ?? { markup: '' };
    const [baseline = 0, current = 0] = centres(markup);
    expect(baseline).toBeLessThan(limitAt(markup));
    expect(limitAt(markup)).toBeLessThan(current);
    expect(markup).toContain('class="spread bad"');
    expect(markup).toContain('<title>p95 100 → 160 ms</title>');
  });

  test('gives values far apart a logarithmic scale', () => {
    const [first = 0, second = 0] = centres(dumbbell({ ...values, baseline: 1, current: 1000, limit: 31.6 }, words)?.markup);
    expect(
      Math.abs(limitAt(dumbbell({ ...values, baseline: 1, current: 1000, limit: 31.6 }, words)?.markup) - (first + second) / 2),
    ).toBeLessThan(2);
  });

  test('never holds a number that is none', () => {
    for (const each of [
      { baseline: 0, current: 0 },
      { baseline: 0, current: 5, limit: 0.5 },
      { baseline: -5, current: 5, low: -Infinity, high: Infinity },
      { baseline: 1e-12, current: 1e12 },
      { baseline: 0, current: 5, low: NaN, high: 5 },
    ])
      expect(dumbbell({ ...values, ...each }, words)?.markup ?? '').not.toMatch(/NaN|Infinity|undefined/);
  });

  test('has an interval of positive width where the values are negative, on every scale', () => {
    // +38 … +85 % of −100 are −138 and −185.
    for (const draw of [dumbbell, limitDumbbell]) {
      const { markup } = draw({ ...values, baseline: -100, current: -160, low: -138, high: -185, limit: -130 }, words) ?? { markup: '' };
      expect(Number(/class="spread[^>]*width="([^"]+)"/.exec(markup)?.[1])).toBeGreaterThan(5);
    }
  });
});

describe("a row's dumbbell", () => {
  test('places what holds its limit before it, what breaks it beyond it, whichever way is worse', () => {
    for (const [current, limit] of [
      [110, 130],
      [-20, 130],
      [90, 70],
    ] as const)
      expect(centres(limitDumbbell({ ...values, current, limit })?.markup)[1]).toBeLessThan(104);
    for (const [current, limit] of [
      [131, 130],
      [1e9, 130],
      [60, 70],
    ] as const)
      expect(centres(limitDumbbell({ ...values, current, limit })?.markup)[1]).toBeGreaterThan(104);
  });

  test('is not there without a limit, or where the limit is the baseline', () => {
    expect(limitDumbbell(values)).toBeUndefined();
    expect(limitDumbbell({ ...values, limit: 100 })).toBeUndefined();
  });
});

const curve = (factor: number, percentiles: readonly number[]): CurvePoint[] =>
  percentiles.map((percentile) => ({ percentile, latencyMs: factor * (20 + percentile ** 1.5) }));
const RICH = [1, 5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 95, 99, 99.9];

describe('curves', () => {
  test('are drawn from p50 on, the median at the left', () => {
    const markup = percentilePicture({ name: 'GET /', baseline: curve(1, RICH), current: curve(2, RICH) })?.markup ?? '';
    expect(markup).toContain('p99.9');
    expect(markup).toContain('baseline: p50 374 ms');
    expect(markup).not.toMatch(/NaN|p5</);
  });

  test('that have none of the percentiles that people know tell their ends', () => {
    const markup = percentilePicture({ name: 'GET /', baseline: curve(1, [55, 65, 85]), current: curve(2, RICH) })?.markup ?? '';
    expect(markup).toContain('<desc>baseline: p55 428 ms, p85 804 ms; this run: p50 ');
  });

  test('with too few points are not there', () => {
    expect(percentilePicture({ name: '', baseline: [], current: curve(1, [50, 95]) })).toBeUndefined();
    expect(percentilePicture({ name: '', baseline: [], current: [] })).toBeUndefined();
    expect(percentilePicture({ name: '', baseline: [], current: curve(1, [50, 75, 95]) })).toBeDefined();
    expect(densityPicture({ name: '', baseline: curve(1, RICH), current: curve(1, [50, 75, 90, 95, 99]) })).toBeUndefined();
    const flat = RICH.map((percentile) => ({ percentile, latencyMs: 10 }));
    expect(densityPicture({ name: '', baseline: flat, current: flat })).toBeUndefined();
  });

  test('a density holds as much on both sides, and is highest where most requests are', () => {
    // Half of the requests at 90 … 110 ms, the rest spread up to 2 s; this run is the same, three times as slow.
    const latencies = [20, 40, 60, 80, 90, 94, 98, 102, 106, 110, 300, 600, 900, 1200, 2000];
    const percentiles = [1, 5, 10, 15, 20, 30, 40, 50, 60, 70, 75, 80, 90, 95, 99.9];
    const side = (factor: number) => percentiles.map((percentile, at) => ({ percentile, latencyMs: factor * (latencies[at] ?? 0) }));
    const markup = densityPicture({ name: 'GET /', baseline: side(1), current: side(3) })?.markup ?? '';
    const [before, after] = ['base', 'now'].map((name) => outlineOf(markup, name));
    expect(areaUnder(after) / areaUnder(before)).toBeCloseTo(1, 1);
    const latencyAt = scaleOfAxis(markup);
    expect(latencyAt(peakOf(before))).toBeGreaterThan(85);
    expect(latencyAt(peakOf(before))).toBeLessThan(115);
    expect(latencyAt(peakOf(after))).toBeGreaterThan(255);
    expect(latencyAt(peakOf(after))).toBeLessThan(345);
    expect(markup).toContain('baseline: half of the requests below 102 ms; this run: half of the requests below 306 ms');
  });
});

/** The points of an area's upper line, and the height of its lower one. */
function outlineOf(markup: string, name: string): { points: [number, number][]; bottom: number } {
  const path = new RegExp(`class="area ${name}" d="([^"]+)Z"`).exec(markup)?.[1] ?? '';
  const places = path
    .split(/[ML]/)
    .slice(1)
    .map((place) => place.split(' ').map(Number) as [number, number]);
  return { points: places.slice(0, -2), bottom: places.at(-1)?.[1] ?? NaN };
}

function areaUnder({ points, bottom } = outlineOf('', '')): number {
  return points.reduce((sum, [, y]) => sum + bottom - y, 0);
}

/** Where an area is highest. */
function peakOf({ points } = outlineOf('', '')): number {
  return points.reduce((best, point) => (point[1] < best[1] ? point : best), [NaN, Infinity])[0];
}

/** The latency at a place of a logarithmic axis, from its first and its last mark. */
function scaleOfAxis(markup: string): (x: number) => number {
  const places = [...markup.matchAll(/class="grid" d="M([\d.]+)/g)].map((match) => Number(match[1]));
  const latencies = [...markup.matchAll(/class="tick"[^>]*>([\d.]+) (ms|s)</g)].map(
    ([, number, unit]) => Number(number) * (unit === 's' ? 1000 : 1),
  );
  expect(places.length).toBe(latencies.length);
  const [from = NaN, to = NaN] = [places[0], places.at(-1)];
  const [low = NaN, high = NaN] = [latencies[0], latencies.at(-1)];
  return (x) => low * (high / low) ** ((x - from) / (to - from));
}

describe('a timeline', () => {
  const timeline = (points: RunTimeline['points']): RunTimeline[] => [{ side: 'current', intervalSeconds: 1, points }];

  test('breaks where nothing was measured, and is not there for what was never measured or never seen', () => {
    const pictures = timelinePictures(
      timeline([0, 1, 2, 3, 4].map((offsetSeconds) => ({ offsetSeconds, rps: offsetSeconds === 2 ? null : 40, failuresPerSecond: 0 }))),
    );
    expect(pictures.map(({ caption }) => caption)).toEqual(['Throughput']);
    expect(/class="now" d="([^"]+)"/.exec(pictures[0]?.picture.markup ?? '')?.[1]?.match(/M/g)).toHaveLength(2);
    expect(timelinePictures([])).toEqual([]);
    expect(timelinePictures(timeline([{ offsetSeconds: 0, rps: 1 }]))).toEqual([]);
  });
});

describe('a timeline of latencies', () => {
  const side = (which: RunTimeline['side'], field: 'p50LatencyMs' | 'p95LatencyMs', from: number): RunTimeline => ({
    side: which,
    intervalSeconds: 1,
    points: [0, 1, 2].map((offsetSeconds) => ({ offsetSeconds, [field]: from + offsetSeconds })),
  });

  test('tells what each side measured, and is called by it', () => {
    const [alone] = timelinePictures([side('current', 'p50LatencyMs', 40)]);
    expect(alone?.caption).toBe('Latency, p50');
    expect(alone?.picture.markup).toContain('<desc>this run: p50 from 40 ms to 42 ms</desc>');
    expect(alone?.picture.markup).toContain('class="now"');
    const [both] = timelinePictures([side('baseline', 'p95LatencyMs', 90), side('current', 'p50LatencyMs', 40)]);
    expect(both?.caption).toBe('Latency, p95 and (thin) p50');
    expect(both?.picture.markup).toContain('<desc>baseline: p95 from 90 ms to 92 ms; this run: p50 from 40 ms to 42 ms</desc>');
  });
});

describe('a history', () => {
  const runs: History['runs'] = [1, 2, 3, 4].map((day) => ({
    side: day < 4 ? 'baseline' : 'current',
    startedAt: `2026-01-0${day}T00:00:00Z`,
  }));
  const series: HistorySeries = {
    scope: 'endpoint',
    service: 'all',
    metric: 'p95_latency_ms',
    values: [100, null, 110, 160],
    band: { low: 90, high: 120, level: 0.95 },
    changePoints: [3],
  };
  const options = { name: 'GET /', unit: 'ms', limit: 130 };

  test('has a dot a run that measured it, the band, the limit and the new level', () => {
    const markup = historyPicture(runs, series, options)?.markup ?? '';
    expect(centres(markup)).toHaveLength(3);
    for (const part of ['class="band"', 'class="limit"', 'class="turn"', '2026-01-01', '2026-01-04']) expect(markup).toContain(part);
    expect(markup).toContain('a new level begins with run 4');
  });

  test('tells nothing of a side without values', () => {
    const gone = historyPicture(runs, { ...series, values: [100, 105, 110, null], changePoints: [] }, options)?.markup;
    expect(gone).toContain('<desc>baseline: 100 ms, 105 ms, 110 ms; one more run of');
    const fresh = historyPicture(runs, { ...series, values: [100, 105, 110, 160] }, options)?.markup;
    expect(fresh).toContain('110 ms; this run: 160 ms;');
  });

  test('of fewer than three values is none', () => {
    expect(historyPicture(runs, { ...series, values: [100, null, null, 160] }, options)).toBeUndefined();
    expect(historyPicture(runs.slice(0, 2), series, options)).toBeUndefined();
  });
});
