import { describe, expect, it } from 'vitest';
import { assertDocument, documentKind, readDocument, writeDocument } from './validate.js';
import type { Noise } from './types.js';
import { schemaAddress, schemaVersion } from './versions.js';

const noise = (): Noise => ({
  $schema: schemaAddress('noise'),
  kind: 'loadline/noise',
  version: schemaVersion,
  noise: { createdAt: '2026-11-21T12:00:00Z', tool: 'locust', users: null, level: 0.95 },
  runs: [{ id: 'a', commit: '1a2b3c4' }, { id: 'b' }],
  endpoints: 1,
  latency: {
    noisePct: { value: 2, low: 1, high: 4 },
    withinPct: 3,
    endpointsPct: { least: 1, median: 2, most: 3 },
    df: 8,
    series: 2,
  },
  errors: { noisePct: { value: 0, low: 0, high: 20 }, failures: 12, df: 4 },
  parameters: { latencyNoisePct: 3 },
  diagnostics: [],
});

describe('a document of noise', () => {
  it('is read as it was written', () => {
    expect(documentKind(noise())).toBe('noise');
    expect(readDocument('noise', JSON.parse(writeDocument(noise()))).document).toEqual(noise());
  });
  it('is refused with a noise below 0, and not written with a field that it has not', () => {
    expect(() => readDocument('noise', { ...noise(), parameters: { latencyNoisePct: -1 } }, 'n.json')).toThrow(
      /n\.json: a noise that must be >= 0 at `\/parameters\/latencyNoisePct`/,
    );
    expect(() => assertDocument({ ...noise(), mood: 1 } as never)).toThrow(/defect of Loadline.*mood/s);
  });
});
