import { readWhole } from '../input/json-text.js';
import type { Reader } from '../reader.js';
import { countOf, numberOf } from '../values/number-of.js';
import { ghzPart } from './ghz-summary.js';
import { noCalls } from './no-calls.js';

/** One value of the exposition: its name, labels as they stand, and its text. */
interface Sample {
  name: string;
  labels: string;
  value: string;
}

/** The summary as metrics of Prometheus (`-O prometheus`). */
export const ghzPrometheus: Reader = {
  format: 'ghz-prometheus',
  tool: 'ghz',
  title: 'ghz summary for Prometheus',
  detect: ({ text }) => /^ghz_run_count\{/m.test(text),
  async read(input) {
    const samples = samplesOf(await readWhole(input));
    const find = (name: string) => samples.find((sample) => sample.name === name);
    const first = find('ghz_run_count');
    const count = countOf(first?.value);
    if (count === undefined || count === 0) throw noCalls(input.name);
    const totalNs = numberOf(find('ghz_run_total')?.value);
    const errors = find('ghz_run_errors');
    if (errors === undefined) input.diagnostics.add('warning', 'file-cut', 'the metrics end early', { file: input.name });
    const users = countOf(labelOf(first, 'concurrency'));
    const part = ghzPart(
      {
        call: labelOf(first, 'call'),
        count,
        failures: countOf(errors?.value) ?? null,
        latency: {
          unit: 'ns',
          provenance: 'reported',
          avg: find('ghz_run_average')?.value,
          min: find('ghz_run_fastest')?.value,
          max: find('ghz_run_slowest')?.value,
          percentiles: samples.flatMap((sample): [number, unknown][] => {
            const quantile = numberOf(labelOf(sample, 'quantile'));
            return sample.name !== 'ghz_run_latency' || quantile === undefined
              ? []
              : [[Number((quantile * 100).toPrecision(10)), sample.value]];
          }),
        },
        rps: find('ghz_run_rps')?.value,
        durationSeconds: totalNs === undefined ? undefined : totalNs / 1e9,
        // Unlike what Prometheus asks for, ghz does not add up its buckets.
        marks: samples.flatMap((sample) => {
          const [mark, marked] = [numberOf(labelOf(sample, 'le')), countOf(sample.value)];
          return sample.name !== 'ghz_run_histogram_bucket' || mark === undefined || marked === undefined ? [] : [{ mark, count: marked }];
        }),
        errors: [],
      },
      input,
    );
    const isOpen = labelOf(first, 'async') === 'true';
    return {
      ...part,
      load: { model: isOpen ? 'open' : 'closed', ...(users === undefined ? {} : { users }) },
      partial: errors === undefined || labelOf(first, 'end_reason') === 'cancel',
    };
  },
};

function samplesOf(text: string): Sample[] {
  return [...text.matchAll(/^(ghz_run_\w{1,40})\{([^\n]{0,100000})\} (\S{1,60})\r?$/gm)].map(([, name = '', labels = '', value = '']) => ({
    name,
    labels,
    value,
  }));
}

function labelOf(sample: Sample | undefined, name: string): string | undefined {
  return new RegExp(`(?:^|,)${name}="([^"]{0,2048})"`).exec(sample?.labels ?? '')?.[1];
}
