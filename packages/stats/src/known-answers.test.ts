import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as stats from './index.js';

interface Held {
  name: string;
  wrong: string[];
}

const folder = fileURLToPath(new URL('../../../../shared/vectors', import.meta.url));
const checker = new URL('../../../bench/vectors/check-cases.mjs', import.meta.url).href;
// Whole reports are for the comparison, not for single statistics.
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json') && !/^(decision|oc-)/.test(name)) : [];

describe('the known answers of other implementations', () => {
  if (files.length === 0) it.skip('are not here: no folder shared/vectors beside the repository', () => undefined);
  it.each(files)('%s', async (file) => {
    const { checkCases } = (await import(checker)) as { checkCases(cases: unknown, functions: typeof stats): Iterable<Held> };
    const held = [...checkCases(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')), stats)];
    expect(held.length).toBeGreaterThan(0);
    expect(held.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  });
});
