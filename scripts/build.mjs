// Builds the package of the working directory: tsup bundles the JavaScript, tsc writes the types.
// tsup's own `dts` breaks on TypeScript 6, hence two steps.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'tsup';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = new Set();
for (const target of Object.values(manifest.exports ?? {})) {
  if (typeof target === 'object') entries.add(target['@loadline/source']);
}
if (manifest.bin) for (const file of Object.values(manifest.bin)) entries.add(file.replace('./dist/', './src/').replace(/\.js$/, '.ts'));

// Scripts that are run in a thread of their own are no part of what is exported.
if (existsSync('src')) for (const file of readdirSync('src')) if (file.endsWith('-worker.ts')) entries.add(`./src/${file}`);

rmSync('dist', { recursive: true, force: true });
await build({
  entry: [...entries].map((file) => file.replace(/^\.\//, '')),
  format: ['esm'],
  target: 'node20',
  platform: manifest.bin ? 'node' : 'neutral',
  dts: false,
  sourcemap: true,
  splitting: true,
  treeshake: true,
  // Generated validators are bundled and minified already: they are copied as they are.
  external: [/generated\/[a-z]+-validators\.js$/],
  clean: false,
  silent: true,
  config: false,
  define: { __LOADLINE_VERSION__: JSON.stringify(manifest.version) },
});

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
// What only tests use has types too, which nobody can import: it is not published.
rmSync('dist/testing', { recursive: true, force: true });
if (existsSync('src/generated')) {
  const files = readdirSync('src/generated').filter((file) => file.includes('-validators.'));
  for (const file of files) cpSync(`src/generated/${file}`, `dist/generated/${file}`);
}
