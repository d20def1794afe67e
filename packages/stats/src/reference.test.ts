import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as stats from './index.js';
import { difference } from '../test/difference.js';

interface Case {
  f: string;
  args: unknown[];
  value: unknown;
}

const folder = fileURLToPath(new URL('../testdata/vectors', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (file: string) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { rel: number; cases: Case[] };
const numberOf = (value: unknown) => (value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : value);

describe.each(files)('the values of %s', (file) => {
  const { rel, cases } = read(file);
  const functions = [...new Set(cases.map(({ f }) => f))];
  it.each(functions)('%s gives', (name) => {
    const call = (stats as unknown as Record<string, (...args: unknown[]) => unknown>)[name];
    for (const { f, args, value } of cases) {
      if (f !== name) continue;
      const text = `${f}(${args
        .map((each) => JSON.stringify(each))
        .join(', ')
        .slice(0, 300)})`;
      expect(difference(value, call?.(...args.map(numberOf)), rel), text).toBeUndefined();
    }
  });
});

it('hold every function that computes a statistic to another implementation', () => {
  const held = new Set(files.flatMap((file) => read(file).cases.map(({ f }) => f)));
  const elsewhere = /histogram|Histogram|locust|mixture|merged|exponential|maxExp|createRandom|^sum$|weightedMean|^quantile$|^median$/;
  const free = Object.keys(stats).filter((name) => !held.has(name) && !elsewhere.test(name));
  expect(free.sort()).toEqual(['eDivisive', 'moderatedReach', 'normalDensity', 'studentLower']);
});
