import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingWords, type FindingCode } from '../packages/reporter/src/index.js';
import { emittedCodes } from './emitted-codes.js';
import { anchorOf, pageBody, pageHead, pageIndex, wholePage } from './finding-page.js';
import { root } from './repository.js';

const folder = join(root, 'docs/findings');
const codes = Object.keys(findingWords) as FindingCode[];
const fileOf = (code: string): string => join(folder, `${code}.md`);
const pages = new Map(codes.filter((code) => existsSync(fileOf(code))).map((code) => [code, readFileSync(fileOf(code), 'utf8')]));

if (process.env['UPDATE_GOLDEN'] === '1') {
  for (const [code, page] of pages) {
    const body = pageBody(page);
    if (body === undefined) continue;
    pages.set(code, wholePage(code, body));
    writeFileSync(fileOf(code), wholePage(code, body));
  }
  writeFileSync(fileOf('README'), pageIndex());
}

/** Everything that a page links to: files from its folder, with the anchor that is meant. */
function linksOf(text: string): { file: string; anchor: string | undefined }[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !link.includes('://'))
    .map((link) => ({ file: link.split('#')[0] ?? '', anchor: link.split('#')[1] }));
}

function isDead(from: string, { file, anchor }: { file: string; anchor: string | undefined }): boolean {
  const target = file === '' ? from : join(dirname(from), file);
  if (!existsSync(target)) return true;
  const headings = [...readFileSync(target, 'utf8').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
  return anchor !== undefined && !headings.includes(anchor);
}

describe('docs/findings', () => {
  it('has a page for each kind, and no other', () => {
    const names = readdirSync(folder).filter((name) => name !== 'README.md');
    expect(names.sort()).toEqual(codes.map((code) => `${code}.md`).sort());
  });

  it('lists them all', () => {
    expect(readFileSync(fileOf('README'), 'utf8')).toBe(pageIndex());
  });

  it.each(codes)('%s begins as the table says, and goes on by itself', (code) => {
    const page = pages.get(code) ?? '';
    const body = pageBody(page) ?? '';
    expect(page).toBe(wholePage(code, body));
    expect(page.startsWith(pageHead(code))).toBe(true);
    expect([...body.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading).filter((heading) => heading !== 'Good to know')).toEqual([
      'What you see',
      'Why it happens',
      'How it is decided',
    ]);
    expect(page.split('\n').length).toBeLessThanOrEqual(45);
  });

  it('says nothing twice', () => {
    const paragraphs = [...pages.values()].flatMap((page) => (pageBody(page) ?? '').split('\n\n').filter((text) => text.length > 120));
    expect(paragraphs.filter((text, index) => paragraphs.indexOf(text) !== index)).toEqual([]);
  });

  it('leads nowhere that is not there', () => {
    const dead = ['README', ...codes].flatMap((code) =>
      linksOf(readFileSync(fileOf(code), 'utf8'))
        .filter((link) => isDead(fileOf(code), link))
        .map(({ file, anchor }) => `${code}.md → ${file}#${anchor ?? ''}`),
    );
    expect(dead).toEqual([]);
  });

  it('shows lines as the sources write them', () => {
    const plain = (text: string): string => text.replace(/\s+/g, ' ');
    const shown = new Map([...pages].map(([code, page]) => [code as string, plain(page.split('## Why it happens')[0] ?? '')]));
    const written = emittedCodes().filter(({ message }) => message.length > 0);
    const isShown = (code: string, pieces: readonly string[]) => pieces.every((piece) => shown.get(code)?.includes(plain(piece).trim()));
    const told = [...new Set(written.map(({ code }) => code))];
    const stale = told.filter((each) => !written.some(({ code, message }) => code === each && isShown(code, message)));
    expect(stale).toEqual([]);
    expect(told.length).toBeGreaterThan(100);
  });
});
