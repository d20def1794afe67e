import type { Reader } from '../reader.js';
import { readWhole } from '../input/json-text.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { ALL_REQUESTS, nameOfUrl } from '../values/name-of-url.js';
import { countOf, numberOf } from '../values/number-of.js';

/**
 * The report that httperf prints. A request failed when its answer was 4xx or 5xx, or when none came; httperf counts the
 * latter as errors and not among the replies. Of response times it prints the mean alone, to 0.1 ms.
 */
export const httperfText: Reader = {
  format: 'httperf-text',
  tool: 'httperf',
  title: 'httperf report',
  detect: ({ text }) => /^Total: connections \d{1,15} requests \d{1,15} replies \d{1,15} test-duration /m.test(text),
  async read(input) {
    const text = await readWhole(input);
    const total = /^Total: connections \d+ requests \d+ replies (\d+) test-duration ([\d.]+) s/m.exec(text);
    const status = /^Reply status: 1xx=\d+ 2xx=\d+ 3xx=\d+ 4xx=(\d+) 5xx=(\d+)/m.exec(text);
    const reply = /^Reply time \[ms\]: response ([\d.]+) transfer ([\d.]+)/m.exec(text);
    const lost = errorsOf(text);
    const replies = countOf(total?.[1]);
    const unanswered = lost.reduce((sum, { count }) => sum + count, 0);
    const refused = status === null ? undefined : Number(status[1]) + Number(status[2]);
    const durationSeconds = numberOf(total?.[2]);
    const endpoint = buildEndpoint(
      { kind: 'request', name: nameOfUrl(/--uri=(\S{1,2048})/.exec(text)?.[1] ?? '') || ALL_REQUESTS },
      {
        requests: replies === undefined ? null : replies + unanswered,
        failures: refused === undefined ? null : refused + unanswered,
        ...(replies === 0 || reply === null
          ? {}
          : { latency: { unit: 'ms', provenance: 'reported', resolution: 0.1, avg: Number(reply[1]) + Number(reply[2]) } }),
        durationSeconds,
      },
    );
    return {
      state: { endpoints: [endpoint], rank: 1 },
      errors: lost,
      load: { model: /--rate=/.test(text) ? 'open' : 'unknown' },
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
      partial: status === null,
    };
  },
};

/** Requests without an answer, by kind: `client-timo 3`. */
function errorsOf(text: string): { message: string; count: number }[] {
  return [...text.matchAll(/^Errors: (.{1,200})$/gm)].flatMap(([, line = '']) =>
    [...line.matchAll(/([a-z-]{1,20}) (\d{1,15})/g)]
      .map(([, message = '', count = '']) => ({ message, count: Number(count) }))
      .filter(({ message, count }) => message !== 'total' && count > 0),
  );
}
