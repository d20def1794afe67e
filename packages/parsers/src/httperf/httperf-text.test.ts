import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../input/source.js';
import { readRun } from '../read-run.js';

const read = (name: string) => readFileSync(new URL(`../../testdata/httperf/${name}.txt`, import.meta.url), 'utf8');
const runOf = async (name: string, change = (text: string) => text) => readRun([bytesSource(name, change(read(name)))]);

describe('httperf report', () => {
  // Requests, failures and mean as the report states them: replies and errors, 4xx and 5xx and errors, response + transfer.
  it.each([
    ['slow', 100, 0, 40.4],
    ['flaky', 100, 5, 1.4],
    ['err', 100, 100, 1.6],
    ['drop', 100, 100, undefined],
    ['calls', 200, 0, 1.2],
    ['refused', 20, 20, undefined],
  ])('reads %s', async (name, requests, failures, mean) => {
    const run = await runOf(name);
    const [endpoint] = run.endpoints;
    expect(run.endpoints).toHaveLength(1);
    expect(endpoint).toMatchObject({ kind: 'request', requests, failures });
    expect(endpoint?.metrics.find((metric) => metric.name === 'avg_latency_ms')?.value).toBe(mean);
    expect(run.run).toMatchObject({ tool: 'httperf', partial: false, load: { model: 'open' } });
    expect(run.run.sources[0]?.format).toBe('httperf-text');
  });
  it('names the path, and what requests died of', async () => {
    expect((await runOf('drop')).endpoints[0]?.name).toBe('/drop');
    expect((await runOf('drop')).errors).toEqual([{ message: 'connreset', count: 100 }]);
    expect((await runOf('refused')).errors).toEqual([{ message: 'connrefused', count: 20 }]);
  });
  it('takes more failures than requests for no count', async () => {
    const run = await runOf('refused', (text) => text.replace('5xx=0', '5xx=1'));
    expect(run.endpoints[0]).toMatchObject({ failures: null });
    expect(run.endpoints[0]?.metrics.some(({ name }) => name === 'error_rate_pct')).toBe(false);
    expect(run.diagnostics.map(({ code }) => code)).toContain('failures-impossible');
  });
  it('says of a report that ends early that it does', async () => {
    const run = await runOf('slow', (text) => text.slice(0, text.indexOf('Reply status')));
    expect(run.run.partial).toBe(true);
    expect(run.endpoints[0]).toMatchObject({ requests: 100, failures: null });
  });
});
