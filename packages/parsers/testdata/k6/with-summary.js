// k6 run -e HANDLE=FILE with-summary.js: script.js with a handleSummary() that writes what it is given; with BARE=1 only the metrics.
export { browse, buy, default, options, setup, teardown } from './script.js';

export function handleSummary(data) {
  return { [__ENV.HANDLE]: JSON.stringify(__ENV.BARE ? data.metrics : data, null, 1), stdout: '' };
}
