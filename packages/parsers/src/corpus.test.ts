import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertDocument, UserError } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { detectFormat, fileSource, readRun } from './index.js';

// A collection of result files of all load generators, kept beside the repository where it is there at all.
const corpus = fileURLToPath(new URL('../../../../shared/corpus', import.meta.url));
const isThere = existsSync(corpus);

/** Formats that the files of a folder may be read as, where they are not called like the folder. */
const TOOLS: Readonly<Record<string, RegExp>> = {
  'ai-suite': /^locust-/,
  'gatling-log': /^gatling-/,
  'hdrhistogram-hgrm': /^hdrhistogram-/,
  'hdrhistogram-log': /^hdrhistogram-/,
  'jmeter-aggregate-csv': /^jmeter-/,
  'jmeter-csv': /^jmeter-/,
  'jmeter-dashboard': /^jmeter-/,
  'jmeter-summary-log': /^jmeter-/,
  'jmeter-xml': /^jmeter-/,
  'k6-csv': /^k6-/,
  'k6-handle-summary': /^k6-/,
  'k6-json': /^k6-/,
  'k6-machine-readable': /^k6-/,
  'k6-stdout': /^k6-/,
  'k6-summary-export': /^k6-/,
  'locust-taurus': /^(?:locust|taurus|jmeter)-/,
  taurus: /^(?:taurus|jmeter)-/,
};

function filesIn(folder: string): string[] {
  if (!isThere) return [];
  return readdirSync(join(corpus, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe.skipIf(!isThere)('the collection of result files beside the repository (skipped where it is not there)', () => {
  it('gives a Run or a UserError for every file, and never takes one tool for another', async () => {
    const files = filesIn('.');
    expect(files.length).toBeGreaterThan(100);
    for (const file of files) {
      const run = await readRun([fileSource(file)]).catch((error: unknown) => {
        if (error instanceof UserError) return error;
        throw error;
      });
      if (run instanceof UserError) expect(run.message.length, file).toBeLessThan(1500);
      else assertDocument(run);
      const format = await detectFormat(fileSource(file)).then(
        (found) => found.format,
        () => undefined,
      );
      const folder = relative(corpus, file).split(sep)[0] ?? '';
      if (format !== undefined) expect([file, format]).toEqual([file, expect.stringMatching(TOOLS[folder] ?? new RegExp(`^${folder}-`))]);
      if (/^(?:locust|ai-suite)$/.test(folder) && !/stderr\.txt$|web-exceptions\.out$/.test(file))
        expect([file, format]).not.toEqual([file, undefined]);
    }
  }, 120_000);

  it('has the simulated services of the original scripts', async () => {
    const run = await readRun([fileSource(join(corpus, 'ai-suite/simulated_baseline.csv'))]);
    expect(run.endpoints.map(({ name, requests, failures }) => [name, requests, failures])).toEqual([
      ['api_gateway', 300, 1],
      ['rag_service', 150, 0],
      ['mcp_server', 90, 0],
    ]);
    expect(run.diagnostics).toEqual([]);
  });
});
