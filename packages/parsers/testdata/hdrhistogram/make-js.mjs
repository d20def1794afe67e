// Writes a log with the npm package hdr-histogram-js, run where it is installed: node make-js.mjs OUT.hlog, and prints
// what that package finds in the logs that follow on the command line: node make-js.mjs OUT.hlog LOG… > witness.json
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const hdr = createRequire(join(process.cwd(), 'x.js'))('hdr-histogram-js');
const [out, ...logs] = process.argv.slice(2);
const lines = [];
const writer = new hdr.HistogramLogWriter((text) => lines.push(text));
writer.outputLogFormatVersion();
writer.outputStartTime(1790000000000);
writer.outputLegend();
let seed = 5;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
for (let second = 0; second < 3; second++) {
  const histogram = hdr.build({ numberOfSignificantValueDigits: 3, highestTrackableValue: 60_000_000 });
  for (let i = 0; i < 100; i++) histogram.recordValue(Math.round(2000 + 30_000 * random() ** 4));
  writer.outputIntervalHistogram(histogram, second, second + 1, 1000);
}
writeFileSync(out, lines.join(''));

const found = {};
for (const log of [out, ...logs]) {
  const reader = new hdr.HistogramLogReader(readFileSync(log, 'utf8'));
  let count = 0;
  let max = 0;
  for (let next = reader.nextIntervalHistogram(); next !== null && next !== undefined; next = reader.nextIntervalHistogram()) {
    count += next.totalCount;
    max = Math.max(max, next.maxValue);
  }
  found[log.split('/').at(-1)] = { count, max };
}
console.log(JSON.stringify(found, null, 1));
