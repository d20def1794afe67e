import { readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { printedLatency } from '../values/printed-time.js';
import { failureKinds } from '../values/failure-kinds.js';
import { HEY_KEEPS } from './hey-csv.js';
import { type HeyReport, parseHeyReport } from './hey-report.js';

const START = 'Summary:\n  Total:\t';

/**
 * The report that hey prints. Requests are answers and requests that got none; a request failed when its status is 400 or
 * above, or when it got no answer. Times are printed to 0.1 ms.
 */
export const heyText: Reader = {
  format: 'hey-text',
  tool: 'hey',
  title: 'hey report',
  detect: ({ text }) => /^Summary:\r{0,2}\n {2}Total:\t/m.test(text),
  async read(input) {
    const text = (await readWhole(input)).replace(/\r+\n/g, '\n');
    const at = text.lastIndexOf(START);
    if (text.indexOf(START) !== at)
      input.diagnostics.add('warning', 'report-left-out', 'the text holds several reports; the last one is read', { file: input.name });
    return partOf(parseHeyReport(text.slice(Math.max(at, 0))), input);
  },
};

function partOf(report: HeyReport, { diagnostics, name }: ReaderInput): RunPart {
  const { statuses, errors, durationSeconds, rps, unread } = report;
  const place = { file: name };
  const sum = (counted: readonly { count: number }[]) => counted.reduce((total, { count }) => total + count, 0);
  const refused = (statuses ?? []).filter(({ status }) => Number(status) >= 400);
  const printed = Math.round((rps ?? NaN) * (durationSeconds ?? NaN));
  const listed = sum(statuses ?? []) + sum(errors);
  const isKept = sum(statuses ?? []) < HEY_KEEPS;
  const isCut = statuses === undefined || unread.length > 0 || (isKept && listed < printed * 0.98 - 1);
  if (isCut) diagnostics.add('warning', 'file-cut', 'the report ends before or within its counts', place);
  else if (!isKept)
    diagnostics.add(
      'warning',
      'answers-left-out',
      'hey keeps its first 1,000,000 answers: times are of those; the number of requests is that of its throughput, of failures it is not known',
      place,
    );
  const isKnown = !isCut && isKept;
  const latency = printedLatency({ avg: report.avg, min: report.min, max: report.max, percentiles: report.percentiles });
  const requests = isKnown ? listed : !isCut && printed > listed ? printed : isCut ? null : listed;
  const endpoint = buildEndpoint(
    { kind: 'request', name: ALL_REQUESTS },
    { requests, failures: isKnown ? sum(refused) + sum(errors) : null, latency, rps, durationSeconds },
  );
  return {
    state: { endpoints: [endpoint], rank: 1 },
    errors: failureKinds([...refused.map(({ status, count }) => ({ message: `HTTP ${status}`, status, count })), ...errors]),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    partial: isCut,
  };
}
