import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertDocument, UserError } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { fileSource, readRun } from '../index.js';

const folder = join(import.meta.dirname, '../../testdata/locust/generations');

interface Expected {
  kind: string;
  endpoints?: { method: string | null; name: string; requests: number; failures: number }[];
}
const files = Object.entries(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>).flatMap(
  ([file, { kind, endpoints }]) => (endpoints === undefined || kind === 'distribution-csv' ? [] : [{ file, endpoints }]),
);

const sent = (requests: number | null, failures: number | null) => `${requests ?? '?'} sent, ${failures ?? '?'} failed`;

/** A name as far as it is always kept. */
const shortened = (name: string) => name.slice(0, 2000);

/** The report of 2.24 holds its names escaped for HTML; what Locust was told is without. */
const plain = (file: string, name: string) =>
  file === '2.24.0/hostile_report.html.gz'
    ? name.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&')
    : name;

describe('every generation of Locust', () => {
  it('is there', () => {
    expect(new Set(files.map(({ file }) => file.split('/')[0])).size).toBeGreaterThan(10);
  });

  it.each(files.filter(({ endpoints }) => endpoints.some(({ requests }) => requests > 0)))(
    '$file: the counts are those of the file',
    async ({ file, endpoints }) => {
      const run = await readRun([fileSource(join(folder, file))]);
      assertDocument(run);
      // Up to 0.9 `# requests` left the failed ones out.
      const excluded = /^0\.[89]\./.test(file);
      const wanted = endpoints.map(({ method, name, requests, failures }) =>
        [method ?? '', shortened(plain(file, name)), sent(requests + (excluded ? failures : 0), failures)].join(' '),
      );
      const found = run.endpoints.map(({ method, name, requests, failures }) =>
        [method ?? '', shortened(name), sent(requests, failures)].join(' '),
      );
      expect(found.sort()).toEqual(wanted.sort());
      expect(JSON.stringify(run)).not.toMatch(/NaN|Infinity/);
    },
  );

  it.each(files.filter(({ endpoints }) => endpoints.every(({ requests }) => requests === 0)))(
    '$file: no data is one clear error',
    async ({ file }) => {
      await expect(readRun([fileSource(join(folder, file))])).rejects.toThrow(UserError);
    },
  );
});
