import { readdirSync, readFileSync } from 'node:fs';
import { assertDocument } from '@loadline/schema';
import type { Comparison } from '@loadline/schema/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kindOf, mutated, type Place, placesOf, valueAt } from '../test/mutations.js';
import { slipsOf } from '../test/slips-of.js';
import { renderIssue, renderTerminal, reportFormats } from './index.js';

const folder = new URL('../testdata/comparisons/', import.meta.url);
const VALUES = [undefined, null, 0, -1, -123.456, 1e308, -1e308, 1e-12, 5e-324] as const;
const MILLISECONDS = 5000;

const renderings: readonly (readonly [name: string, render: (comparison: Comparison) => string])[] = [
  ...reportFormats
    .filter(({ name }) => name !== 'json')
    .map(({ name, render }) => [name, (comparison: Comparison) => render(comparison)] as const),
  ['terminal-all', (comparison) => renderTerminal(comparison, { all: true, width: 100 })],
  ['terminal-ascii', (comparison) => renderTerminal(comparison, { unicode: false })],
  ['issue-fail', (comparison) => Object.values(renderIssue(comparison, 'fail') ?? {}).join('\n')],
  ['issue-warn', (comparison) => Object.values(renderIssue(comparison, 'warn') ?? {}).join('\n')],
];

/** Comparisons with a finding of each verdict and what is drawn of it, and their places by kind. */
const documents = readdirSync(folder)
  .filter((file) => file.endsWith('.json') && file !== 'hostile-names.json')
  .map((file) => {
    const document = reduced(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Comparison);
    const kinds = new Map<string, Place[]>();
    for (const place of placesOf(document)) kinds.set(kindOf(place), [...(kinds.get(kindOf(place)) ?? []), place]);
    return { file, document, kinds: [...kinds.values()] };
  });

function reduced({ findings, ...rest }: Comparison): Comparison {
  const seen = new Set<string>();
  const kept = findings.filter(({ verdict, unit, gated }) => {
    const kind = `${verdict} ${unit} ${String(gated)}`;
    return !seen.has(kind) && seen.add(kind);
  });
  return { ...rest, findings: kept };
}

const isValid = (comparison: Comparison): boolean => {
  try {
    assertDocument(comparison);
    return true;
  } catch {
    return false;
  }
};

/** A comparison with a number, or all of one kind, put wrong, or with a field taken away, and what was done to it. */
function changed(
  of: number,
  at: number,
  value: (typeof VALUES)[number],
  all: boolean,
): { name: string; comparison: Comparison } | undefined {
  const { file, document, kinds } = documents[of % documents.length] ?? {};
  const places = kinds?.[at % kinds.length];
  if (document === undefined || places?.[0] === undefined) return undefined;
  const now = valueAt(document, places[0]);
  const put = typeof value === 'number' && typeof now !== 'number' && now !== null ? undefined : value;
  const name = `${file}: ${all ? 'every' : 'the first'} ${kindOf(places[0])} = ${String(put)}`;
  return { name, comparison: mutated(document, all ? places : places.slice(0, 1), put) };
}

test('any valid comparison, whatever its numbers and with whatever missing, makes every report without a slip', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.constantFrom(...VALUES), fc.boolean(), (...choice) => {
      const { name, comparison } = changed(...choice) ?? {};
      if (comparison === undefined || !isValid(comparison)) return;
      for (const [format, render] of renderings)
        expect({ name, format, slips: slipsOf(render(comparison)) }).toEqual({ name, format, slips: [] });
    }),
    { seed: 17, numRuns: 1000, interruptAfterTimeLimit: MILLISECONDS, endOnFailure: true },
  );
});
