import { createDiagnostics } from '../input/diagnostics.js';
import { createRecorder, type Recorder } from '../samples/recorder.js';
import { checkMetric } from './metric-kinds.js';
import { builtInKind, type MetricKind, type PointMetric } from './point-metrics.js';
import { createPointState, evidenceOn, type PointSetup, type PointState } from './point-state.js';
import { type Protocol, type RequestTags, requestTags, type TagSet } from './point-tags.js';

/** Takes the points of a file one after the other. */
export interface PointCollector {
  /** Where requests, rejected rows, users and custom metrics go. */
  recorder: Recorder;
  /** What was collected beside. */
  state: PointState;
  /** Adds a point. The time is in ms since the epoch. */
  point(metric: PointMetric, tags: TagSet, timeMs: number, value: number): void;
  /** Takes the type of a metric. */
  define(name: string, kind: MetricKind): void;
  /** Counts the request whose failure is still open. */
  settle(): void;
  /** Whether there is such a request. */
  isOpen(): boolean;
}

const LONGEST_MS = 1e11;

/** A request whose tags leave open whether it failed: the point of `http_req_failed` that follows says it. */
interface OpenRequest {
  request: RequestTags;
  timeMs: number;
  elapsedMs: number;
}

interface Collecting {
  recorder: Recorder;
  iterations: Recorder;
  record: PointState;
  open: OpenRequest | undefined;
  /** So many custom metrics at most are kept. */
  mostCustoms: number;
}

/** An empty collector over a recorder. */
export function createPointCollector(recorder: Recorder, { limits, settings }: PointSetup, file: string): PointCollector {
  const iterations = createRecorder({ name: file, limits, settings, diagnostics: createDiagnostics() });
  const record = createPointState(iterations.record());
  const state: Collecting = { recorder, iterations, record, open: undefined, mostCustoms: limits.endpoints };
  return {
    recorder,
    state: record,
    point: (metric, tags, timeMs, value) => {
      if (metric.role === 'users') recorder.users(timeMs, value);
      else if (metric.role !== 'skip') addPoint(state, metric, tags, timeMs, value);
    },
    define: (name, kind) => {
      if (record.kinds.has(name)) record.definedAgain++;
      record.kinds.set(name, kind);
    },
    settle: () => {
      settle(state, undefined);
    },
    isOpen: () => state.open !== undefined,
  };
}

function addPoint(state: Collecting, metric: PointMetric, tags: TagSet, timeMs: number, value: number): void {
  if (tags.isOutside) {
    if (metric.role === 'http' || metric.role === 'grpc' || metric.role === 'ws') state.record.outside++;
    return;
  }
  switch (metric.role) {
    case 'http':
    case 'grpc':
    case 'ws':
      addRequest(state, metric.role, tags, timeMs, value);
      return;
    case 'failed':
      addVerdict(state, tags, timeMs, value);
      return;
    case 'iteration':
      tags.iteration ??= state.iterations.endpoint(iterationOf(tags));
      state.iterations.sample(tags.iteration, timeMs - value, value, false);
      break;
    case 'check':
      addCheck(state, tags, timeMs, value);
      break;
    case 'custom':
    case 'skip':
    case 'users':
  }
  if (metric.custom === undefined) metric.custom = customOf(state, metric.name);
  addCustomValue(state, metric.custom, timeMs, value);
}

function addRequest(state: Collecting, protocol: Protocol, tags: TagSet, timeMs: number, elapsedMs: number): void {
  if (elapsedMs > LONGEST_MS) {
    state.recorder.reject({ line: state.record.lines }, `found a response time of ${elapsedMs} ms, expected one of less than three years`);
    return;
  }
  const request = requestTags(tags, protocol, state.recorder);
  // HTTP and gRPC bear the time of their end, web sockets that of their start.
  if (request.decided) count(state, request, protocol === 'ws' ? timeMs : timeMs - elapsedMs, elapsedMs, request.failed);
  else {
    settle(state, undefined);
    state.open = { request, timeMs, elapsedMs };
  }
}

function addVerdict(state: Collecting, tags: TagSet, timeMs: number, value: number): void {
  const request = requestTags(tags, 'http', state.recorder);
  const evidence = evidenceOn(state.record, request.slot);
  evidence.judged++;
  if (value !== 0) evidence.judgedFailed++;
  if (state.open?.request === request && state.open.timeMs === timeMs) settle(state, value !== 0);
}

/** Counts the open request by the verdict on it, or where none came by its tags. */
function settle(state: Collecting, verdict: boolean | undefined): void {
  if (state.open === undefined) return;
  const { request, timeMs, elapsedMs } = state.open;
  state.open = undefined;
  count(state, request, timeMs - elapsedMs, elapsedMs, verdict ?? request.failed);
}

function count(state: Collecting, { slot, errorKind }: RequestTags, startMs: number, elapsedMs: number, failed: boolean | undefined): void {
  const evidence = evidenceOn(state.record, slot);
  evidence.requests++;
  if (failed === undefined) evidence.unknown++;
  state.recorder.sample(slot, startMs, elapsedMs, failed === true, errorKind);
}

function addCheck(state: Collecting, tags: TagSet, timeMs: number, value: number): void {
  const check = tags.tags.get('check') ?? '';
  if (check === '') return;
  tags.check ??= customOf(state, checkMetric(check), { type: 'rate' });
  addCustomValue(state, tags.check, timeMs, value);
}

/** The number of a custom metric; -1 past the limit. */
function customOf({ recorder, record, mostCustoms }: Collecting, name: string, kind?: MetricKind): number {
  const { customs } = recorder.record();
  if (customs.length >= mostCustoms && !customs.some((known) => known.name === name)) return -1;
  return recorder.custom(name, { ...builtInKind(name), ...record.kinds.get(name), ...kind });
}

function addCustomValue({ recorder, record }: Collecting, custom: number, timeMs: number, value: number): void {
  if (custom < 0) record.foldedPoints++;
  else recorder.customValue(custom, timeMs, value);
}

function iterationOf({ tags }: TagSet) {
  const scenario = tags.get('scenario') ?? '';
  return { kind: 'transaction' as const, name: 'iteration', ...(scenario === '' ? {} : { scenario }) };
}
