import { echo, UserError } from '@loadline/schema';
import { field, fieldsOf, listOf, parseJsonAt } from '../input/json-text.js';
import type { TextInput } from '../input/read-lines.js';
import { nativeHistogram, type NativeHistogram } from './native-histogram.js';

/** One series of an answer: its labels and what stands at each moment. */
export interface Series {
  /** Labels by name, `__name__` among them where it was kept. */
  labels: ReadonlyMap<string, string>;
  /** Moments in seconds since the epoch with their values, NaN and infinities left out. */
  samples: { at: number; value: number }[];
  /** Moments in seconds since the epoch with native histograms. */
  histograms: { at: number; histogram: NativeHistogram }[];
}

/** What the API of a time-series store answered. */
export interface ApiAnswer {
  /** The series of a vector or a matrix. */
  series: Series[];
  /** What the store has to say beside it. */
  warnings: string[];
}

/**
 * Reads an answer of Prometheus' HTTP API to `query` or `query_range`.
 *
 * @throws UserError `prometheus-query` for an answer that is an error, `prometheus-answer` for one that holds no series,
 *   and what {@link parseJsonAt} throws.
 */
export function parseAnswer(text: string, input: Pick<TextInput, 'name' | 'limits'>): ApiAnswer {
  const start = text.search(/\S/);
  if (start < 0) throw noSeries('an empty answer', input.name);
  const { value } = parseJsonAt(text, start, input);
  if (field(value, 'status') === 'error') throw queryError(value, input.name);
  const data = field(value, 'data');
  const type = field(data, 'resultType');
  if (field(value, 'status') !== 'success' || (type !== 'vector' && type !== 'matrix'))
    throw noSeries(typeof type === 'string' ? `an answer of the type \`${echo(type, 40)}\`` : 'JSON of another kind', input.name);
  return {
    series: listOf(field(data, 'result')).map(toSeries),
    warnings: [...listOf(field(value, 'warnings')), ...listOf(field(value, 'infos'))].filter((each) => typeof each === 'string'),
  };
}

/** Beyond this, numbers are not counted exactly, and no time is as long. */
const GREATEST = Number.MAX_SAFE_INTEGER;
const LATEST_SECONDS = 4.2e9;

function isMoment(at: unknown): at is number {
  return typeof at === 'number' && at >= 0 && at < LATEST_SECONDS;
}

function toSeries(entry: unknown): Series {
  const labels = new Map(fieldsOf(field(entry, 'metric')).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  const one = field(entry, 'value');
  const values = one === undefined ? listOf(field(entry, 'values')) : [one];
  const single = field(entry, 'histogram');
  const many = single === undefined ? listOf(field(entry, 'histograms')) : [single];
  return {
    labels,
    samples: values.flatMap((pair) => {
      const [at, text] = listOf(pair);
      const value = typeof text === 'string' ? Number(text) : NaN;
      return isMoment(at) && Math.abs(value) <= GREATEST ? [{ at, value }] : [];
    }),
    histograms: many.flatMap((pair) => {
      const [at, found] = listOf(pair);
      const histogram = nativeHistogram(found);
      return isMoment(at) && histogram !== undefined ? [{ at, histogram }] : [];
    }),
  };
}

function queryError(value: unknown, file: string): UserError {
  const word = (name: string) => {
    const text = field(value, name);
    return typeof text === 'string' ? echo(text) : '';
  };
  return new UserError({
    code: 'prometheus-query',
    found: `an error of the store (${word('errorType') || 'of no kind'}): ${word('error') || 'without a message'}`,
    expected: 'the answer to a query',
    place: { file },
  });
}

function noSeries(found: string, file: string): UserError {
  return new UserError({ code: 'prometheus-answer', found, expected: 'a vector or a matrix of Prometheus’ HTTP API', place: { file } });
}
