import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { readRun, streamSource } from './index.js';

const ROWS = 1_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are still in use. */
function heldBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

/** Rows with a name of their own each, as a test with ids in its addresses writes them. */
async function* rowsOf(header: string, row: (index: number) => string): AsyncGenerator<string> {
  yield header;
  for (let from = 0; from < ROWS; from += 1000) {
    await Promise.resolve();
    yield Array.from({ length: 1000 }, (_, index) => row(from + index)).join('');
  }
}

const files: readonly [format: string, header: string, row: (index: number) => string][] = [
  [
    'jmeter-csv',
    'timeStamp,elapsed,label,responseCode,success\n',
    (index) => `${1790000000000 + index},${index % 500},item ${index},200,true\n`,
  ],
  [
    'k6-csv',
    'metric_name,timestamp,metric_value,method,name,status\n',
    (index) => `http_req_duration,${1790000000 + (index >> 10)},${index % 500}.5,GET,/item/${index},200\n`,
  ],
];

describe('a file with 1,000,000 different names', () => {
  it.each(files)(
    '%s ends with 10,000 endpoints and (other), and says so',
    async (format, header, row) => {
      const before = heldBytes();
      const run = await readRun([streamSource('many', rowsOf(header, row))]);
      const grown = heldBytes() - before;
      expect(run.run.sources[0]?.format).toBe(format);
      expect(run.endpoints).toHaveLength(10_001);
      expect(run.endpoints.find(({ name }) => name === '(other)')?.requests).toBe(ROWS - 10_000);
      expect(run.total?.requests).toBe(ROWS);
      expect(run.diagnostics.find(({ code }) => code === 'endpoints-folded')?.message).toContain('990,000 requests');
      // A million names with their distributions would hold a gigabyte.
      expect(grown / 2 ** 20).toBeLessThan(100);
    },
    120_000,
  );
});
