import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { buildComparison, endpoint } from '../test/build-comparison.js';
import { cases, HOSTILE_NAMES } from '../test/cases.js';
import { escapeCsv } from './escape-csv.js';
import { replaceInvisible } from './invisible.js';
import { renderCsv } from './render-csv.js';

const at = { endpoint: endpoint('/checkout', 'POST'), metric: 'p95', before: 412, after: 360.5, limit: '+30%' };

/** The rows by column name, numbers as numbers. */
function read(text: string): Map<string, unknown>[] {
  const { data, errors, meta } = Papa.parse<unknown[]>(text, { dynamicTyping: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect([meta.delimiter, meta.linebreak]).toEqual([',', '\r\n']);
  const [names = [], ...rows] = data;
  for (const row of rows) expect(row).toHaveLength(names.length);
  return rows.map((row) => new Map(row.map((cell, index) => [String(names[index]), cell])));
}

/** What papaparse leaves of a text of ours: the apostrophe is part of it. */
const guarded = (text: string) => (/^[=+\-@＝＋－＠]/.test(text.trimStart()) ? `'${text}` : text);

test.each(cases)('$name comes back as it was', ({ comparison }) => {
  const rows = read(renderCsv(comparison));
  expect(rows).toHaveLength(comparison.findings.length);
  comparison.findings.forEach((finding, index) => {
    const row = rows[index];
    expect(row?.get('verdict')).toBe(finding.verdict);
    expect(row?.get('baseline')).toBe(finding.baseline.value);
    expect(row?.get('change')).toBe(finding.change.absolute);
    expect(row?.get('change_pct')).toBe(finding.change.relativePct);
    expect(row?.get('gated')).toBe(finding.gated);
    expect(row?.get('endpoint')).toBe(
      finding.endpoint === undefined || finding.endpoint.name === '' ? null : guarded(replaceInvisible(finding.endpoint.name)),
    );
  });
});

test('a row is what was found', () => {
  const [row] = read(renderCsv(buildComparison([{ ...at, verdict: 'fail' }])));
  expect([...(row ?? [])].filter(([, cell]) => cell !== null).slice(0, 17)).toEqual([
    ['verdict', 'fail'],
    ['service', 'all'],
    ['scope', 'endpoint'],
    ['kind', 'request'],
    ['method', 'POST'],
    ['endpoint', '/checkout'],
    ['metric', 'p95_latency_ms'],
    ['unit', 'ms'],
    ['better', 'lower'],
    ['baseline', 412],
    ['current', 360.5],
    ['change', -51.5],
    ['change_pct', -12.5],
    ['limit', 'fail +30%'],
    ['limit_broken', true],
    ['gated', true],
    ['reason_code', 'limit-broken'],
  ]);
});

test('nothing found is a header alone', () => {
  expect(renderCsv(buildComparison([]))).toMatch(/^verdict,service,[\w,]+\r\n$/);
});

test('negative numbers stay numbers, zero has no sign', () => {
  const text = renderCsv(buildComparison([at, { ...at, before: 5, after: 5 }], {}));
  expect(text).toContain(',412,360.5,-51.5,-12.5,');
  expect(text).not.toMatch(/,-0,|NaN|Infinity|undefined|null/);
});

describe.each(HOSTILE_NAMES.map((name) => [JSON.stringify(name), name]))('the name %s', (_shown, name) => {
  const text = renderCsv(
    buildComparison([
      { ...at, service: name, endpoint: endpoint(name, name), limit: name, reason: { code: 'unknown-word', message: name } },
    ]),
  );

  test('is in one cell of one line', () => {
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u);
    const [row] = read(text);
    for (const column of ['service', 'method', 'endpoint', 'reason'])
      expect(row?.get(column)).toBe(name === '' ? null : guarded(replaceInvisible(name)));
  });

  test('is no formula', () => {
    for (const cell of read(text)[0]?.values() ?? []) if (typeof cell === 'string') expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠\t\r]/);
  });
});

test.each([
  ['=1+1', '"\'=1+1"'],
  ['+1', '"\'+1"'],
  ['-1', '"\'-1"'],
  ['@SUM(A1)', '"\'@SUM(A1)"'],
  [' =1', '"\' =1"'],
  ['＝1', '"\'＝1"'],
  ['\t=1', '\uFFFD=1'],
  ['\r=1', '\uFFFD=1'],
  ['/a-b', '/a-b'],
  ['a,"b"', '"a,""b"""'],
  ['', ''],
])('%j is written %s', (text, cell) => {
  expect(escapeCsv(text)).toBe(cell);
});

test('any text in a cell is one cell that holds the text', () => {
  const character = fc.oneof(fc.constantFrom(...'=+-@",;\' \r\n\t'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }));
  fc.assert(
    fc.property(
      fc.array(character, { maxLength: 20 }).map((all) => all.join('')),
      (text) => {
        const { data } = Papa.parse<string[]>(`a,${escapeCsv(text)},b\r\n`, { delimiter: ',', newline: '\r\n', skipEmptyLines: true });
        expect(data).toEqual([['a', guarded(replaceInvisible(text)), 'b']]);
      },
    ),
  );
});
