import { type ErrorCount, UserError } from '@loadline/schema';
import { readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { ALL_REQUESTS, nameOfUrl } from '../values/name-of-url.js';
import { countOf, numberOf } from '../values/number-of.js';
import { autocannonPart } from './autocannon-part.js';
import type { Round } from './round.js';
import { cellOf, plainText, tablesOf, type TextTable } from './text-tables.js';

/**
 * The tables that autocannon prints on standard error. Counts of 1,000 and more are rounded there (`70k requests`); the number of
 * requests is then computed from their rate.
 */
export const autocannonText: Reader = {
  format: 'autocannon-text',
  tool: 'autocannon',
  title: 'autocannon report',
  isReport: true,
  detect: ({ text }) => HEADS.some((head) => head.test(plainText(text))),
  read: readAutocannonText,
};

const HEADS = [
  /^│ Stat {1,9}│ 2\.5% {1,9}│ 50% {1,9}│ 97\.5% {1,9}│ 99% {1,9}│ Avg /m,
  /^Stat {1,20}Avg {1,20}Stdev {1,20}Max {0,20}\r?\nLatency \(ms\) /m,
  /^Running \d{1,12}(?:s| requests) test @ \S{1,2048}.{0,200}\r?\n\d{1,12} connections/m,
];

async function readAutocannonText(input: ReaderInput): Promise<RunPart> {
  const text = plainText(await readWhole(input));
  const lines = text.split('\n').map((line) => line.trimEnd());
  const ends = lines.flatMap((line, index) => (/^\S{1,12} requests in [\d.]{1,12}s, /.test(line) ? [index] : []));
  const tables = tablesOf(ends.length > 1 ? lines.slice(0, ends[0]) : lines);
  if (tables.length === 0)
    throw new UserError({
      code: 'no-requests',
      found: 'the beginning of a report: the run was interrupted before its end',
      expected: 'the tables that autocannon prints at its end',
      place: { file: input.name, line: lines.length },
    });
  if (ends.length > 1)
    input.diagnostics.add('warning', 'more-reports', `${ends.length - 1} more reports follow the first, which alone was read`, {
      file: input.name,
    });
  const until = ends.length > 1 ? lines.slice(0, (ends[0] ?? 0) + 4).join('\n') : text;
  const isCut = ends.length === 0;
  const part = autocannonPart(input, [roundOf(input, until, tables)], false);
  if (isCut) input.diagnostics.add('warning', 'file-cut', 'the report ends early; what it holds was read', { file: input.name });
  return { ...part, state: { endpoints: part.state?.endpoints ?? [], rank: 1 }, partial: isCut };
}

function roundOf(input: ReaderInput, text: string, tables: readonly TextTable[]): Round {
  const start = /^Running \d{1,12}(?:s| requests) test @ (\S{1,2048}).{0,200}\n(\d{1,12}) connections/m.exec(text);
  const { isComputed, ...counts } = countsOf(text, tables);
  if (counts.requests === null || counts.failures === null)
    input.diagnostics.add('warning', 'counts-rounded', 'the report rounds its counts to thousands; the JSON (-j) has them exactly', {
      file: input.name,
    });
  else if (isComputed)
    input.diagnostics.add(
      'info',
      'counts-computed',
      `the report rounds its requests to thousands: ${counts.requests} are computed from its rate, to about 1 in 1,000`,
      { file: input.name },
    );
  const of = (column: string) => cellOf(tables, 'Latency', column)?.replace(/ ms$/, '');
  const printed = ['2.5', '50', '97.5', '99'].map((share): [number, unknown] => [Number(share), of(`${share}%`)]);
  const listed = (tables.find(({ head }) => head[0] === 'Percentile')?.rows ?? []).flatMap(([share, ms]): [number, unknown][] => {
    const percentile = numberOf(share);
    return percentile === undefined || percentile < 1 || percentile >= 100 ? [] : [[percentile, ms]];
  });
  const seconds = numberOf(/^\S{1,12} requests in ([\d.]{1,12})s, /m.exec(text)?.[1]);
  const average = cellOf(tables, 'Req/Sec', 'Avg');
  return {
    name: start?.[1] === undefined ? ALL_REQUESTS : nameOfUrl(start[1]),
    ...counts,
    avg: of('Avg'),
    max: of('Max'),
    percentiles: [...new Map([...printed, ...listed])],
    ...((counts.requests === null || isComputed) && counts.timed !== 0 ? { rps: average } : {}),
    seconds,
    connections: countOf(start?.[2]),
  };
}

interface TextCounts {
  requests: number | null;
  failures: number | null;
  timed: number | undefined;
  kinds: ErrorCount[];
  /** Whether the requests are computed from their rate. */
  isComputed: boolean;
}

/**
 * Requests and failures, where the report has them exactly: from its table of codes (`--renderStatusCodes`), its line of
 * answers that are not 2xx, or its rounded numbers while they are below 1,000; from there on requests follow from their rate.
 * Failed are answers of 4xx and 5xx (without that table: all that are not 2xx), errors, and other bodies than expected.
 */
function countsOf(text: string, tables: readonly TextTable[]): TextCounts {
  const number = (pattern: RegExp): number | undefined => {
    const found = pattern.exec(text)?.[1];
    return found === undefined ? 0 : countOf(found);
  };
  const errors = number(/^(\d{1,12}k?) errors \(/m);
  const timeouts = number(/^\d{1,12}k? errors \((\d{1,12}k?) timeouts\)/m);
  const mismatched = number(/^(\d{1,12}k?) requests with mismatched body/m);
  const codes = tables.find(({ head }) => head[0] === 'Code')?.rows.map(([code = '', count]) => [code, countOf(count) ?? 0] as const);
  const other = /^(\d{1,15}) 2xx responses, (\d{1,15}) non 2xx responses/m.exec(text);
  const sum = codes?.reduce((total, [, count]) => total + count, 0);
  const counted = sum ?? (other === null ? plainAnswers(text, tables, errors) : Number(other[1]) + Number(other[2]));
  const answers = counted ?? rateAnswers(text, tables, errors);
  const refusedCodes = codes?.filter(([code]) => /^[45]/.test(code));
  const refused = refusedCodes?.reduce((total, [, count]) => total + count, 0) ?? (other === null ? 0 : Number(other[2]));
  const kinds: ErrorCount[] = [
    ...(refusedCodes?.map(([code, count]) => ({ message: code, status: code, count })) ?? [{ message: 'non 2xx', count: refused }]),
    { message: 'mismatched body', count: Math.max(0, (mismatched ?? 0) - refused) },
    { message: 'timeout', count: timeouts ?? 0 },
    { message: 'connection error', count: Math.max(0, (errors ?? 0) - (timeouts ?? 0)) },
  ];
  return {
    requests: answers === undefined || errors === undefined ? null : answers + errors,
    failures: errors === undefined || mismatched === undefined ? null : Math.max(refused, mismatched) + errors,
    timed: answers ?? (numberOf(cellOf(tables, 'Req/Sec', 'Avg')) === 0 ? 0 : undefined),
    kinds: kinds.filter(({ count }) => count > 0),
    isComputed: counted === undefined && answers !== undefined,
  };
}

/**
 * Answers while they are below 1,000. Since version 5 the last line counts what was sent, some of it still unanswered at
 * the end; the answers are the mean of the samples times their number.
 */
function plainAnswers(text: string, tables: readonly TextTable[], errors = 0): number | undefined {
  const printed = countOf(/^(\d{1,3}) requests in /m.exec(text)?.[1]);
  if (printed === undefined || !SAMPLES.test(text)) return printed;
  const answers = sampledAnswers(text, tables);
  return answers !== undefined && answers + errors <= printed ? answers : undefined;
}

/** Answers from their rate where the last line rounds them (`70k requests`); undefined where the two do not agree. */
function rateAnswers(text: string, tables: readonly TextTable[], errors = 0): number | undefined {
  const printed = countOf(/^(\d{1,12})k requests in /m.exec(text)?.[1]);
  const answers = sampledAnswers(text, tables);
  if (printed === undefined || answers === undefined) return undefined;
  // Since version 5 it counts what was sent, errors included.
  const isNear = (count: number) => Math.abs(count - printed * 1000) <= 500 + printed * 10;
  return isNear(answers) || isNear(answers + errors) ? answers : undefined;
}

const SAMPLES = /^# of samples: (\d{1,9})$/m;

/** Answers as the mean of the samples times their number; there is one each second, and up to version 4 no count of them. */
function sampledAnswers(text: string, tables: readonly TextTable[]): number | undefined {
  const average = numberOf(cellOf(tables, 'Req/Sec', 'Avg'));
  const seconds = numberOf(/^\S{1,12} requests in ([\d.]{1,12})s, /m.exec(text)?.[1]);
  const samples = countOf(SAMPLES.exec(text)?.[1]) ?? (seconds === undefined ? undefined : Math.round(seconds));
  const workers = countOf(/^(\d{1,6}) workers$/m.exec(text)?.[1]) ?? 1;
  return average === undefined || samples === undefined ? undefined : countOf(Math.round((average * samples) / workers));
}
