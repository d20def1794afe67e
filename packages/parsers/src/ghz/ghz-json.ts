import type { Endpoint } from '@loadline/schema';
import { field, fieldsOf, listOf } from '../input/json-text.js';
import { readDocument } from '../input/read-document.js';
import type { Claim, Reader, ReaderInput, RunPart } from '../reader.js';
import { createRecorder } from '../samples/recorder.js';
import { countOf, numberOf } from '../values/number-of.js';
import { noCalls } from './no-calls.js';
import { addDetails, timestampMs } from './ghz-calls.js';
import { callIdentity, ghzPart, statusOfError } from './ghz-summary.js';

const BEGINNING = /^\{\s{0,8}"date":\s{0,4}"[^"\n]{10,60}",/m;

/**
 * The report that ghz writes as JSON (`-O json`, `-O pretty`). With every call in `details` all is computed from these;
 * else it is what ghz summed up. A call failed when its status is not `OK`.
 */
export const ghzJson: Reader = {
  format: 'ghz-json',
  tool: 'ghz',
  title: 'ghz JSON',
  isRaw: true,
  detect: ({ text }) => BEGINNING.test(text) && /"endReason":\s{0,4}"/.test(text) && /"options":\s{0,4}\{/.test(text),
  async read(input) {
    const report = await readDocument(input, (text) => text.search(BEGINNING));
    const count = countOf(field(report, 'count'));
    const details = listOf(field(report, 'details'));
    if (count === undefined || count === 0) throw noCalls(input.name);
    const isWhole = details.length === count;
    if (!isWhole && details.length > 0)
      input.diagnostics.add(
        'info',
        'details-incomplete',
        `\`details\` holds ${details.length} of ${count} calls; ghz’s own summary was read`,
        {
          file: input.name,
        },
      );
    const part = isWhole ? fromDetails(report, details, input) : fromSummary(report, count, input);
    const options = field(report, 'options');
    const users = countOf(field(options, 'concurrency') ?? field(options, 'c'));
    const isCancelled = field(report, 'endReason') === 'cancel';
    return {
      ...part,
      load: { model: field(options, 'async') === true ? 'open' : 'closed', ...(users === undefined ? {} : { users }) },
      partial: part.partial || isCancelled,
    };
  },
};

function callOf(report: unknown): string | undefined {
  const call = field(field(report, 'options'), 'call');
  return typeof call === 'string' ? call : undefined;
}

function fromDetails(report: unknown, details: readonly unknown[], input: ReaderInput): RunPart {
  const recorder = createRecorder(input);
  addDetails(recorder, recorder.endpoint(callIdentity(callOf(report))), details);
  const part = recorder.part();
  return { ...part, claims: claimsOf(report, part.state?.endpoints[0]) };
}

/** Percentiles, smallest and largest time as ghz took them: without failed calls, unless it was told to count them. */
function claimsOf(report: unknown, endpoint: Endpoint | undefined): Claim[] {
  const failed = (endpoint?.failures ?? 0) > 0 && field(field(report, 'options'), 'count-errors') !== true;
  const why = failed ? 'ghz leaves failed calls out' : 'ghz takes the next call below, without interpolation';
  const printed: [string, unknown][] = [
    ['avg_latency_ms', field(report, 'average')],
    ['min_latency_ms', field(report, 'fastest')],
    ['max_latency_ms', field(report, 'slowest')],
    ...percentilesOf(report).map(([percentile, value]): [string, unknown] => [`p${percentile}_latency_ms`, value]),
  ];
  return printed.flatMap(([metric, value]) => {
    const ours = endpoint?.metrics.find((own) => own.name === metric)?.value;
    const theirs = (numberOf(value) ?? NaN) / 1e6;
    if (ours === undefined || !(theirs > 0) || Math.abs(theirs - ours) <= 1e-5 * ours) return [];
    return [{ subject: endpoint?.name ?? 'the run', metric, theirs, ours, unit: 'ms', why }];
  });
}

function percentilesOf(report: unknown): [number, unknown][] {
  return listOf(field(report, 'latencyDistribution')).flatMap((entry): [number, unknown][] => {
    const percentile = numberOf(field(entry, 'percentage'));
    return percentile === undefined || percentile <= 0 || percentile >= 100 ? [] : [[percentile, field(entry, 'latency')]];
  });
}

function fromSummary(report: unknown, count: number, input: ReaderInput): RunPart {
  const statuses = countsIn(field(report, 'statusCodeDistribution'));
  const messages = countsIn(field(report, 'errorDistribution'));
  const totalNs = numberOf(field(report, 'total'));
  const startedAtMs = timestampMs(field(report, 'date')) - (totalNs ?? NaN) / 1e6;
  const part = ghzPart(
    {
      call: callOf(report),
      count,
      failures: statuses.length === 0 ? null : Math.max(0, count - (statuses.find(([status]) => status === 'OK')?.[1] ?? 0)),
      latency: {
        unit: 'ns',
        provenance: 'reported',
        avg: field(report, 'average'),
        min: field(report, 'fastest'),
        max: field(report, 'slowest'),
        percentiles: percentilesOf(report),
      },
      rps: field(report, 'rps'),
      durationSeconds: totalNs === undefined ? undefined : totalNs / 1e9,
      marks: listOf(field(report, 'histogram')).flatMap((entry) => {
        const [mark, marked] = [numberOf(field(entry, 'mark')), countOf(field(entry, 'count'))];
        return mark === undefined || mark < 0 || marked === undefined ? [] : [{ mark, count: marked }];
      }),
      errors:
        messages.length > 0
          ? messages.map(([message, number]) => ({ message, count: number, ...statusOfError(message) }))
          : failedStatuses(statuses),
    },
    input,
  );
  return { ...part, ...(Number.isNaN(startedAtMs) ? {} : { startedAtMs }) };
}

function failedStatuses(statuses: readonly [string, number][]): { message: string; status: string; count: number }[] {
  return statuses.filter(([status]) => status !== 'OK').map(([status, count]) => ({ message: status, status, count }));
}

function countsIn(value: unknown): [string, number][] {
  return fieldsOf(value).flatMap(([name, entry]): [string, number][] => {
    const count = countOf(entry);
    return count === undefined ? [] : [[name, count]];
  });
}
