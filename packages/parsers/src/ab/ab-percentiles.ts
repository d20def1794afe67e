import { UserError } from '@loadline/schema';
import { forEachLine } from '../input/read-lines.js';
import type { Reader } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { numberOf } from '../values/number-of.js';

/**
 * The table of percentiles that ab writes with `-e`: the time of each whole percentile from every request, to a
 * microsecond. It holds no counts, so that neither requests nor failures are known.
 */
export const abPercentiles: Reader = {
  format: 'ab-percentiles-csv',
  tool: 'ab',
  title: 'ab percentiles (-e)',
  isReport: true,
  detect: ({ text }) => /^Percentage served,Time in ms\r?(?:\n|$)/.test(text),
  async read(input) {
    const values = new Map<number, number>();
    let isCut = false;
    await forEachLine(input, ({ number: line, text, ended }) => {
      if (text.trim() === '' || text.startsWith('Percentage served')) return;
      const [, percentile, cell] = /^(\d{1,3}),([\d.]{1,30})$/.exec(text) ?? [];
      const value = numberOf(cell);
      if (!ended) {
        isCut = true;
        input.diagnostics.add('warning', 'file-cut', 'the file ends in the middle of a row, which was left out', {
          file: input.name,
          line,
        });
      } else if (value === undefined || Number(percentile) > 100)
        input.diagnostics.add('warning', 'row-rejected', 'a row was not counted: expected a percentile and a time in ms', {
          file: input.name,
          line,
        });
      else values.set(Number(percentile), value);
    });
    if (values.size === 0)
      throw new UserError({
        code: 'no-results',
        found: 'a table of percentiles without a row',
        expected: 'a time for each percentile',
        place: { file: input.name },
      });
    const endpoint = buildEndpoint(
      { kind: 'request', name: ALL_REQUESTS },
      {
        requests: null,
        failures: null,
        latency: {
          unit: 'ms',
          provenance: 'reported',
          resolution: 0.001,
          min: values.get(0),
          max: values.get(100),
          percentiles: [...values].filter(([percentile]) => percentile > 0 && percentile < 100),
        },
      },
    );
    return { state: { endpoints: [endpoint], rank: 0 }, load: { model: 'closed' }, partial: isCut };
  },
};
