import type { Endpoint } from '@loadline/schema';
import { buildEndpoint } from '../values/build-endpoint.js';
import { latencyMetrics, type TimesOf } from './latency-metrics.js';
import { counterAt, countersUnder, type Metrics } from './metrics.js';

const ENGINES = [
  { name: '(WebSocket messages)', counter: 'websocket.messages_sent', times: undefined, codes: undefined },
  { name: '(Socket.IO messages)', counter: 'socketio.emit', times: 'socketio.response_time', codes: undefined },
  { name: '(browser requests)', counter: 'browser.http_requests', times: undefined, codes: 'browser.page.codes.' },
] as const;

/**
 * What other engines than HTTP sent, one endpoint each. Whether a message failed is not counted: errors are those of users.
 * A browser's request failed with a status of 400 or more.
 */
export function messageEndpoints(metrics: Metrics, seconds: number | undefined, timesOf: TimesOf): Endpoint[] {
  return ENGINES.flatMap(({ name, counter, times, codes }): Endpoint[] => {
    const requests = counterAt(metrics, counter);
    if (requests === undefined || requests === 0) return [];
    const refused = codes === undefined ? [] : countersUnder(metrics, codes).filter(([code]) => /^[4-9]\d\d$/.test(code));
    const failures = codes === undefined ? null : refused.reduce((total, [, count]) => total + count, 0);
    const summary = times === undefined ? undefined : metrics.summaries.get(times);
    return [
      buildEndpoint(
        { kind: 'request', name },
        { requests, failures, durationSeconds: seconds, more: latencyMetrics(summary, timesOf, false) },
      ),
    ];
  });
}
