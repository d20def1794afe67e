import type { Sample } from '../simulate-samples.js';
import { csvRow } from './csv-row.js';

const HEADER = 'timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,Latency';

/**
 * What JMeter would have written of the requests: a JTL file in CSV with a header, times in whole ms, one row a request in
 * the order given. One text; for many millions of requests write {@link jtlLines} piece by piece.
 *
 * @example writeJtl([{ startMs: 0, elapsedMs: 12.6, failed: false, endpoint: { kind: 'request', name: '/cart' } }])
 */
export function writeJtl(samples: Iterable<Sample>): string {
  let text = '';
  for (const line of jtlLines(samples)) text += line;
  return text;
}

/** The same line by line, each with its end. */
export function* jtlLines(samples: Iterable<Sample>): Generator<string, void, undefined> {
  yield `${HEADER}\n`;
  for (const { startMs, elapsedMs, failed, endpoint } of samples) {
    const label = endpoint.method === undefined ? endpoint.name : `${endpoint.method} ${endpoint.name}`;
    const elapsed = Math.round(elapsedMs);
    const [code, message] = failed ? [500, 'Internal Server Error'] : [200, 'OK'];
    yield `${csvRow([Math.floor(startMs), elapsed, label, code, message, 'Users 1-1', !failed, elapsed])}\n`;
  }
}
