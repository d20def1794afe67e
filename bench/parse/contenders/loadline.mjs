// Loadline: the whole Run, with everything that stands in it.
import { fileSource, readRun } from '../../../packages/parsers/dist/index.js';

const [path, , threads] = process.argv.slice(2);
// Without a number as many threads as it takes by itself.
const run = await readRun([fileSource(path)], threads === 'own' ? {} : { threads: Number(threads) });
const rows = run.endpoints.map((endpoint) => {
  const value = (name) => endpoint.metrics.find((metric) => metric.name === name)?.value;
  return [endpoint.name, endpoint.requests, endpoint.failures, value('p50_latency_ms'), value('p95_latency_ms'), value('p99_latency_ms')];
});
console.log(JSON.stringify({ rows, maxRssKb: process.resourceUsage().maxRSS }));
