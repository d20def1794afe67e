import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Absolute path of the repository. */
export const root = join(import.meta.dirname, '..');

/** What the checks read of a `package.json`. */
export interface Manifest {
  name: string;
  version: string;
  license?: string;
  private?: boolean;
  packageManager?: string;
  bin?: Record<string, string>;
  files?: string[];
  engines?: Record<string, string>;
  repository?: { directory?: string };
  exports?: Record<string, string | Record<string, string>>;
  publishConfig?: { access?: string; provenance?: boolean; exports?: Record<string, string | Record<string, string>> };
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** The manifest in `folder` (absolute). */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Absolute folder of the package `name`, a folder name under `packages`. */
export const packageFolder = (name: string): string => join(root, 'packages', name);

/** Folder names of the packages, sorted. */
export const packageNames: readonly string[] = readdirSync(join(root, 'packages'))
  .filter((name) => existsSync(join(packageFolder(name), 'package.json')))
  .sort();

const NOT_OURS = new Set(['.git', 'node_modules', 'dist', '.turbo', 'test-results', 'load-test-results', 'coverage', '.loadline']);

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]));
}

/** Paths, from the root, of the files that git tracks; without git, of all that are not made by a build. */
export function trackedFiles(): string[] {
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  const files = listed.status === 0 ? listed.stdout.split('\0').filter((file) => file !== '') : walk('.');
  return files.filter((file) => existsSync(join(root, file))).sort();
}
