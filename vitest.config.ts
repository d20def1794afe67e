import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@loadline/source'] },
  ssr: { resolve: { conditions: ['@loadline/source'] } },
  test: {
    setupFiles: [fileURLToPath(new URL('scripts/fixed-seed.ts', import.meta.url))],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', '*.test.ts'],
    // A guard against what hangs, never a measure of speed: machines that run tests are busy.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    passWithNoTests: false,
  },
});
