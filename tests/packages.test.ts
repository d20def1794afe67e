import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFolder, packageNames, readManifest, root } from './repository.js';

type Exports = Record<string, string | Record<string, string>>;

/** The exports as they are published: without the condition that leads to the sources. */
function withoutSources(exports: Exports): Exports {
  const strip = (target: string | Record<string, string>) =>
    typeof target === 'string'
      ? target
      : Object.fromEntries(Object.entries(target).filter(([condition]) => condition !== '@loadline/source'));
  return Object.fromEntries(Object.entries(exports).map(([door, target]) => [door, strip(target)]));
}

const hasCode = (exports: Exports): boolean => Object.values(exports).some((target) => typeof target !== 'string');

describe.each(packageNames)('the package %s', (name) => {
  const folder = packageFolder(name);
  const manifest = readManifest(folder);
  const { exports = {}, publishConfig = {} } = manifest;

  it('can be published alone', () => {
    expect(manifest.private).toBeUndefined();
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(manifest.license).toBe('MIT');
    expect(manifest.engines).toEqual({ node: '>=20' });
    expect(manifest.repository?.directory).toBe(`packages/${name}`);
    expect(publishConfig).toMatchObject({ access: 'public', provenance: true });
    expect(manifest.files).toEqual(expect.arrayContaining(['dist', 'README.md', 'CHANGELOG.md', 'LICENSE']));
  });

  it('has its own licence and README', () => {
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(readme.split('\n')[0]?.replaceAll('`', '')).toBe(`# ${manifest.name}`);
    const lines = readme.split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(40);
    expect(lines).toBeLessThanOrEqual(160);
  });

  it('opens its doors with types, and publishes them without the sources', () => {
    for (const [door, target] of Object.entries(exports)) {
      if (typeof target === 'string') continue;
      expect(Object.keys(target), door).toEqual(['@loadline/source', 'types', 'default']);
      expect(existsSync(join(folder, target['@loadline/source'] ?? '')), door).toBe(true);
    }
    expect(exports['./package.json']).toBe('./package.json');
    if (hasCode(exports)) expect(publishConfig.exports).toEqual(withoutSources(exports));
  });
});

describe('the changesets', () => {
  const folder = join(root, '.changeset');
  const names = packageNames.map((name) => readManifest(packageFolder(name)).name);

  it('version each package on its own', () => {
    const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as Record<string, unknown>;
    expect(config).toMatchObject({ access: 'public', baseBranch: 'main', fixed: [], linked: [], commit: false });
  });

  it('name packages that exist, and say something', () => {
    for (const file of readdirSync(folder).filter((each) => each.endsWith('.md') && each !== 'README.md')) {
      const [, front = '', text = ''] = readFileSync(join(folder, file), 'utf8').split(/^---$/m);
      const entries = [...front.matchAll(/^['"]?([^'":]+)['"]?:\s*(\w+)$/gm)];
      expect(entries.length, file).toBeGreaterThan(0);
      for (const [, named, bump] of entries) {
        expect(names, file).toContain(named);
        expect(['patch', 'minor', 'major'], file).toContain(bump);
      }
      expect(text.trim().length, file).toBeGreaterThan(20);
    }
  });
});

describe('the root', () => {
  const manifest = readManifest(root);

  it('names one version of pnpm wherever it stands', () => {
    const version = manifest.devDependencies?.['pnpm'];
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(manifest.packageManager).toBe(`pnpm@${version ?? ''}`);
    const elsewhere = /pnpm@(\d[\w.-]*)/g;
    for (const file of ['scripts/task.mjs', '.ci/run', 'CONTRIBUTING.md', 'README.md']) {
      const named = [...readFileSync(join(root, file), 'utf8').matchAll(elsewhere)].map((match) => match[1]);
      expect(
        named.filter((each) => each !== version),
        file,
      ).toEqual([]);
    }
  });

  it('pins what it develops with to exact versions', () => {
    for (const [dependency, range] of Object.entries(manifest.devDependencies ?? {})) expect(range, dependency).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('builds every package before the packed ones are checked', () => {
    const turbo = JSON.parse(readFileSync(join(root, 'turbo.json'), 'utf8')) as { tasks: Record<string, { dependsOn?: string[] }> };
    const names = packageNames.map((name) => `${readManifest(packageFolder(name)).name}#build`);
    expect([...(turbo.tasks['//#test:packed']?.dependsOn ?? [])].sort()).toEqual(names.sort());
  });
});
