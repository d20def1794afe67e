import { describe, expect, it } from 'vitest';
import { flatToBaseline, flatToRun } from './flat.js';
import { assertDocument, documentKind, readDocument, writeDocument } from './validate.js';

const run = () => flatToRun({ api: { rps: 3, p95_latency_ms: 7 } });
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

describe('documents on the way in', () => {
  it('leaves out what a newer minor added, wherever it is, and says so', () => {
    const value = plain({ ...run(), version: '1.7', later: { anything: 1 } });
    (value['endpoints'] as Record<string, unknown>[]).forEach((each) => (each['shape'] = 'round'));
    const { document, diagnostics } = readDocument('run', value, 'run.json');
    expect(document).toEqual({ ...run(), version: '1.7' });
    expect(() => assertDocument(document)).not.toThrow();
    expect(diagnostics).toEqual([
      {
        code: 'unknown-properties',
        severity: 'info',
        message: 'it is of version 1.7, and this version of Loadline knows 1.0: left out was what it does not know, `shape`, `later`',
        place: { file: 'run.json' },
      },
    ]);
  });
  it('refuses an unknown property of a version that is known, with its place', () => {
    expect(() => readDocument('run', { ...plain(run()), later: 1 }, 'run.json')).toThrow(
      /^run\.json.*: a run with the property `later`, which version 1\.0 does not have; expected the shape of `loadline\/run` 1\.0/,
    );
    const value = plain(run());
    (value['endpoints'] as Record<string, unknown>[])[0] = { ...run().endpoints[0], __proto__x: 1 };
    expect(() => readDocument('run', value)).toThrow(/the property `__proto__x` at `\/endpoints\/0`/);
    expect(() => readDocument('baseline', { ...plain(flatToBaseline({ api: { rps: 1 } })), later: 1 })).toThrow(/the property `later`/);
  });
  it('refuses a mixture of two shapes', () => {
    const value = run();
    const mixed = { kind: 'values', values: [1], counts: [1], bounds: [1] };
    expect(() => readDocument('run', plain({ ...value, endpoints: [{ ...value.endpoints[0], histogram: mixed }] }))).toThrow(
      /a run that .*histogram/,
    );
  });
  it('leaves out an item with an unknown word, and says so', () => {
    const value = run();
    (value.endpoints[0]?.metrics[0] as { provenance: string }).provenance = 'guessed';
    const { document, diagnostics } = readDocument('run', plain(value), 'run.json');
    expect(document.endpoints[0]?.metrics.map((metric) => metric.name)).toEqual(['p95_latency_ms']);
    expect(diagnostics).toEqual([
      {
        code: 'unknown-word',
        severity: 'warning',
        message: expect.stringContaining('`guessed`'),
        place: { file: 'run.json', path: '/endpoints/0/metrics/0/provenance' },
      },
    ]);
  });
  it('refuses a newer major, and another document', () => {
    expect(() => readDocument('run', { ...plain(run()), version: '2.0' }, 'x.json')).toThrow(
      /x\.json: a run of version 2\.0; expected version 1\.x\n {2}It was written by a newer Loadline/,
    );
    expect(() => readDocument('baseline', plain(run()))).toThrow(/of kind `loadline\/run`; expected `loadline\/baseline`/);
    expect(() => readDocument('run', { kind: 'other' })).toThrow(/not a document of Loadline/);
    expect(readDocument('run', { ...plain(run()), version: '1.7' }).document.version).toBe('1.7');
  });
  it('says where a shape is wrong', () => {
    const value = plain(run());
    value['endpoints'] = 3;
    expect(() => readDocument('run', value)).toThrow(/must be array at `\/endpoints`/);
  });
  it('knows its own kinds only', () => {
    expect(documentKind({ kind: 'loadline/constructor' })).toBeUndefined();
    expect(documentKind([])).toBeUndefined();
    expect(documentKind(flatToBaseline({ api: { rps: 1 } }))).toBe('baseline');
  });
});

describe('documents on the way out', () => {
  it('are validated strictly', () => {
    expect(writeDocument(run()).endsWith('}\n')).toBe(true);
    expect(() => assertDocument({ ...run(), extra: 1 } as never)).toThrow(/defect of Loadline.*additional properties/s);
    expect(() => assertDocument({ ...run(), endpoints: undefined } as never)).toThrow(/defect of Loadline/);
  });
});
