import { gobBasic, type GobTypes, readFields } from './gob-types.js';
import { gobError, type GobReader, readByte, readInt, readUint, skipBytes } from './gob-values.js';

const DEEPEST = 32;

/** Passes over a value of a type. Each of its items takes a byte at least, so that it ends with its message. */
export function skipGobValue(reader: GobReader, number: number, types: GobTypes, depth = 0): void {
  if (depth > DEEPEST) throw gobError(`values nested more than ${DEEPEST} deep`);
  const skip = (type: number) => {
    skipGobValue(reader, type, types, depth + 1);
  };
  switch (number) {
    case gobBasic.bool:
    case gobBasic.int:
    case gobBasic.uint:
    case gobBasic.float:
      readUint(reader);
      return;
    case gobBasic.complex:
      readUint(reader);
      readUint(reader);
      return;
    case gobBasic.bytes:
    case gobBasic.string:
      skipBytes(reader);
      return;
    case gobBasic.interface:
      skipInterface(reader);
      return;
  }
  const type = types.get(number);
  if (type === undefined) throw gobError(`a value of the unknown type ${number}`);
  if (type.kind === 'opaque') skipBytes(reader);
  else if (type.kind === 'struct')
    readFields(reader, (field) => {
      const known = type.fields[field];
      if (known === undefined) throw gobError(`a field ${field} of ${type.fields.length}`);
      skip(known.type);
    });
  else {
    const count = readUint(reader);
    for (let index = 0; index < count; index++) {
      const before = reader.at;
      if (type.kind === 'map') skip(type.key);
      skip(type.element);
      if (reader.at === before) readByte(reader);
    }
  }
}

/** A value of some type that is named with it, behind its length. */
function skipInterface(reader: GobReader): void {
  const length = readUint(reader);
  if (length === 0) return;
  if (length > reader.end - reader.at) throw gobError('a name that ends beyond its message');
  reader.at += length;
  readInt(reader);
  skipBytes(reader);
}
