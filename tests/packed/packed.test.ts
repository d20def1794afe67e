import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { packageFolder, packageNames, readManifest, root, type Manifest } from '../repository.js';

const work = realpathSync(mkdtempSync(join(tmpdir(), 'loadline packed ')));
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end; `output` is what it wrote on both streams. */
function run(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // npm and pnpm are `.cmd` files on Windows, which only a shell starts.
    const shell = process.platform === 'win32' && command !== process.execPath;
    const child = spawn(command, shell ? args.map((each) => `"${each}"`) : args, { cwd, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

const tarballs = new Map<string, string>();
const nameOf = (folder: string): string => readManifest(packageFolder(folder)).name;
const names = packageNames.map(nameOf);
/** Packages that run in a browser. */
const PURE = ['schema', 'stats', 'baseline', 'compare', 'reporter', 'simulate'];
const libraries = packageNames.filter((folder) => folder !== 'cli');

async function pack(folder: string): Promise<void> {
  const destination = join(work, 'tarballs', folder);
  mkdirSync(destination, { recursive: true });
  const { code, output } = await run('pnpm', ['pack', '--pack-destination', destination], packageFolder(folder));
  if (code !== 0) throw new Error(`pnpm pack failed in ${folder}:\n${output}`);
  const [file] = readdirSync(destination);
  tarballs.set(nameOf(folder), join(destination, file ?? ''));
}

interface Project {
  readonly folder: string;
  readonly ended: Ended;
  /** Names of the packages in `node_modules`, nested ones included. */
  readonly installed: readonly string[];
}

/** An empty project into which npm installs `wanted` from the tarballs, as it would from a registry. */
async function installInto(projectName: string, wanted: readonly string[]): Promise<Project> {
  const folder = join(work, projectName);
  mkdirSync(folder);
  const fromFile = (name: string): [string, string] => [name, `file:${tarballs.get(name) ?? ''}`];
  const manifest = {
    name: 'a-project',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(wanted.map(fromFile)),
    overrides: Object.fromEntries(names.map(fromFile)),
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const ended = await run(
    'npm',
    [
      'install',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      '--ignore-scripts',
      '--fetch-retries=1',
      '--fetch-retry-mintimeout=500',
      '--fetch-retry-maxtimeout=1000',
      '--loglevel=warn',
    ],
    folder,
  );
  if (ended.code !== 0) return { folder, ended, installed: [] };
  const lock = JSON.parse(readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  return {
    folder,
    ended,
    installed: Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)),
  };
}

/** Skips where the registry is out of reach; any other failure to install is one of ours. */
function needInstalled(project: Project, context: TestContext): void {
  const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|network|E403|E5\d\d/;
  if (project.ended.code !== 0 && unreachable.test(project.ended.output)) context.skip('the registry is out of reach');
  expect(project.ended.code, project.ended.output).toBe(0);
}

const projects: Record<'all' | 'cli' | 'compare', Project | undefined> = { all: undefined, cli: undefined, compare: undefined };
const project = (name: keyof typeof projects): Project => projects[name] ?? expect.unreachable('the project was not set up');

beforeAll(async () => {
  await Promise.all(packageNames.map(pack));
  const [all, cli, compare] = await Promise.all([
    installInto('all', names),
    installInto('cli', ['loadline']),
    installInto('compare', ['@loadline/compare']),
  ]);
  Object.assign(projects, { all, cli, compare });
});

const readTarball = (folder: string): Buffer => readFileSync(tarballs.get(nameOf(folder)) ?? '');

describe.each(packageNames)('the tarball of %s', (folder) => {
  it('is clean to publint', async () => {
    const bytes = readTarball(folder);
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg as Record<string, unknown>, { color: false }))).toEqual([]);
  });

  it('is clean to attw', async () => {
    const script = join(root, 'node_modules', '@arethetypeswrong', 'cli', 'dist', 'index.js');
    const { code, output } = await run(
      process.execPath,
      [script, tarballs.get(nameOf(folder)) ?? '', '--profile', 'esm-only', '--format', 'json'],
      root,
    );
    expect(code, output).toBe(0);
    const { analysis } = JSON.parse(output) as { analysis: { types: false | { kind: string } } };
    if (folder !== 'cli') expect(analysis.types).toEqual({ kind: 'included' });
  });

  it('holds what is published and no more', (context) => {
    needInstalled(project('all'), context);
    const installed = join(project('all').folder, 'node_modules', nameOf(folder));
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
    expect(['package.json', 'README.md', 'LICENSE', 'dist'].filter((file) => !files.includes(file))).toEqual([]);
    expect(
      files.filter((file) => /\.test\.|(?:^|\/)(?:src|test|testing|testdata|scripts)(?:\/|$)|tsconfig|\.tsbuildinfo$/.test(file)),
    ).toEqual([]);
    const manifest = readFileSync(join(installed, 'package.json'), 'utf8');
    expect(manifest).not.toMatch(/workspace:|@loadline\/source/);
    const withPath = files.filter(
      (file) => /\.(?:js|map|ts|json)$/.test(file) && readFileSync(join(installed, file), 'utf8').includes(root),
    );
    expect(withPath).toEqual([]);
  });
});

