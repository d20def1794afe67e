import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const packages = join(root, 'packages');

/** The arrows between packages; no others. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  stats: [],
  parsers: ['schema', 'stats'],
  baseline: ['schema', 'stats'],
  compare: ['schema', 'stats'],
  reporter: ['schema'],
  github: ['schema', 'reporter'],
  cli: ['schema', 'stats', 'parsers', 'baseline', 'compare', 'reporter', 'github'],
};
const PURE = ['schema', 'stats', 'baseline', 'compare', 'reporter'];

interface Manifest {
  name: string;
  version: string;
  license: string;
  packageManager?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  exports?: Record<string, unknown>;
  files?: string[];
}
const manifest = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
const sources = (name: string) =>
  readdirSync(join(packages, name, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => ({ file, text: readFileSync(join(packages, name, 'src', file), 'utf8') }));
const imports = (text: string) => [...text.matchAll(/^(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|^import\s+'([^']+)'|import\('([^']+)'\)/gm)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
const product = (name: string) => sources(name).filter(({ file }) => !file.endsWith('.test.ts') && !file.startsWith('testing'));

describe('the packages', () => {
  it('are those of the design', () => {
    expect(readdirSync(packages).sort()).toEqual(Object.keys(ARROWS).sort());
  });

  it.each(Object.keys(ARROWS))('%s declares only arrows that are drawn', (name) => {
    const own = manifest(join(packages, name)).dependencies ?? {};
    const ours = Object.keys(own).filter((dependency) => dependency.startsWith('@loadline/')).map((dependency) => dependency.slice('@loadline/'.length));
    expect(ours.filter((dependency) => !ARROWS[name]?.includes(dependency))).toEqual([]);
  });

  it.each(Object.keys(ARROWS))('%s imports what it declares, through the doors', (name) => {
    const declared = manifest(join(packages, name)).dependencies ?? {};
    const wrong = product(name).flatMap(({ file, text }) =>
      imports(text)
        .filter((target) => !target.startsWith('.') && !target.startsWith('node:'))
        .filter((target) => {
          const parts = target.split('/');
          const dependency = target.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
          return !Object.hasOwn(declared, dependency) || target.includes('/src/') || target.includes('/dist/');
        })
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(PURE)('%s uses no Node built-in, clock, chance or environment', (name) => {
    const wrong = product(name).flatMap(({ file, text }) => {
      const found = [...text.matchAll(/from 'node:|\bprocess\.|\bDate\.now\(|new Date\(\)|Math\.random\(|\brequire\(/g)].map((match) => match[0]);
      return found.map((what) => `${file}: ${what}`);
    });
    expect(wrong).toEqual([]);
  });

  it.each(Object.keys(ARROWS))('%s has no default export, and its index holds re-exports only', (name) => {
    expect(product(name).filter(({ text }) => /^export default/m.test(text)).map(({ file }) => file)).toEqual([]);
    const index = product(name).find(({ file }) => file === 'index.ts');
    for (const line of index?.text.split('\n').filter((each) => each.trim() !== '') ?? []) expect(line).toMatch(/^(export .* from '\.\/.*';|export \{|export type \{|\s+\S.*|\} from '\.\/.*';|\/\*\*.*|\s\*.*)$/);
  });

  it.each(Object.keys(ARROWS))('%s stands alone: README, licence, version, files', (name) => {
    const folder = join(packages, name);
    const own = manifest(folder);
    expect(own.license).toBe('MIT');
    expect(own.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toContain('MIT License');
    expect(readFileSync(join(folder, 'README.md'), 'utf8').length).toBeGreaterThan(500);
    expect(own.files).toContain('dist');
  });
});

describe('the versions of pnpm', () => {
  it('are the same wherever one stands', () => {
    const own = manifest(root);
    expect(own.packageManager).toBe(`pnpm@${own.devDependencies?.['pnpm'] ?? ''}`);
  });
});

describe('workflows', () => {
  const folder = join(root, '.github', 'workflows');
  it.each(readdirSync(folder))('%s pins its actions by commit and asks for no more than it needs', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const use of text.matchAll(/uses:\s*(\S+)(.*)$/gm)) expect(use[0]).toMatch(/uses:\s*[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d/);
    expect(text).toMatch(/^permissions:/m);
    expect(text).not.toMatch(/write-all/);
  });
});
