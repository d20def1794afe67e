import { gobError, type GobReader, readInt, readLength, readUint } from './gob-values.js';

/** A type that a gob stream describes before it sends values of it. Numbers below 64 are Go's own types. */
export type GobType =
  | { kind: 'array' | 'slice'; element: number }
  | { kind: 'map'; key: number; element: number }
  | { kind: 'struct'; name: string; fields: readonly { name: string; type: number }[] }
  | { kind: 'opaque' };

/** Types by their number in the stream. */
export type GobTypes = Map<number, GobType>;

/** Go's own types, by the number that gob gives them. */
export const gobBasic = { bool: 1, int: 2, uint: 3, float: 4, bytes: 5, string: 6, complex: 7, interface: 8 } as const;

const MOST_TYPES = 200;
const MOST_FIELDS = 200;

/** Adds the type that a message describes. Known ones are described anew where a further stream was appended to a file. */
export function readType(reader: GobReader, number: number, types: GobTypes): void {
  if (types.size >= MOST_TYPES && !types.has(number)) throw gobError(`more than ${MOST_TYPES} types`);
  const type = readWireType(reader);
  if (reader.at !== reader.end) throw gobError('a type with something behind it');
  types.set(number, type);
}

/** Calls `read` for each field of a structure that is there, with its number from 0. */
export function readFields(reader: GobReader, read: (field: number) => void): void {
  let field = -1;
  for (let step = readUint(reader); step !== 0; step = readUint(reader)) {
    field += step;
    if (!(field < 10_000)) throw gobError(`a field number ${field}`);
    read(field);
  }
}

function readWireType(reader: GobReader): GobType {
  let type: GobType | undefined;
  readFields(reader, (field) => {
    if (type !== undefined) throw gobError('a type of two kinds');
    if (field === 0) type = { kind: 'array', element: readParts(reader).first };
    else if (field === 1) type = { kind: 'slice', element: readParts(reader).first };
    else if (field === 2) type = readStruct(reader);
    else if (field === 3) type = readMap(reader);
    else if (field <= 6) {
      readParts(reader);
      type = { kind: 'opaque' };
    } else throw gobError(`a type of kind ${field}`);
  });
  if (type === undefined) throw gobError('a type of no kind');
  return type;
}

/** What arrays, slices and maps consist of: a name that tells nothing, and two numbers. */
function readParts(reader: GobReader): { first: number; second: number } {
  const parts = { first: 0, second: 0 };
  readFields(reader, (field) => {
    if (field === 0) readCommon(reader);
    else if (field === 1) parts.first = readInt(reader);
    else if (field === 2) parts.second = readInt(reader);
    else throw gobError(`a part ${field} of a type`);
  });
  return parts;
}

function readMap(reader: GobReader): GobType {
  const { first, second } = readParts(reader);
  return { kind: 'map', key: first, element: second };
}

function readStruct(reader: GobReader): GobType {
  let name = '';
  const fields: { name: string; type: number }[] = [];
  readFields(reader, (part) => {
    if (part === 0) name = readCommon(reader);
    else if (part === 1) {
      const count = readUint(reader);
      if (count > MOST_FIELDS) throw gobError(`a structure of ${count} fields`);
      for (let index = 0; index < count; index++) fields.push(readField(reader));
    } else throw gobError(`a part ${part} of a structure`);
  });
  return { kind: 'struct', name, fields };
}

function readField(reader: GobReader): { name: string; type: number } {
  const found = { name: '', type: 0 };
  readFields(reader, (part) => {
    if (part === 0) found.name = readText(reader);
    else if (part === 1) found.type = readInt(reader);
    else throw gobError(`a part ${part} of a field`);
  });
  return found;
}

/** The name that every type has. */
function readCommon(reader: GobReader): string {
  let name = '';
  readFields(reader, (part) => {
    if (part === 0) name = readText(reader);
    else if (part === 1) readInt(reader);
    else throw gobError(`a part ${part} of a name`);
  });
  return name;
}

function readText(reader: GobReader): string {
  const length = readLength(reader);
  if (length > 1000) throw gobError(`a name of ${length} bytes`);
  const text = Buffer.from(reader.bytes.buffer, reader.bytes.byteOffset + reader.at, length).toString('utf8');
  reader.at += length;
  return text;
}
