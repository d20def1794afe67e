import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, trackedFiles } from './repository.js';

const files = trackedFiles();
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
/** Text files of our own making: without result files of load generators and the like. */
const ownFiles = files.filter(
  (file) => /\.(?:md|mjs|js|ts|json|ya?ml|py|sh)$|(?:^|\/)\.?[\w-]+$/.test(file) && !/\/(?:testdata|results)\//.test(file),
);

/** Where a text matches, as `file:line: match`. */
function matches(file: string, pattern: RegExp): string[] {
  return read(file)
    .split('\n')
    .flatMap((line, index) => [...line.matchAll(pattern)].map(([what]) => `${file}:${index + 1}: ${what.trim()}`));
}

describe('the files of the repository', () => {
  it('hold no path of the machine they were written on', () => {
    const path = /(?<![\w.$}~*-])\/(?:root|work|tmp|home\/[\w-]+|Users\/[\w-]+|builds|workspace)\/[\w.-]+/g;
    expect(files.filter((file) => statSync(join(root, file)).isFile()).flatMap((file) => matches(file, path))).toEqual([]);
  });

  it('lock dependencies by content, not by the host they came from', () => {
    const locks = files.filter((file) => /(?:^|\/)(?:pnpm-lock\.yaml|package-lock\.json|yarn\.lock|npm-shrinkwrap\.json)$/.test(file));
    expect(locks).toEqual(['pnpm-lock.yaml']);
    expect(matches('pnpm-lock.yaml', /https?:\/\/\S+|\btarball:|\bregistry\./g)).toEqual([]);
  });

  it('hold nothing that a build makes', () => {
    expect(files.filter((file) => /(?:^|\/)(?:dist|node_modules|test-results|\.turbo|coverage)\//.test(file))).toEqual([]);
  });

  it('hold no secret', () => {
    const secret =
      /\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{22,}|\bnpm_[A-Za-z0-9]{36}\b|\bAKIA[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/g;
    const invented = /0123456789|x{10}|secret/i;
    expect(ownFiles.flatMap((file) => matches(file, secret)).filter((match) => !invented.test(match))).toEqual([]);
  });

  it('leave no work open, and silence no checker without saying why', () => {
    const open = new RegExp(['TO', 'DO|FIX', 'ME|@ts-', 'ignore|@ts-', 'nocheck'].join(''), 'g');
    const code = ownFiles.filter((file) => /\.(?:ts|mjs|js)$/.test(file) && !file.includes('/generated/'));
    expect(code.flatMap((file) => matches(file, open))).toEqual([]);
  });

  it('are named in kebab-case', () => {
    const sources = files.filter((file) => /^packages\/[^/]+\/(?:src|test)\/.*\.ts$/.test(file));
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((file) => !/^(?:[a-z0-9]+(?:[-/.][a-z0-9]+)*)$/.test(file))).toEqual([]);
  });

  it('are short: no source beyond 400 lines', () => {
    const sources = files.filter((file) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file) && !/\/generated\/|\.test\.ts$/.test(file));
    expect(sources.map((file) => ({ file, lines: read(file).split('\n').length })).filter(({ lines }) => lines > 400)).toEqual([]);
  });
});

const withoutCode = (text: string): string => text.replace(/^(```|~~~)[^]*?^\1/gm, '').replace(/`[^`\n]*`/g, 'code');
const linksOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s*(\S+)/gm)].map((match) => match[1] ?? match[2] ?? '');

/** The anchors that GitHub gives to the headings of a Markdown text. */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = [...text.replace(/^(```|~~~)[^]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.*)$/gm)].map((match) => match[1] ?? '');
  return new Set(
    headings.map((heading) => {
      const plain = heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .trim()
        .toLowerCase();
      const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
      const before = seen.get(slug) ?? 0;
      seen.set(slug, before + 1);
      return before === 0 ? slug : `${slug}-${before}`;
    }),
  );
}

describe('the links', () => {
  const pages = files.filter((file) => file.endsWith('.md') && !/\/testdata\/|CHANGELOG\.md$/.test(file));

  it.each(pages)('of %s lead somewhere', (page) => {
    const broken = linksOf(read(page))
      .filter((link) => !/^[a-z][a-z+.-]*:/i.test(link))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)));
        if (target.startsWith('..') || !existsSync(join(root, target))) return true;
        return anchor !== undefined && target.endsWith('.md') && !anchorsOf(read(target)).has(anchor);
      });
    expect(broken).toEqual([]);
  });

  it('are found at all', () => {
    expect(linksOf('see [a](b.md#c) and [d][e]\n\n[e]: f.md\n`[no](link)`\n```\n[nor](this)\n```')).toEqual(['b.md#c', 'f.md']);
    expect([...anchorsOf('# A b: `c`!\n## A b: `c`!\n```\n# no\n```')]).toEqual(['a-b-c', 'a-b-c-1']);
  });
});
