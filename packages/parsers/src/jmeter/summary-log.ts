import { UserError } from '@loadline/schema';
import type { Reader, ReaderInput } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { readLog, type SummaryLine, type SummaryLog } from './summary-lines.js';

/**
 * The lines that JMeter prints while it runs without its window, or writes into `jmeter.log`: `summary = 405 in 00:00:01 =
 * 450.0/s Avg: …`. The last line with a `=` counts the whole run; those with a `+` are its parts and are not added to it.
 * Failures are JMeter's own.
 */
export const jmeterSummaryLog: Reader = {
  format: 'jmeter-summary-log',
  tool: 'jmeter',
  title: 'JMeter console or log',
  isReport: true,
  detect: ({ text }) => /[+=] {1,12}\d{1,12} in {1,12}(?:\d{1,5}:\d\d:\d\d|[\d.,]{1,12}s) = {1,12}[^\s/]{1,15}\/s Avg: {1,12}\d/.test(text),
  async read(input) {
    const log = await readLog(input);
    const last = lastOf(input, log);
    const durationSeconds = lengthOf(last);
    return {
      state: {
        endpoints: [
          buildEndpoint(
            { kind: 'request', name: ALL_REQUESTS },
            {
              requests: last.requests,
              failures: last.failures,
              latency: { unit: 'ms', provenance: 'reported', resolution: 1, avg: last.avg, min: last.min, max: last.max },
              rps: last.perSecond,
            },
          ),
        ],
        rank: 1,
      },
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
      ...(log.startedAtMs === undefined ? {} : { startedAtMs: log.startedAtMs }),
      // Between two lines more may have run, unless every thread that was started was still running at one of them.
      ...(log.active === 0 || log.active < log.started ? {} : { users: log.active }),
      ...(log.version === undefined ? {} : { toolVersion: log.version }),
      partial: log.hasStart && !log.hasEnd,
    };
  },
};

/** The line that counts the whole run. Before the first interval has passed twice there are only its parts. */
function lastOf({ diagnostics, name }: ReaderInput, { totals, parts }: SummaryLog): SummaryLine {
  const lines = [...(totals.size > 0 ? totals : parts).values()].filter(({ requests, failures }) => requests > 0 && failures <= requests);
  const [most] = lines.sort((a, b) => b.requests - a.requests);
  if (most === undefined)
    throw new UserError({
      code: 'no-requests',
      found: 'no request at all',
      expected: 'a summary line with samples',
      place: { file: name },
    });
  if (lines.length > 1)
    diagnostics.add(
      'warning',
      'several-results',
      `${lines.length} summarisers wrote into the file; \`${most.name.slice(0, 60)}\` counts most and was taken`,
      {
        file: name,
      },
    );
  return most;
}

/** From the length as printed, or from the rate, whichever is printed more exactly. */
function lengthOf({ requests, seconds, step, perSecond }: SummaryLine): number | undefined {
  const fromRate = perSecond !== undefined && perSecond > 0 ? requests / perSecond : undefined;
  if (fromRate !== undefined && perSecond !== undefined && 0.1 / perSecond < step / Math.max(seconds, step)) return fromRate;
  return seconds > 0 ? seconds : undefined;
}
