import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './repository.js';

describe('CONTRIBUTING', () => {
  it('shows a reader as it is', () => {
    const [, shown] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')) ?? [];
    expect(shown).toBe(readFileSync(join(root, 'packages/parsers/src/httperf/httperf-text.ts'), 'utf8'));
  });
});
