import { readWhole } from '../input/json-text.js';
import type { Reader } from '../reader.js';
import { scanFile } from '../scan/scan-file.js';
import { countOf, numberOf } from '../values/number-of.js';
import { ghzInfluxScan } from './ghz-influx-scan.js';
import { ghzPart } from './ghz-summary.js';
import { noCalls } from './no-calls.js';

/** Every call as a line of InfluxDB (`-O influx-details`). */
export const ghzInfluxDetails: Reader = {
  format: 'ghz-influx-details',
  tool: 'ghz',
  title: 'ghz calls for InfluxDB',
  isRaw: true,
  detect: ({ text }) => /^ghz_detail,.{1,60000}?,hasError=(?:true|false) latency=\d/.test(text),
  async read(input) {
    const { recorder } = await scanFile(input, { format: ghzInfluxScan, setup: undefined, skip: 0, skipLines: 0 });
    const users = countOf(/,c=(\d{1,9}),/.exec(input.head.text.split('\n', 1)[0] ?? '')?.[1]);
    return recorder.part({ load: { model: 'closed', ...(users === undefined ? {} : { users }) } });
  },
};

/** A run as one line of InfluxDB (`-O influx-summary`). */
export const ghzInfluxSummary: Reader = {
  format: 'ghz-influx-summary',
  tool: 'ghz',
  title: 'ghz summary for InfluxDB',
  detect: ({ text }) => /^ghz_run,.{1,60000}? count=\d{1,15},total=\d/.test(text),
  async read(input) {
    const lines = (await readWhole(input)).split(/\r*\n/).filter((line) => line.startsWith('ghz_run,'));
    const line = lines.at(-1) ?? '';
    const fields = line.slice(Math.max(0, line.lastIndexOf(' count=')));
    const value = (name: string) => new RegExp(`[ ,]${name}=([\\d.]{1,40})`).exec(fields)?.[1];
    const count = countOf(value('count'));
    const [totalNs, endNs] = [numberOf(value('total')), / (\d{19})$/.exec(fields)?.[1]];
    if (count === undefined || count === 0) throw noCalls(input.name);
    if (lines.length > 1)
      input.diagnostics.add('warning', 'several-runs', `the file holds ${lines.length} runs; the last one was read`, { file: input.name });
    if (endNs === undefined) input.diagnostics.add('warning', 'file-cut', 'the line ends early', { file: input.name });
    const failures = countOf(value('errors'));
    const users = countOf(/,c=(\d{1,9}),/.exec(line)?.[1]);
    const part = ghzPart(
      {
        call: /,call="([^"]{1,2048})"/.exec(line)?.[1],
        count,
        failures: endNs === undefined ? null : (failures ?? null),
        latency: {
          unit: 'ns',
          provenance: 'reported',
          avg: value('average'),
          min: value('fastest'),
          max: value('slowest'),
          percentiles: [
            [50, value('median')],
            [95, value('p95')],
          ],
        },
        rps: value('rps'),
        durationSeconds: totalNs === undefined ? undefined : totalNs / 1e9,
        marks: [],
        errors: [],
      },
      input,
    );
    return {
      ...part,
      load: { model: 'closed', ...(users === undefined ? {} : { users }) },
      ...(endNs === undefined || totalNs === undefined ? {} : { startedAtMs: Number(endNs) / 1e6 - totalNs / 1e6 }),
      partial: endNs === undefined,
    };
  },
};
