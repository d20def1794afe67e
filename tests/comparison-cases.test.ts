import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../packages/reporter/src/index.js';
import { assertDocument } from '../packages/schema/src/index.js';
import { cases } from './comparison-cases/cases.js';
import { packageFolder } from './repository.js';

// UPDATE_GOLDEN=1 writes the comparisons anew; then the golden files of the reporter follow.
const folder = join(packageFolder('reporter'), 'testdata', 'comparisons');
const update = process.env['UPDATE_GOLDEN'] !== undefined;

/** Numbers to six digits: engines differ in the last ones of `Math.exp`. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, each: unknown) => (typeof each === 'number' ? Number(each.toPrecision(6)) : each));

describe('the comparisons that reports are tested with', () => {
  it.each(cases)('$name is what the pipeline makes', ({ name, make }) => {
    const made = make();
    expect(() => assertDocument(made)).not.toThrow();
    const file = join(folder, `${name}.json`);
    if (update) writeFileSync(file, renderJson(made));
    expect(rounded(made)).toEqual(rounded(JSON.parse(readFileSync(file, 'utf8'))));
  });

  it('are all made', () => {
    expect(readdirSync(folder).sort()).toEqual(cases.map(({ name }) => `${name}.json`).sort());
  });
});