describe('what is bundled', () => {
  /** `name version` of the packages whose code is in the JavaScript of a package, by its source maps. */
  function bundledInto(folder: string): string[] {
    const dist = join(packageFolder(folder), 'dist');
    const maps = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js.map'));
    const sources = maps.flatMap((file) => (JSON.parse(readFileSync(join(dist, file), 'utf8')) as { sources: string[] }).sources);
    const folders = new Set(sources.flatMap((source) => /.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(source) ?? []));
    const manifests = [...folders].map((path) => readManifest(join(dist, path)));
    return [...new Set(manifests.map(({ name, version }) => `${name} ${version}`))].sort();
  }

  // The generated validators are copied as they are and have no source map.
  const generated = ['ajv', 'ajv-formats'].map((name) => `${name} ${readManifest(join(root, 'node_modules', name)).version}`);

  it.each(packageNames)('into %s is named with its licence', (folder) => {
    const bundled = folder === 'schema' ? generated : bundledInto(folder);
    const notices = join(packageFolder(folder), 'THIRD_PARTY.md');
    const named = existsSync(notices) ? [...readFileSync(notices, 'utf8').matchAll(/^## (\S+ \S+) \(/gm)].map((match) => match[1]) : [];
    expect(named.sort()).toEqual(bundled);
    if (bundled.length > 0) expect(readManifest(packageFolder(folder)).files).toContain('THIRD_PARTY.md');
  });
});

/** The importable doors of a package: `.` and its subpaths, without JSON and patterns. */
const doors = ({ name, exports = {} }: Manifest): string[] =>
  Object.keys(exports)
    .filter((door) => !door.includes('*') && !door.endsWith('.json'))
    .map((door) => name + door.slice(1));

describe('in an empty project', () => {
  it.for(libraries)('%s is imported by name and exports what its sources export', async (folder, context) => {
    needInstalled(project('all'), context);
    const { folder: cwd } = project('all');
    const manifest = readManifest(packageFolder(folder));
    const specifiers = doors(manifest);
    const script = `const names = {}; for (const door of ${JSON.stringify(specifiers)}) names[door] = Object.keys(await import(door)).sort(); console.log(JSON.stringify(names));`;
    const { code, output } = await run(process.execPath, ['--input-type=module', '-e', script], cwd);
    expect(code, output).toBe(0);
    const installed = JSON.parse(output) as Record<string, string[]>;
    for (const door of specifiers) {
      const target = manifest.exports?.[`.${door.slice(manifest.name.length)}`];
      const source = typeof target === 'object' ? (target['@loadline/source'] ?? '') : '';
      const own = (await import(join(packageFolder(folder), source))) as Record<string, unknown>;
      expect(installed[door], door).toEqual(Object.keys(own).sort());
    }
    expect(installed[manifest.name]?.length).toBeGreaterThan(0);
  });

  it.for(libraries)('the types of %s are whole', (folder, context) => {
    needInstalled(project('all'), context);
    const { folder: cwd } = project('all');
    const file = join(cwd, `${folder}.ts`);
    const specifiers = doors(readManifest(packageFolder(folder)));
    writeFileSync(file, specifiers.map((door, index) => `export * as door${index} from '${door}';\n`).join(''));
    const program = ts.createProgram([file], {
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      // The packages that run in a browser must not ask for Node's types.
      types: PURE.includes(folder) ? [] : ['node'],
      typeRoots: [join(root, 'node_modules', '@types')],
    });
    const problems = ts.getPreEmitDiagnostics(program).filter(({ file: where }) => where?.fileName.includes('/@types/') !== true);
    expect(
      problems.map(({ messageText, file: where }) => `${where?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
    ).toEqual([]);
  });

  it('the command says its version', async (context) => {
    needInstalled(project('cli'), context);
    const { code, output } = await run('npx', ['--no-install', 'loadline', '--version'], project('cli').folder);
    expect(output.trim().split('\n').at(-1)).toBe(readManifest(packageFolder('cli')).version);
    expect(code).toBe(0);
  });

  it('the command installs on every version of Node that it promises', (context) => {
    needInstalled(project('cli'), context);
    expect(project('cli').ended.output).not.toMatch(/EBADENGINE|npm warn deprecated/);
  });

  it('the command installs at most 25 packages', (context) => {
    needInstalled(project('cli'), context);
    const { installed } = project('cli');
    // What is simulated is for tests and studies: no command needs it.
    expect(installed).toEqual(expect.arrayContaining(names.filter((name) => name !== '@loadline/simulate')));
    expect(installed.length, installed.join(' ')).toBeLessThanOrEqual(25);
  });

  it('@loadline/compare installs nothing but its own family', () => {
    const { installed, ended } = project('compare');
    expect(ended.code, ended.output).toBe(0);
    expect([...installed].sort()).toEqual(['@loadline/compare', '@loadline/schema', '@loadline/stats']);
  });
});
