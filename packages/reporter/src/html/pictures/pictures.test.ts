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
    ])
      expect(dumbbell({ ...values, ...each }, words)?.markup ?? '').not.toMatch(/NaN|Infinity|undefined/);
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

  test('with too few points are not there', () => {
    expect(percentilePicture({ name: '', baseline: [], current: curve(1, [50, 95]) })).toBeUndefined();
    expect(percentilePicture({ name: '', baseline: [], current: [] })).toBeUndefined();
    expect(percentilePicture({ name: '', baseline: [], current: curve(1, [50, 75, 95]) })).toBeDefined();
    expect(densityPicture({ name: '', baseline: curve(1, RICH), current: curve(1, [50, 75, 90, 95, 99]) })).toBeUndefined();
    const flat = RICH.map((percentile) => ({ percentile, latencyMs: 10 }));
    expect(densityPicture({ name: '', baseline: flat, current: flat })).toBeUndefined();
  });

  test('a density holds as much on both sides, and is highest where most requests are', () => {
    const markup = densityPicture({ name: 'GET /', baseline: curve(1, RICH), current: curve(1, RICH) })?.markup ?? '';
    const shapes = [...markup.matchAll(/class="area \w+" d="([^"]+)"/g)].map((match) => match[1]);
    expect(shapes).toHaveLength(2);
    expect(shapes[0]).toBe(shapes[1]);
    expect(markup).not.toContain('NaN');
  });
});

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

  test('of fewer than three values is none', () => {
    expect(historyPicture(runs, { ...series, values: [100, null, null, 160] }, options)).toBeUndefined();
    expect(historyPicture(runs.slice(0, 2), series, options)).toBeUndefined();
  });
});
