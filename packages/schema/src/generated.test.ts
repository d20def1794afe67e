import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
// @ts-expect-error a script without types
import { generate } from '../scripts/generate.mjs';

describe('the generated files', () => {
  it('are what the schemas say', async () => {
    const files = await (generate as () => Promise<Record<string, string>>)();
    expect(Object.keys(files).length).toBeGreaterThan(4);
    for (const [name, text] of Object.entries(files))
      expect(
        readFileSync(new URL(`generated/${name}`, import.meta.url), 'utf8') === text,
        `${name} has drifted: run npm run generate`,
      ).toBe(true);
  });
});
