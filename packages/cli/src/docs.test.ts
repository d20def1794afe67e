import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formats } from '@loadline/parsers';
import { describe, expect, it } from 'vitest';
import { inFolder, root, run } from './testing/run.js';

const guide = readFileSync(join(root, 'docs/guide.md'), 'utf8');

/** The command lines of the guide, in order, with the exit code that a comment says. */
const commands = [...guide.matchAll(/```bash\n([\s\S]*?)```/g)]
  .flatMap((block) => (block[1] ?? '').split('\n'))
  .filter((line) => line.startsWith('npx loadline '))
  .map((line) => ({
    line,
    code: Number(/# exit (\d)$/.exec(line)?.[1] ?? 0),
    words: [
      ...line
        .replace(/ # exit \d$/, '')
        .slice('npx loadline '.length)
        .matchAll(/"([^"]*)"|(\S+)/g),
    ].map((word) => word[1] ?? word[2] ?? ''),
  }));

describe('the pages on formats', () => {
  it('are all in the list, and name every format that is read', () => {
    const folder = join(root, 'docs/formats');
    const names = readdirSync(folder).filter((name) => name !== 'README.md');
    const list = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(names.filter((name) => !list.includes(`](${name})`))).toEqual([]);
    const text = [list, ...names.map((name) => readFileSync(join(folder, name), 'utf8'))].join('\n');
    expect(formats.filter(({ format }) => !text.includes(`\`${format}\``)).map(({ format }) => format)).toEqual([]);
  });
});

describe('the READMEs', () => {
  const own = new Set(['loadline', 'simulator', 'flat']);
  const tools = [...new Set(formats.map(({ tool }) => tool))].filter((tool) => !own.has(tool));

  it.each(['README.md', 'packages/cli/README.md'])('name every load generator that is read: %s', (name) => {
    const text = readFileSync(join(root, name), 'utf8').toLowerCase();
    expect(tools.filter((tool) => !text.includes(tool))).toEqual([]);
  });

  const built = join(root, 'packages/cli/dist/main.js');
  it.skipIf(!existsSync(built) || !existsSync('/bin/bash'))(
    'have a line by which a clone runs from any folder (needs a build)',
    async () => {
      const alias = /^alias loadline=.*$/m.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[0] ?? '';
      await inFolder((folder) => {
        const script = ['shopt -s expand_aliases', alias, `cd '${folder}'`, 'loadline --version'].join('\n');
        expect(execFileSync('/bin/bash', ['-c', script], { cwd: root, encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
        return Promise.resolve();
      });
    },
  );
});

describe('the README', () => {
  it('begins with what the command prints, of real runs', async () => {
    const [, words = '', shown = ''] =
      /```console\n\$ npx loadline (.*)\n([\s\S]*?) …\n```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
    await inFolder(async (folder) => {
      cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true });
      const { out, code } = await run(folder, words.replaceAll('"', '').split(' '));
      expect(code).toBe(1);
      expect(shown.split('\n').length).toBeGreaterThan(20);
      expect(out.slice(0, shown.length)).toBe(shown);
    });
  });
});

describe('the guide', () => {
  it('shows each command', () => {
    expect(commands.length).toBeGreaterThan(15);
    expect(new Set(commands.map(({ words }) => words[0]))).toEqual(
      new Set(['compare', 'check', 'explain', 'extract', 'baseline', 'report', 'issue', 'calibrate', 'plan', 'formats', '--print-config']),
    );
  });

  it('has commands that run, one after the other, with the exit codes it says', async () => {
    await inFolder(async (folder) => {
      cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true });
      for (const { line, code, words } of commands) {
        const ran = await run(folder, words);
        expect([line, ran.code, ran.err.includes('defect')]).toEqual([line, code, false]);
        expect(ran.out + ran.err).not.toBe('');
      }
    });
  });

  const pages = readdirSync(join(root, 'docs/formats')).map((name) => `formats/${name}`);

  it.each(['guide.md', 'coming-from-scripts.md', ...pages])('%s leads to what exists', (name) => {
    const file = join(root, 'docs', name);
    const links = [...readFileSync(file, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map((link) => link[1] ?? '')
      .filter((link) => !link.includes('://'));
    expect(links.filter((link) => !existsSync(join(dirname(file), link)))).toEqual([]);
  });
});
