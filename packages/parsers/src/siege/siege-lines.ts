import type { Endpoint, RunTotal } from '@loadline/schema';
import { errorRate } from '../collect-endpoints.js';
import { forEachLine } from '../input/read-lines.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { createRecorder, type Recorder } from '../samples/recorder.js';
import { createRequestJoiner } from './siege-joiner.js';
import { holdsRequest, siegeRequest, type SiegeRequest } from './siege-line.js';
import { countsOf, TICK_MS } from './siege-summary.js';
import { aroundOf } from './siege-text.js';
import { createSiegeOutput, type SiegeOutput, withoutColours } from './siege-text-values.js';

const NO_ANSWER = '(no answer)';

/**
 * The requests that siege prints one by one (`-v`), in hundredths of a second. A request failed when its status is 400 or
 * more. Requests without an answer leave no line; where the summary stands in the same file, they are taken from it.
 */
export const siegeLines: Reader = {
  format: 'siege-lines',
  tool: 'siege',
  title: 'siege requests (-v)',
  isRaw: true,
  detect: ({ text }) => holdsRequest(withoutColours(text)),
  async read(input) {
    const recorder = createRecorder(input, { stepMs: TICK_MS });
    const around = createSiegeOutput();
    const joiner = createRequestJoiner();
    const reject = (line: number | undefined) => {
      if (line !== undefined) recorder.reject({ line }, 'expected a status, a time, a size and an address');
    };
    await forEachLine(input, ({ number: line, text, ended }) => {
      const plain = withoutColours(text);
      const found = siegeRequest(plain);
      // The address ends a line: cut short, it would be another one.
      if (!ended && found !== undefined && (found === 'broken' || found.method !== undefined)) return recorder.cut({ line });
      const { request, other, broken } = joiner.next({ line, text: plain });
      reject(broken);
      if (other !== undefined) around.line(other);
      if (request !== undefined) addRequest(recorder, request);
    });
    reject(joiner.end().broken);
    const output = around.output();
    const part = recorder.part();
    return { ...withSummary(part, output, input), ...aroundOf(output, input, part) };
  },
};

function addRequest(recorder: Recorder, { status, seconds, method, name }: SiegeRequest): void {
  const slot = recorder.endpoint({ kind: 'request', ...(method === undefined ? {} : { method }), name });
  const failed = status >= 400;
  const kind = failed ? recorder.errorKind({ slot, status: String(status), message: `HTTP ${status}` }) : undefined;
  recorder.sample(slot, NaN, Math.round(seconds * 1000), failed, kind);
}

/** Adds what only the summary knows: the length of the run, and requests without an answer. */
function withSummary(part: RunPart, output: SiegeOutput, { name, diagnostics }: ReaderInput): RunPart {
  const { requests, failures, durationSeconds } = output.summary === undefined ? {} : countsOf(output.summary);
  const total = part.state?.total;
  if (requests === undefined || failures === undefined || total === undefined) {
    diagnostics.add(
      'warning',
      'summary-missing',
      'siege’s summary is not in the file: requests without an answer leave no line and are not counted',
      {
        file: name,
      },
    );
    return part;
  }
  const counted = { requests: total.requests ?? 0, failures: total.failures ?? 0 };
  const unanswered = Math.max(0, Math.min(requests - counted.requests, failures - counted.failures));
  if (counted.requests + unanswered !== requests)
    diagnostics.add(
      'warning',
      'total-differs',
      `siege counted ${requests} requests, the file holds lines of ${counted.requests} and ${unanswered} that had no answer`,
      { file: name },
    );
  const lost = { message: NO_ANSWER, count: unanswered };
  const endpoints = withUnanswered(part.state?.endpoints ?? [], unanswered).map((endpoint) => withRates(endpoint, durationSeconds));
  const whole: RunTotal = { ...total, requests, failures };
  return {
    ...part,
    state: { endpoints, total: withRates(whole, durationSeconds), rank: 1 },
    errors: [...(part.errors ?? []), ...(unanswered === 0 ? [] : output.errors.length > 0 ? output.errors : [lost])],
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
  };
}

/** Requests without an answer belong to the one address there is; of several, nobody knows to which. */
function withUnanswered(endpoints: readonly Endpoint[], unanswered: number): Endpoint[] {
  if (unanswered === 0) return [...endpoints];
  if (endpoints.length !== 1)
    return [...endpoints, { kind: 'request', name: NO_ANSWER, requests: unanswered, failures: unanswered, metrics: [] }];
  return endpoints.map((endpoint) => ({
    ...endpoint,
    requests: (endpoint.requests ?? 0) + unanswered,
    failures: (endpoint.failures ?? 0) + unanswered,
  }));
}

function withRates<Counted extends Pick<Endpoint, 'requests' | 'failures' | 'metrics'>>(
  counted: Counted,
  durationSeconds: number | undefined,
): Counted {
  const { requests, failures, metrics } = counted;
  const rate = errorRate(requests, failures);
  const rps = (requests ?? 0) / (durationSeconds ?? 0);
  return {
    ...counted,
    metrics: [
      ...metrics.filter((metric) => metric.name !== 'error_rate_pct'),
      ...(rate === undefined ? [] : [rate]),
      ...(durationSeconds === undefined
        ? []
        : [{ name: 'rps', value: rps, provenance: 'reported' as const, resolution: (rps * TICK_MS) / 1000 / durationSeconds }]),
    ],
  };
}
