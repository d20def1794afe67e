import { UserError } from '@loadline/schema';
import type { Head } from '../input/open-source.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { createRecorder } from '../samples/recorder.js';
import { type ByteCursor, createByteCursor } from './byte-cursor.js';
import { logPart } from './log-part.js';
import { createRecordReader, type LogStart, readLogStart } from './log-records.js';
import { createLogState } from './log-state.js';
import { decodeAssertions } from './parse-assertions.js';

/** The start of a binary log: the record of the run, whose first text is the version. */
function isBinaryLog({ bytes }: Head): boolean {
  if (bytes.length < 12 || bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 0 || bytes[3] !== 0) return false;
  const length = bytes[4] ?? 0;
  if (length < 3 || length > 40 || bytes[5 + length] !== 0) return false;
  return /^\d{1,4}\.\d{1,4}[\w.+-]{0,40}$/.test(String.fromCharCode(...bytes.subarray(5, 5 + length)));
}

/**
 * `simulation.log` of Gatling 3.13 and later, which is binary. Counted as in the text of earlier versions: a request failed
 * when Gatling says KO; response times are those of all requests, in ms. Its texts are written once and then named by
 * number, so that it is read from the start, in one thread.
 */
export const gatlingBinaryLog: Reader = {
  format: 'gatling-binary-log',
  tool: 'gatling',
  title: 'Gatling binary simulation log',
  isRaw: true,
  binary: true,
  detect: isBinaryLog,
  read,
};

async function read(input: ReaderInput): Promise<RunPart> {
  const recorder = createRecorder(input, { stepMs: 1 });
  const state = createLogState();
  const cursor = createByteCursor();
  let start: LogStart | undefined;
  let readRecord: ((from: ByteCursor) => void) | undefined;
  let damage: string | undefined;
  const take = () => {
    while (!cursor.isEmpty()) {
      cursor.mark();
      if (readRecord === undefined) start = readLogStart(cursor);
      else readRecord(cursor);
      if (cursor.isShort()) {
        cursor.rewind();
        return;
      }
      if (start !== undefined) readRecord ??= createRecordReader(start.startMs, state, recorder);
    }
    cursor.mark();
  };
  for await (const chunk of input.bytes()) {
    // What follows damage cannot be told apart any more; it is read on for the hash alone.
    if (damage !== undefined) continue;
    cursor.push(chunk);
    damage = damageOf(take);
    if (damage !== undefined) cursor.rewind();
  }
  if (start === undefined || readRecord === undefined) throw unreadable(input, damage);
  if (damage !== undefined)
    input.diagnostics.add('warning', 'file-damaged', `the log was read up to byte ${cursor.position()}, where it holds ${damage}`, {
      file: input.name,
    });
  else if (!cursor.isEmpty())
    input.diagnostics.add('warning', 'file-cut', 'the file ends in the middle of a record, which was left out', { file: input.name });
  const isPartial = damage !== undefined || !cursor.isEmpty();
  const { simulation, version, description } = start;
  const part = logPart(
    input,
    recorder,
    state,
    { simulation, version, description, isOld: false },
    decodeAssertions(start.assertions, version),
  );
  return { ...part, partial: part.partial || isPartial };
}

/** What was wrong with the bytes; undefined when nothing was. */
function damageOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.details.found;
    throw error;
  }
}

function unreadable(input: ReaderInput, damage: string | undefined): UserError {
  return new UserError({
    code: 'file-damaged',
    found: damage === undefined ? 'a binary log of Gatling that ends within its first record' : `a binary log of Gatling with ${damage}`,
    expected: 'the record of the run, then those of requests',
    place: { file: input.name },
  });
}
