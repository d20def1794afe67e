// A small exporter: two machines that count their requests in a classic histogram, as client libraries write it.
// node exporter.mjs PORT [SECONDS [wait]]: /a and /b are the metrics of the machines; the counts rise 20 times a second for
// so many seconds (5), then stay; with `wait` they begin with a request to /begin. It stops by itself after two minutes.
// What was counted is on /counted (JSON).
import { createServer } from 'node:http';

const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];
const series = new Map();
let seed = 7;
const random = () => ((seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff);

/** Counts one request on a machine. */
export function observe(machine, method, route, status, seconds) {
  const key = JSON.stringify([machine, method, route, status]);
  const found = series.get(key) ?? { machine, method, route, status, counts: new Array(BOUNDS.length + 1).fill(0), sum: 0, times: [] };
  const bucket = BOUNDS.findIndex((bound) => seconds <= bound);
  found.counts[bucket < 0 ? BOUNDS.length : bucket]++;
  found.sum += seconds;
  found.times.push(seconds);
  series.set(key, found);
}

/** The metrics of a machine as text. */
export function expose(machine) {
  const lines = ['# HELP http_request_duration_seconds Time to answer.', '# TYPE http_request_duration_seconds histogram'];
  for (const { method, route, status, counts, sum, ...one } of series.values()) {
    if (one.machine !== machine) continue;
    const labels = `method="${method}",route="${route.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}",status="${status}"`;
    let upTo = 0;
    counts.forEach((count, index) => {
      upTo += count;
      lines.push(`http_request_duration_seconds_bucket{${labels},le="${BOUNDS[index] ?? '+Inf'}"} ${upTo}`);
    });
    lines.push(`http_request_duration_seconds_sum{${labels}} ${sum}`, `http_request_duration_seconds_count{${labels}} ${upTo}`);
  }
  return `${lines.join('\n')}\n`;
}

/** One round of requests of both machines. */
export function round() {
  for (const machine of ['a', 'b']) {
    observe(machine, 'GET', '/fast', 200, 0.002 + 0.012 * random());
    observe(machine, 'GET', '/slow "quoted" | x', 200, 0.02 + 0.3 * random());
    observe(machine, 'POST', '/flaky', random() < 0.2 ? 503 : 200, 0.004 + 0.05 * random());
  }
}

/** Everything that was counted, by machine, method, route and status. */
export const counted = () => [...series.values()].map(({ counts: _counts, ...one }) => one);

/** The metrics over HTTP; `/begin` calls a function. */
export const createExporter = (begin) =>
  createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/begin') begin();
    if (path === '/begin' || path === '/counted') response.end(JSON.stringify(counted()));
    else response.setHeader('content-type', 'text/plain; version=0.0.4').end(expose(path.slice(1)));
  });

if (process.argv[1]?.endsWith('exporter.mjs')) {
  const [, , port, seconds = '5', mode] = process.argv;
  const begin = () => {
    const timer = setInterval(round, 50);
    setTimeout(() => clearInterval(timer), Number(seconds) * 1000);
  };
  createExporter(begin).listen(Number(port), '127.0.0.1');
  if (mode !== 'wait') begin();
  setTimeout(() => process.exit(0), 120_000);
}
