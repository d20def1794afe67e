import tseslint from 'typescript-eslint';

// Packages that run in a browser.
const pure = ['schema', 'stats', 'baseline', 'compare', 'reporter', 'simulate'];

const hostGlobals = ['process', 'Buffer', 'require', 'setTimeout', 'performance', 'crypto'].map((name) => ({
  name,
  message: 'This package computes from its arguments alone.',
}));

const namedExportsOnly = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' };

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      '**/test-results/',
      '**/coverage/',
      'packages/schema/src/generated/',
      '**/testdata/',
      'examples/*/results/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['packages/*/src/**/*.ts', 'packages/*/test/**/*.ts', 'tests/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', namedExportsOnly],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    // Rules that need types: where the package's own tsconfig.json leads.
    files: ['packages/*/src/**/*.ts', 'tests/**/*.ts'],
    ignores: ['packages/*/src/**/*.test.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-for-in-array': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: pure.map((name) => `packages/${name}/src/**/*.ts`),
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['node:*'], message: 'This package runs in a browser.' }] }],
      'no-restricted-globals': ['error', ...hostGlobals],
    },
  },
);
