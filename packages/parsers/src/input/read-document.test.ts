import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRun } from '../read-run.js';
import { bytesSource } from './source.js';

const folder = new URL('../../testdata/', import.meta.url);
const read = (text: string) => readRun([bytesSource('x', text)]);

describe('a file of one JSON document', () => {
  it.each([
    'k6/v2.2.0/plain-export.json',
    'k6/v1.5.0/normal-handle.json',
    'artillery/v2.0.34-plain.json',
    'artillery/v1.7.9-plain.json',
    'gatling/3.12.0/js/stats.json',
    'jmeter-reports/dashboard/5.6.3.json',
    'oha/slow.json',
  ])('says that a second one behind %s was left out', async (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8').trimEnd();
    const [one, two, noise] = [await read(text), await read(`${text}\n${text}\n`), await read(`${text}\ndone\n`)];
    expect(two.endpoints).toEqual(one.endpoints);
    const line = text.split('\n').length;
    const said = (run: typeof one) => run.diagnostics.filter(({ code }) => code === 'several-results' || code === 'text-left-out');
    expect(said(one)).toEqual([]);
    expect(said(two)).toMatchObject([{ code: 'several-results', severity: 'warning', place: { line } }]);
    expect(said(noise)).toMatchObject([{ code: 'text-left-out', severity: 'info', place: { line } }]);
  });
  it.each(['oha/slow.json', 'vegeta/12.12.0/mixed-report.json', 'autocannon/v9-slow.json'])(
    'is told from %s that ends early',
    async (name) => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      for (const share of [0.1, 0.5, 0.9])
        await expect(read(text.slice(0, text.length * share))).rejects.toMatchObject({
          code: 'json-truncated',
          message: expect.stringMatching(/^x:\d+(?::\d+)?: a JSON document that ends early/) as string,
        });
    },
  );
});
