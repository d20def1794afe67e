import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { packageFolder, packageNames, readManifest } from './repository.js';

/** The arrows between packages; no others. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  stats: [],
  parsers: ['schema', 'stats'],
  baseline: ['schema', 'stats'],
  compare: ['schema', 'stats'],
  reporter: ['schema'],
  github: ['schema', 'reporter'],
  simulate: ['schema', 'stats'],
  cli: ['schema', 'stats', 'parsers', 'baseline', 'compare', 'reporter', 'github'],
};
/** What each package may use from outside. */
const THIRD_PARTY: Readonly<Record<string, readonly string[]>> = {
  cli: ['commander', 'yaml'],
  parsers: ['papaparse', 'saxes'],
};
/** What is bundled, so that installing brings in nothing: declared for development. */
const BUNDLED: Readonly<Record<string, readonly string[]>> = {
  github: ['@octokit/core', '@octokit/plugin-paginate-rest'],
  reporter: ['fflate'],
};
/** Packages that run in a browser: no Node built-in, clock, chance or environment. */
const PURE = ['schema', 'stats', 'baseline', 'compare', 'reporter', 'simulate'];

interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** The TypeScript files of a package that are published. */
function publishedSources(name: string): SourceFile[] {
  const folder = join(packageFolder(name), 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.d.ts'))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

/** Every module that a file names: static, re-exported, dynamic and in types. */
const importsOf = ({ text }: SourceFile): string[] => ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
const folderOf = new Map(packageNames.map((name) => [readManifest(packageFolder(name)).name, name]));
const isRelative = (specifier: string): boolean => specifier.startsWith('.');

describe('the arrows', () => {
  it('are drawn for each package', () => {
    expect(packageNames).toEqual(Object.keys(ARROWS).sort());
  });

  it('have no cycle', () => {
    const reachable = (from: string, seen = new Set<string>()): Set<string> => {
      for (const to of ARROWS[from] ?? []) if (!seen.has(to)) reachable(to, seen.add(to));
      return seen;
    };
    for (const name of packageNames) expect([...reachable(name)]).not.toContain(name);
  });

  it.each(packageNames)('%s declares no other dependency', (name) => {
    const { dependencies = {} } = readManifest(packageFolder(name));
    const ours = Object.keys(dependencies).filter((each) => folderOf.has(each));
    expect(ours.map((each) => folderOf.get(each)).sort()).toEqual([...(ARROWS[name] ?? [])].sort());
    for (const each of ours) expect(dependencies[each]).toBe('workspace:^');
    const foreign = Object.keys(dependencies).filter((each) => !folderOf.has(each));
    expect(foreign.sort()).toEqual([...(THIRD_PARTY[name] ?? [])].sort());
  });

  it.each(packageNames)('%s imports what it declares, through the doors that are open', (name) => {
    const { dependencies = {} } = readManifest(packageFolder(name));
    const isAllowed = (specifier: string): boolean => {
      const target = packageOf(specifier);
      if (BUNDLED[name]?.includes(target) === true) return Object.hasOwn(readManifest(packageFolder(name)).devDependencies ?? {}, target);
      if (!Object.hasOwn(dependencies, target)) return false;
      const folder = folderOf.get(target);
      if (folder === undefined) return true;
      return Object.hasOwn(readManifest(packageFolder(folder)).exports ?? {}, `.${specifier.slice(target.length)}`);
    };
    const wrong = publishedSources(name).flatMap((source) =>
      importsOf(source)
        .filter((specifier) => !isRelative(specifier) && !specifier.startsWith('node:') && !isAllowed(specifier))
        .map((specifier) => `${source.file} → ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(packageNames)('%s stays inside its folder with relative imports, and names the files it means', (name) => {
    const folder = join(packageFolder(name), 'src');
    const wrong = publishedSources(name).flatMap((source) =>
      importsOf(source)
        .filter(isRelative)
        .filter((specifier) => {
          const target = join(folder, source.file, '..', specifier);
          return !target.startsWith(folder) || !(existsSync(target) || existsSync(target.replace(/\.js$/, '.ts')));
        })
        .map((specifier) => `${source.file} → ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(PURE)('%s uses no Node built-in, clock, chance or environment', (name) => {
    const impure = /\bprocess\.|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bcrypto\.|\bglobalThis\.|\bBuffer\./g;
    const wrong = publishedSources(name).flatMap((source) => [
      ...importsOf(source)
        .filter((specifier) => specifier.startsWith('node:'))
        .map((specifier) => `${source.file} → ${specifier}`),
      ...[...withoutComments(source.text).matchAll(impure)].map(([what]) => `${source.file}: ${what}`),
    ]);
    expect(wrong).toEqual([]);
  });

  it.each(packageNames)('%s has no default export', (name) => {
    const wrong = publishedSources(name).filter(({ text }) => /^export default\b|\bas default\b/m.test(withoutComments(text)));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it.each(packageNames.filter((name) => name !== 'cli'))('%s has an index of re-exports and nothing else', (name) => {
    const text = readFileSync(join(packageFolder(name), 'src', 'index.ts'), 'utf8');
    const { statements } = ts.createSourceFile('index.ts', text, ts.ScriptTarget.Latest);
    const others = statements.filter((each) => !(ts.isExportDeclaration(each) && each.moduleSpecifier !== undefined));
    expect(statements.length).toBeGreaterThan(0);
    expect(others.map((each) => text.slice(each.pos, each.end).trim())).toEqual([]);
  });
});

/** The text without comments: what is said about the clock is not a use of it. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}
