import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@loadline/source'] },
  ssr: { resolve: { conditions: ['@loadline/source'] } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', '*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
