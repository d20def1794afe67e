// Makes a broken file of real ones: everything follows from a number, so that what broke can be made again.
import { createRandom } from '../../packages/stats/dist/index.js';

const HUGE = [
  '1e308',
  '-1',
  '9'.repeat(400),
  'NaN',
  'N/A',
  '-nan%',
  'Infinity',
  '1e999',
  '0x10',
  '1,234.5',
  '\u0000',
  '',
  '"',
  '9007199254740993',
  '-0',
  '""',
  '__proto__',
];

/**
 * @param files contents of real files.
 * @param seed number of the run; `number` of the input in it.
 * @returns what it was made of, by what, and its bytes.
 */
export function mutate(files, seed, number) {
  const random = createRandom((seed * 2_654_435_761 + number * 40_503) % 4_294_967_296);
  const source = files[random.integer(files.length)];
  let bytes = source.bytes;
  const steps = [];
  const times = 1 + random.integer(3);
  for (let step = 0; step < times; step++) {
    const [name, change] = changes[random.integer(changes.length)];
    steps.push(name);
    bytes = change(bytes, random, files);
    if (bytes.length === 0) break;
  }
  return { file: source.name, steps, bytes: bytes.subarray(0, 262_144) };
}

const place = (bytes, random) => random.integer(bytes.length + 1);
const join = (...parts) => Buffer.concat(parts);

/** A place at which something begins: the neighbourhood of a separator. */
function boundary(bytes, random) {
  const from = random.integer(Math.max(1, bytes.length));
  for (let at = from; at < Math.min(bytes.length, from + 400); at++) if (BOUNDARIES.has(bytes[at])) return at + random.integer(2);
  return from;
}
const BOUNDARIES = new Set([...'\n\r,;\t{}[]":<>/ '].map((character) => character.charCodeAt(0)));

function block(bytes, random) {
  const from = boundary(bytes, random);
  return [from, Math.min(bytes.length, from + 1 + random.integer(2000))];
}

/** The number that stands nearest after a place. */
function numberAt(bytes, random) {
  const text = bytes.toString('latin1');
  const pattern = /-?\d+(?:\.\d+)?/g;
  pattern.lastIndex = place(bytes, random);
  return pattern.exec(text) ?? /-?\d+(?:\.\d+)?/.exec(text);
}

const changes = [
  [
    'flip',
    (bytes, random) => {
      const copy = Buffer.from(bytes);
      for (let count = 1 + random.integer(8); count > 0; count--) copy[random.integer(copy.length)] ^= 1 << random.integer(8);
      return copy;
    },
  ],
  ['cut', (bytes, random) => bytes.subarray(0, boundary(bytes, random))],
  ['cut anywhere', (bytes, random) => bytes.subarray(0, place(bytes, random))],
  ['without its beginning', (bytes, random) => bytes.subarray(boundary(bytes, random))],
  [
    'drop a block',
    (bytes, random) => {
      const [from, to] = block(bytes, random);
      return join(bytes.subarray(0, from), bytes.subarray(to));
    },
  ],
  [
    'repeat a block',
    (bytes, random) => {
      const [from, to] = block(bytes, random);
      return join(bytes.subarray(0, to), ...new Array(1 + random.integer(4)).fill(bytes.subarray(from, to)), bytes.subarray(to));
    },
  ],
  [
    'swap blocks',
    (bytes, random) => {
      const [from, to] = block(bytes, random);
      const other = boundary(bytes, random);
      if (other >= from && other < to) return bytes;
      const moved = bytes.subarray(from, to);
      const rest = join(bytes.subarray(0, from), bytes.subarray(to));
      const at = Math.min(other, rest.length);
      return join(rest.subarray(0, at), moved, rest.subarray(at));
    },
  ],
  [
    'odd number',
    (bytes, random) => {
      const match = numberAt(bytes, random);
      if (match === null) return bytes;
      return join(
        bytes.subarray(0, match.index),
        Buffer.from(HUGE[random.integer(HUGE.length)]),
        bytes.subarray(match.index + match[0].length),
      );
    },
  ],
  [
    'odd bytes',
    (bytes, random) => {
      const at = boundary(bytes, random);
      return join(bytes.subarray(0, at), Buffer.from(HUGE[random.integer(HUGE.length)]), bytes.subarray(at));
    },
  ],
  [
    'nesting',
    (bytes, random) => {
      const at = boundary(bytes, random);
      const [open, close] = [
        ['[', ']'],
        ['{"a":', '}'],
        ['<a>', '</a>'],
        ['"', '"'],
        ['(', ')'],
      ][random.integer(5)];
      const depth = 1 + random.integer(3000);
      return join(
        bytes.subarray(0, at),
        Buffer.from(open.repeat(depth)),
        random.integer(2) === 0 ? Buffer.from(close.repeat(depth)) : Buffer.alloc(0),
        bytes.subarray(at),
      );
    },
  ],
  [
    'long line',
    (bytes, random) => {
      const at = boundary(bytes, random);
      return join(bytes.subarray(0, at), Buffer.alloc(1 + random.integer(100_000), 97), bytes.subarray(at));
    },
  ],
  ['another file', (bytes, random, files) => join(bytes.subarray(0, boundary(bytes, random)), files[random.integer(files.length)].bytes)],
  ['other line ends', (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')],
  ['UTF-16', (bytes) => join(Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString('utf8'), 'utf16le'))],
];
