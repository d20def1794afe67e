import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@loadline/source'] },
  ssr: { resolve: { conditions: ['@loadline/source'] } },
  test: {
    setupFiles: [fileURLToPath(new URL('scripts/fixed-seed.ts', import.meta.url))],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', '*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
