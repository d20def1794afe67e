import type { ReaderInput } from '../reader.js';
import type { SampleRecord } from '../samples/record.js';
import { createRecorder, type Recorder } from '../samples/recorder.js';
import type { ScannedFile } from '../scan/scan-file.js';
import type { MetricKind } from './point-metrics.js';

/** How the failures of one endpoint were told: by the points of `http_req_failed`, and by tags. */
export interface Evidence {
  /** Requests. */
  requests: number;
  /** Requests of which neither says whether they failed. */
  unknown: number;
  /** Points of `http_req_failed`. */
  judged: number;
  /** Points of `http_req_failed` that say that the request failed. */
  judgedFailed: number;
}

/** What points say beside requests and custom metrics, as plain data that can be sent to another thread. */
export interface PointState {
  /** Iterations, which are transactions should there be no requests. */
  iterations: SampleRecord;
  /** By the number of the endpoint. */
  evidence: Evidence[];
  /** Types that the file states, by metric. */
  kinds: Map<string, MetricKind>;
  /** Definitions of metrics that were defined before: k6 writes each once. */
  definedAgain: number;
  /** Thresholds that the file names, by metric. */
  thresholds: Map<string, string[]>;
  /** Requests of `setup()` and `teardown()`. */
  outside: number;
  /** Lines that are no points: what k6 prints between them. */
  otherLines: number;
  /** Header lines. */
  headers: number;
  /** No time was anything but a whole number of seconds. */
  wholeSeconds: boolean;
  /** Points of custom metrics beyond the limit. */
  foldedPoints: number;
  /** Lines in all. */
  lines: number;
}

/** What a scanner of points has to know, as plain data. */
export type PointSetup = Pick<ReaderInput, 'limits' | 'settings'>;

/** What was collected of a whole file. */
export interface CollectedPoints {
  /** Requests and custom metrics. */
  recorder: Recorder;
  /** Iterations. */
  iterations: Recorder;
  /** The rest. */
  state: PointState;
}

/** An empty state over the record of the iterations. */
export function createPointState(iterations: SampleRecord): PointState {
  return {
    iterations,
    evidence: [],
    kinds: new Map(),
    definedAgain: 0,
    thresholds: new Map(),
    outside: 0,
    otherLines: 0,
    headers: 0,
    wholeSeconds: true,
    foldedPoints: 0,
    lines: 0,
  };
}

/** The evidence on an endpoint. */
export function evidenceOn(state: PointState, slot: number): Evidence {
  return (state.evidence[slot] ??= { requests: 0, unknown: 0, judged: 0, judgedFailed: 0 });
}

/** Joins what the scanners of the parts of a file left behind. */
export function joinStates(input: ReaderInput, { recorder, states }: ScannedFile): CollectedPoints {
  const iterations = createRecorder(input);
  const joined = createPointState(iterations.record());
  for (const { state, slots } of states) addState(joined, state as PointState, slots, iterations);
  return { recorder, iterations, state: joined };
}

function addState(into: PointState, from: PointState, slots: readonly number[], iterations: Recorder): void {
  iterations.add(from.iterations, into.lines);
  from.evidence.forEach((evidence, slot) => {
    const own = evidenceOn(into, slots[slot] ?? 0);
    own.requests += evidence.requests;
    own.unknown += evidence.unknown;
    own.judged += evidence.judged;
    own.judgedFailed += evidence.judgedFailed;
  });
  into.definedAgain += from.definedAgain;
  for (const [name, kind] of from.kinds) {
    if (into.kinds.has(name)) into.definedAgain++;
    into.kinds.set(name, kind);
  }
  for (const [name, thresholds] of from.thresholds) into.thresholds.set(name, thresholds);
  into.outside += from.outside;
  into.otherLines += from.otherLines;
  into.headers += from.headers;
  into.wholeSeconds &&= from.wholeSeconds;
  into.foldedPoints += from.foldedPoints;
  into.lines += from.lines;
}
