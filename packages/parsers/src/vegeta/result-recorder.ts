import type { Recorder } from '../samples/recorder.js';
import { createByteTable } from '../scan/byte-table.js';
import { nameOfUrl } from '../values/name-of-url.js';
import { errorText, isSuccess } from './error-text.js';
import type { ResultRow } from './result-row.js';

/** What is the same for every part of a file of results. Plain data. */
export interface ResultSetup {
  /** The bytes that were sent and received are summed up. Not where a warm-up is cut, which they know nothing of. */
  countsBytes: boolean;
}

/** What only the whole file can tell. Plain data. */
export interface ResultState {
  /** Names of the attacks (`-name`) in it, at most {@link MOST_ATTACKS}. */
  attacks: string[];
}

/** Names of attacks that are remembered of a file. */
export const MOST_ATTACKS = 100;

/** Takes the results of vegeta, of whatever format, one by one. */
export interface ResultRecorder {
  /** Records one, or says why it does not count. */
  add(row: ResultRow, line: number | undefined): void;
  /** What was found beside the results. */
  state(): ResultState;
}

const NO_TARGETS = new TextEncoder().encode('no targets to attack');

/**
 * Records results of vegeta. An endpoint is the method and the path; versions that write neither have one endpoint for all.
 * A request failed unless its status code is 200 to 399. What vegeta writes when `-lazy` targets have run out is no request.
 *
 * @param decode the text that stands in bytes of the format.
 */
export function createResultRecorder(
  recorder: Recorder,
  setup: ResultSetup,
  decode: (bytes: Uint8Array, from: number, to: number) => string,
): ResultRecorder {
  const endpoints = createByteTable<number>(32_768);
  const kinds = createByteTable<number>(8192);
  const attacks = createByteTable<number>(MOST_ATTACKS);
  const attackNames = new Set<string>();
  const key: Key = { bytes: new Uint8Array(4096), length: 0 };
  const bytesIn = setup.countsBytes ? recorder.custom('bytes_in', { type: 'counter', contains: 'data' }) : -1;
  const bytesOut = setup.countsBytes ? recorder.custom('bytes_out', { type: 'counter', contains: 'data' }) : -1;

  const endpointOf = (row: ResultRow): number => {
    const { bytes, methodFrom, methodTo, urlFrom, urlTo } = row;
    joinKey(key, methodTo - methodFrom, 0, bytes, methodFrom, methodTo, urlFrom, urlTo);
    const known = endpoints.find(key.bytes, 0, key.length);
    if (known !== undefined) return known;
    const name = nameOfUrl(decode(bytes, urlFrom, urlTo));
    const method = decode(bytes, methodFrom, methodTo);
    return endpoints.add(key.bytes, 0, key.length, recorder.endpoint({ kind: 'request', method, name }));
  };
  const kindOf = (row: ResultRow, slot: number): number => {
    const { bytes, code, errorFrom, errorTo } = row;
    joinKey(key, slot, code, bytes, errorFrom, errorTo, 0, 0);
    const known = kinds.find(key.bytes, 0, key.length);
    if (known !== undefined) return known;
    const message = errorText(decode(bytes, errorFrom, errorTo), code);
    const kind = recorder.errorKind({ slot, message, ...(code === 0 ? {} : { status: String(code) }) });
    return kinds.add(key.bytes, 0, key.length, kind);
  };
  const noteAttack = ({ bytes, attackFrom, attackTo }: ResultRow) => {
    if (attackNames.size >= MOST_ATTACKS || attacks.find(bytes, attackFrom, attackTo) !== undefined) return;
    attacks.add(bytes, attackFrom, attackTo, 0);
    attackNames.add(decode(bytes, attackFrom, attackTo).slice(0, 200));
  };
  return {
    add(row, line) {
      const problem = problemOf(row);
      if (problem !== undefined) {
        recorder.reject(line === undefined ? {} : { line }, problem);
        return;
      }
      const slot = endpointOf(row);
      const failed = !isSuccess(row.code);
      recorder.sample(slot, row.startMs, row.latencyNs / 1e6, failed, failed ? kindOf(row, slot) : -1);
      if (row.attackTo > row.attackFrom) noteAttack(row);
      if (!setup.countsBytes) return;
      recorder.customValue(bytesIn, row.startMs, row.bytesIn);
      recorder.customValue(bytesOut, row.startMs, row.bytesOut);
    },
    state: () => ({ attacks: [...attackNames] }),
  };
}

function problemOf({ bytes, startMs, latencyNs, code, errorFrom, errorTo }: ResultRow): string | undefined {
  if (!Number.isFinite(startMs)) return 'its timestamp is none';
  if (!(latencyNs >= 0) || latencyNs > Number.MAX_SAFE_INTEGER) return 'its latency is none';
  if (!Number.isInteger(code) || code < 0 || code > 999) return 'its status code is none';
  if (code !== 0 || errorTo - errorFrom !== NO_TARGETS.length) return undefined;
  return NO_TARGETS.every((byte, index) => bytes[errorFrom + index] === byte)
    ? 'no request was sent: there were no targets left to attack'
    : undefined;
}

/** A key that is put together from two numbers and two pieces of an array, in memory that is used again. */
interface Key {
  bytes: Uint8Array;
  length: number;
}

function joinKey(key: Key, first: number, second: number, bytes: Uint8Array, from: number, to: number, from2: number, to2: number): void {
  key.length = 6 + (to - from) + (to2 - from2);
  if (key.length > key.bytes.length) key.bytes = new Uint8Array(key.length * 2);
  const joined = key.bytes;
  joined[0] = first;
  joined[1] = first >>> 8;
  joined[2] = first >>> 16;
  joined[3] = first >>> 24;
  joined[4] = second;
  joined[5] = second >>> 8;
  let at = 6;
  for (let index = from; index < to; index++) joined[at++] = bytes[index] as number;
  for (let index = from2; index < to2; index++) joined[at++] = bytes[index] as number;
}
