import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readmeExamples, runExample } from '../../../scripts/readme-examples.mjs';

const folder = fileURLToPath(new URL('..', import.meta.url));
const examples = readmeExamples(folder);

describe('the README', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(0);
  });
  it.each(examples)('prints what it says: $code', ({ code, output }) => {
    expect(runExample(folder, code)).toBe(output);
  });
});
