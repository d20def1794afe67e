import { UserError } from '@loadline/schema';
import type { Reader, ReaderInput } from '../reader.js';
import { createRecorder, type Recorder } from '../samples/recorder.js';
import { forEachGobMessage } from './gob-messages.js';
import { gobResultReader, type GobResultReader } from './gob-result.js';
import { type GobTypes, readType } from './gob-types.js';
import { gobError, isGobError, readInt } from './gob-values.js';
import { resultPart, setupOf } from './raw-readers.js';
import { createResultRecorder } from './result-recorder.js';
import { createResultRow } from './result-row.js';

/** The description of a structure that is called Result, as the first message of a stream. */
const START = Uint8Array.from([0x03, 0x01, 0x01, 0x06, ...Buffer.from('Result')]);

/**
 * The results of `vegeta attack` as they are written, in Go's gob encoding, of every version: the stream describes its
 * fields itself. The rule of failures is that of the other formats: a status code that is not 200 to 399.
 */
export const vegetaGob: Reader = {
  format: 'vegeta-gob',
  tool: 'vegeta',
  title: 'vegeta results (gob)',
  isRaw: true,
  binary: true,
  detect({ bytes }) {
    // Before it stand the length of the message and the number of the type, each of one byte or a few.
    for (let at = 2; at <= 12; at++) if (START.every((byte, index) => bytes[at + index] === byte)) return true;
    return false;
  },
  async read(input) {
    const recorder = createRecorder(input);
    const results = createResultRecorder(recorder, setupOf(input), decodeUtf8);
    const { isCut, damage } = await readStream(input, recorder, results.add);
    if (isCut) recorder.cut({});
    return resultPart(input, recorder, [results.state()], isCut || damage ? { partial: true } : {});
  },
};

type Add = ReturnType<typeof createResultRecorder>['add'];

/** Reads results until the file ends, or its bytes are no gob any more; that is said, and what was read stays. */
async function readStream(input: ReaderInput, recorder: Recorder, add: Add): Promise<{ isCut: boolean; damage: boolean }> {
  const types: GobTypes = new Map();
  const readers = new Map<number, GobResultReader>();
  const row = createResultRow();
  let count = 0;
  const onMessage = (bytes: Uint8Array, from: number, to: number) => {
    const reader = { bytes, at: from, end: to };
    const number = readInt(reader);
    if (number < 0) {
      readType(reader, -number, types);
      readers.clear();
      return;
    }
    count++;
    const read = readers.get(number) ?? gobResultReader(types.get(number), types);
    if (read === undefined) throw gobError('a value that is no result of vegeta');
    readers.set(number, read);
    try {
      read(reader, row);
    } catch (error) {
      if (!isGobError(error)) throw error;
      recorder.reject({}, `result ${count} of the file is damaged: it holds ${error.message}`);
      return;
    }
    add(row, undefined);
  };
  try {
    const { isCut } = await forEachGobMessage(input, onMessage);
    return { isCut, damage: false };
  } catch (error) {
    if (!isGobError(error)) throw error;
    if (count === 0) throw noGob(input, error.message);
    recorder.reject({}, `behind ${count.toLocaleString('en-US')} results the file holds no more of them but ${error.message}`);
    return { isCut: false, damage: true };
  }
}

function noGob({ name }: ReaderInput, what: string): UserError {
  return new UserError({
    code: 'gob-damaged',
    found: `a file that begins as results of vegeta do, and then holds ${what}`,
    expected: 'what vegeta attack wrote',
    place: { file: name },
    hint: 'Was it copied as text? It is a binary file.',
  });
}

function decodeUtf8(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
}
