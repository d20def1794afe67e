import { field } from '../input/json-text.js';
import type { Recorder } from '../samples/recorder.js';
import { numberOf } from '../values/number-of.js';

/** Records a call: it failed when its status is not `OK`. ghz notes when a call ended, so that it began its time before. */
export function addCall(recorder: Recorder, slot: number, call: { endMs: number; elapsedMs: number; status: string; error: string }): void {
  const { endMs, elapsedMs, status, error } = call;
  const failed = status !== 'OK';
  const kind = failed ? recorder.errorKind({ slot, status, message: error === '' ? status : error }) : undefined;
  recorder.sample(slot, endMs - elapsedMs, elapsedMs, failed, kind);
}

/** Records the calls in the list `details` of a document. */
export function addDetails(recorder: Recorder, slot: number, details: readonly unknown[]): void {
  details.forEach((detail, index) => {
    const latency = numberOf(field(detail, 'latency'));
    const status = field(detail, 'status');
    const error = field(detail, 'error');
    if (latency === undefined || latency < 0 || typeof status !== 'string')
      return recorder.reject({}, `entry ${index + 1} of \`details\`, expected a latency and a status`);
    const endMs = timestampMs(field(detail, 'timestamp'));
    addCall(recorder, slot, { endMs, elapsedMs: latency / 1e6, status, error: typeof error === 'string' ? error : '' });
  });
}

/** A time of RFC 3339 in ms since the epoch, with its fraction whole; NaN for anything else. */
export function timestampMs(value: unknown): number {
  const [, seconds, fraction = '', zone] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,12})?(Z|[+-]\d\d:\d\d)$/.exec(typeof value === 'string' ? value : '') ?? [];
  return seconds === undefined ? NaN : Date.parse(`${seconds}${zone}`) + Number(`0${fraction === '' ? '.0' : fraction}`) * 1000;
}
