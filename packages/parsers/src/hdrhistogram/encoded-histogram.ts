import { inflateSync } from 'node:zlib';
import { bucketAt, bucketLayout, type BucketLayout } from './bucket-layout.js';

/** What an encoded histogram holds. */
export interface DecodedHistogram {
  /** Values of the log are so many times those of the buckets: 1 but for histograms of doubles. */
  valueRatio: number;
  /** Samples. */
  total: number;
  /** Greatest value in the unit of the log, as HdrHistogram gives it: the last of its bucket. */
  max: number;
  /** Non-empty buckets, ascending, in the unit of the log. */
  buckets: { low: number; width: number; count: number }[];
}

const [V0, V0_ZIPPED] = [0x1c849308, 0x1c849309];
const [V1, V1_ZIPPED] = [0x1c849301, 0x1c849302];
const [V2, V2_ZIPPED] = [0x1c849303, 0x1c849304];
const [DOUBLE, DOUBLE_ZIPPED] = [0x0c72124e, 0x0c72124f];

/** More than the counts of a histogram with five digits take. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Decodes a histogram as HdrHistogram writes it: versions 0, 1 and 2, compressed with zlib or not, of whole numbers or of
 * doubles, with counts of 2, 4 or 8 bytes.
 *
 * @throws Error that says in words what is wrong: "it holds …".
 */
export function decodeHistogram(bytes: Buffer): DecodedHistogram {
  const cookie = cookieAt(bytes, 0);
  if (cookie !== DOUBLE && cookie !== DOUBLE_ZIPPED) return { ...decodeWhole(bytes), valueRatio: 1 };
  need(bytes, 16);
  const { total, max, buckets, ratio } = decodeWhole(bytes.subarray(16));
  if (!(ratio > 1e-18 && ratio < 1e18)) throw new Error(`a scale of ${ratio}`);
  const scaled = buckets.map(({ low, width, count }) => ({ low: low * ratio, width: width * ratio, count }));
  return { valueRatio: ratio, total, max: max * ratio, buckets: scaled };
}

interface Whole {
  total: number;
  max: number;
  buckets: { low: number; width: number; count: number }[];
  /** Of histograms of doubles, what a whole number stands for. */
  ratio: number;
}

function decodeWhole(given: Buffer): Whole {
  const bytes = unzip(given);
  const cookie = cookieAt(bytes, 0);
  const isOld = cookie === V0;
  if (!isOld && cookie !== V1 && cookie !== V2) throw new Error('no histogram');
  need(bytes, isOld ? 32 : 40);
  const digits = bytes.readInt32BE(isOld ? 4 : 12);
  const lowest = Number(bytes.readBigInt64BE(isOld ? 8 : 16));
  const layout = bucketLayout(lowest, digits);
  if (layout === undefined) throw new Error(`a histogram of ${digits} digits from ${lowest}`);
  const payload = isOld ? bytes.subarray(32) : bytes.subarray(40, 40 + payloadLength(bytes));
  const word = (bytes.readInt32BE(0) & 0xf0) >> 4;
  const counts = cookie === V2 ? packedCounts(payload) : wordCounts(payload, word);
  return { ...collect(counts, layout), ratio: isOld ? 1 : bytes.readDoubleBE(32) };
}

/** The word that tells the version, without the size of the counts, which stands in it too. */
function cookieAt(bytes: Buffer, at: number): number {
  need(bytes, at + 8);
  const cookie = bytes.readInt32BE(at);
  const plain = cookie & ~0xf0;
  return plain === (DOUBLE & ~0xf0) || plain === (DOUBLE_ZIPPED & ~0xf0) ? cookie : plain;
}

function unzip(bytes: Buffer): Buffer {
  const cookie = cookieAt(bytes, 0);
  if (cookie !== V0_ZIPPED && cookie !== V1_ZIPPED && cookie !== V2_ZIPPED) return bytes;
  const length = bytes.readInt32BE(4);
  if (length < 0 || length > bytes.length - 8) throw new Error(`${bytes.length - 8} bytes of ${length}`);
  try {
    return inflateSync(bytes.subarray(8, 8 + length), { maxOutputLength: MOST_BYTES });
  } catch {
    throw new Error('compressed data that is damaged');
  }
}

function payloadLength(bytes: Buffer): number {
  const length = bytes.readInt32BE(4);
  if (length < 0 || length > bytes.length - 40) throw new Error(`${bytes.length - 40} bytes of ${length}`);
  return length;
}

function need(bytes: Buffer, length: number): void {
  if (bytes.length < length) throw new Error(`${bytes.length} bytes`);
}

function collect(counts: Iterable<readonly [index: number, count: number]>, layout: BucketLayout): Omit<Whole, 'ratio'> {
  const buckets: Whole['buckets'] = [];
  let total = 0;
  for (const [index, count] of counts) {
    const bucket = bucketAt(layout, index);
    if (bucket === undefined) throw new Error('values beyond the greatest');
    total += count;
    if (!Number.isSafeInteger(total)) throw new Error(`${total} samples`);
    buckets.push({ ...bucket, count });
  }
  const last = buckets.at(-1);
  // Java keeps the greatest value itself and fills it up to the last of its bucket.
  return { total, max: last === undefined ? 0 : last.low + last.width - 1, buckets };
}

/** Counts of a fixed size. */
function* wordCounts(payload: Buffer, word: number): Generator<readonly [number, number]> {
  if (word !== 2 && word !== 4 && word !== 8) throw new Error(`counts of ${word} bytes`);
  for (let at = 0, index = 0; at + word <= payload.length; at += word, index++) {
    const count = word === 8 ? Number(payload.readBigInt64BE(at)) : payload.readIntBE(at, word);
    if (count < 0) throw new Error(`a count of ${count}`);
    if (count > 0) yield [index, count];
  }
}

/** Counts of version 2: signed numbers, seven bits to a byte; one below zero is a run of so many empty buckets. */
function* packedCounts(payload: Buffer): Generator<readonly [number, number]> {
  let index = 0;
  for (let at = 0; at < payload.length;) {
    const isOdd = ((payload[at] ?? 0) & 1) === 1;
    let value = 0;
    let scale = 1;
    for (let place = 0; ; place++) {
      const byte = payload[at++];
      if (byte === undefined) throw new Error('a count that ends early');
      // The ninth byte is the last, and counts as a whole.
      value += (place === 8 ? byte : byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 128 || place === 8) break;
    }
    if (value > Number.MAX_SAFE_INTEGER) throw new Error(`a count of ${value}`);
    if (isOdd) index += (value + 1) / 2;
    else {
      if (value > 0) yield [index, value / 2];
      index++;
    }
  }
}
