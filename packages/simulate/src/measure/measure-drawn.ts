import { createRandom, type Random } from '@loadline/stats';
import { drawFailures } from '../draw/draw-failures.js';
import { drawPoisson } from '../draw/draw-poisson.js';
import { latencyAt, placeOfLatency, tableAt } from '../latency/latency-at.js';
import type { LatencyShape } from '../latency/latency-shape.js';
import { drawMean } from '../places/draw-mean.js';
import { drawOrder, type OrderPlaces } from '../places/draw-order.js';
import { indicatorInflation } from '../places/indicator-inflation.js';
import type { EndpointConditions } from '../run-conditions.js';
import type { Settings } from '../settings.js';
import { histogramOf } from './histogram-of.js';
import type { Measured, MeasuredLatency } from './measured.js';

/** What a run measures of an endpoint, drawn as a whole: order statistics in place of requests. */
export function measureDrawn(conditions: EndpointConditions, settings: Settings): Measured {
  const random = createRandom(conditions.seed);
  const requests = drawPoisson(random, conditions.requests);
  const failures = drawFailures(random, requests, conditions.errorShare, settings.burst);
  if (requests === 0) return { requests, failures, latency: undefined };
  const places = drawOrder(conditions.model.plan, requests, random);
  return {
    requests,
    failures,
    latency: latencyOf(places, conditions, settings, random),
    ...(settings.vif ? { vif: Number(indicatorInflation(settings.rho, 0.5).toPrecision(4)) } : {}),
  };
}

function latencyOf(places: OrderPlaces, { model, scale }: EndpointConditions, settings: Settings, random: Random): MeasuredLatency {
  const { shape } = model;
  const last = places.z.length - 1;
  const requests = places.rank[last] ?? 1;
  const times: number[] = [];
  for (let index = 0; index <= last; index++) times.push(scale * latencyAt(shape, places.z[index] ?? 0));
  const minMs = times[0] ?? NaN;
  const maxMs = times[last] ?? NaN;
  const avgMs = Math.min(Math.max(scale * drawMean(places, shape, random), minMs), maxMs);
  const base = { avgMs, minMs, maxMs, percentilesMs: times.slice(1, -1) };
  if (!settings.histogram) return base;
  const countUpTo = (ms: number) => countOf(places, shape, placeOfLatency(shape, ms / scale));
  return { ...base, histogram: histogramOf({ requests, minMs, maxMs, avgMs, countUpTo }, settings.rounding) };
}

/** Requests up to a place of the normal scale; between two known places they lie as the whole distribution does. */
function countOf({ rank, z }: OrderPlaces, { partialShare }: LatencyShape, place: number): number {
  const after = z.findIndex((each) => each > place);
  if (after === 0) return 0;
  if (after < 0) return rank[rank.length - 1] ?? 0;
  const from = tableAt(partialShare, z[after - 1] ?? 0);
  const part = (tableAt(partialShare, place) - from) / (tableAt(partialShare, z[after] ?? 0) - from);
  const low = rank[after - 1] ?? 0;
  return low + part * ((rank[after] ?? 0) - low);
}
