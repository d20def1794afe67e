import { type Endpoint, endpointKey, type Metric, type TimelinePoint } from '@loadline/schema';
import { withoutLnError } from '../grouping/ln-errors.js';
import type { ReaderInput, RunPart } from '../reader.js';
import type { Recorder } from '../samples/recorder.js';

/**
 * A part without what only single times could tell, where rows stand for several samples and hold nothing but the sum of
 * their times: of the endpoints concerned the mean stays, and percentiles, smallest and largest are left out.
 *
 * @param weighted slots of those endpoints.
 */
export function withoutSingleTimes(input: ReaderInput, recorder: Recorder, weighted: ReadonlySet<number>, part: RunPart): RunPart {
  const { state, timeline } = part;
  if (weighted.size === 0 || state === undefined) return part;
  const { slots } = recorder.record();
  const keys = new Set([...weighted].flatMap((slot) => (slots[slot] === undefined ? [] : [endpointKey(slots[slot].id)])));
  input.diagnostics.add(
    'warning',
    'times-averaged',
    `rows stand for several samples (\`SampleCount\`) and hold the sum of their times: ${keys.size === 1 ? 'an endpoint has' : `${keys.size} endpoints have`} a mean and no percentiles`,
    { file: input.name },
  );
  const { total } = state;
  return {
    ...part,
    state: {
      ...state,
      endpoints: state.endpoints.map((endpoint) => (keys.has(endpointKey(endpoint)) ? bare(endpoint) : endpoint)),
      ...(total === undefined ? {} : { total: { ...total, metrics: total.metrics.filter(isOfAll).map(withoutLnError) } }),
    },
    ...(timeline === undefined ? {} : { timeline: { ...timeline, points: timeline.points.map(withoutPercentiles) } }),
  };
}

function bare(endpoint: Endpoint): Endpoint {
  const { histogram: _histogram, vif: _vif, ...rest } = endpoint;
  return { ...rest, metrics: rest.metrics.filter(isOfAll).map(withoutLnError) };
}

function isOfAll({ name }: Metric): boolean {
  return !/^(?:min|max|p\d[\d.]*)_latency_ms$/.test(name);
}

function withoutPercentiles({ p50LatencyMs: _p50, p95LatencyMs: _p95, ...point }: TimelinePoint): TimelinePoint {
  return point;
}
