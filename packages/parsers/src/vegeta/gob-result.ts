import { gobBasic, type GobType, type GobTypes, readFields } from './gob-types.js';
import { gobError, type GobReader, readInt, readLength, readUint } from './gob-values.js';
import { skipGobValue } from './gob-skip.js';
import { clearResultRow, type ResultRow } from './result-row.js';
import { momentOf } from './timestamp.js';

/** Seconds from the year 1, where Go's time begins, to 1970. */
const YEAR_1_TO_1970 = 62_135_596_800;

type Field = (reader: GobReader, row: ResultRow) => void;

const text =
  (from: 'errorFrom' | 'attackFrom' | 'methodFrom' | 'urlFrom', to: 'errorTo' | 'attackTo' | 'methodTo' | 'urlTo'): Field =>
  (reader, row) => {
    const length = readLength(reader);
    row[from] = reader.at;
    reader.at += length;
    row[to] = reader.at;
  };

/** The fields that are read, with the type that they have in every version of vegeta; gob leaves out those of value 0. */
const FIELDS: ReadonlyMap<string, { type: number | 'time'; read: Field }> = new Map<string, { type: number | 'time'; read: Field }>([
  ['Attack', { type: gobBasic.string, read: text('attackFrom', 'attackTo') }],
  ['Code', { type: gobBasic.uint, read: (reader, row) => (row.code = readUint(reader)) }],
  ['Timestamp', { type: 'time', read: (reader, row) => (row.startMs = readTime(reader)) }],
  ['Latency', { type: gobBasic.int, read: (reader, row) => (row.latencyNs = readInt(reader)) }],
  ['BytesOut', { type: gobBasic.uint, read: (reader, row) => (row.bytesOut = readUint(reader)) }],
  ['BytesIn', { type: gobBasic.uint, read: (reader, row) => (row.bytesIn = readUint(reader)) }],
  ['Error', { type: gobBasic.string, read: text('errorFrom', 'errorTo') }],
  ['Method', { type: gobBasic.string, read: text('methodFrom', 'methodTo') }],
  ['URL', { type: gobBasic.string, read: text('urlFrom', 'urlTo') }],
]);

/** Reads a result from the value of a message. */
export type GobResultReader = (reader: GobReader, row: ResultRow) => void;

/**
 * A reader of results as a stream describes them, with whatever fields; undefined where it describes something else.
 * What a result does not hold is 0, as in Go; a time is always there.
 */
export function gobResultReader(type: GobType | undefined, types: GobTypes): GobResultReader | undefined {
  if (type?.kind !== 'struct' || type.name !== 'Result') return undefined;
  const fields = type.fields.map((field) => {
    const known = FIELDS.get(field.name);
    const isSame = known?.type === 'time' ? types.get(field.type)?.kind === 'opaque' : known?.type === field.type;
    return { type: field.type, read: known !== undefined && isSame ? known.read : undefined };
  });
  if (!type.fields.some(({ name }) => name === 'Timestamp') || !type.fields.some(({ name }) => name === 'Latency')) return undefined;
  return (reader, row) => {
    clearResultRow(row).bytes = reader.bytes;
    row.code = 0;
    row.latencyNs = 0;
    readFields(reader, (number) => {
      const field = fields[number];
      if (field === undefined) throw gobError(`a field ${number} of ${fields.length}`);
      if (field.read === undefined) skipGobValue(reader, field.type, types);
      else field.read(reader, row);
    });
    if (reader.at !== reader.end) throw gobError('a result with something behind it');
  };
}

/** Go's binary form of a time: a version, seconds since the year 1, nanoseconds, the zone, which changes nothing. */
function readTime(reader: GobReader): number {
  const length = readLength(reader);
  const view = new DataView(reader.bytes.buffer, reader.bytes.byteOffset + reader.at, length);
  reader.at += length;
  if (length < 15 || length > 16) throw gobError(`a time of ${length} bytes`);
  const version = view.getUint8(0);
  if (version !== 1 && version !== 2) throw gobError(`a time of version ${version}`);
  const seconds = view.getInt32(1) * 2 ** 32 + view.getUint32(5) - YEAR_1_TO_1970;
  const ns = view.getInt32(9);
  if (ns < 0 || ns >= 1e9) throw gobError('a time with more than a second of nanoseconds');
  return momentOf(seconds * 1000 + Math.floor(ns / 1e6), ns % 1e6);
}
