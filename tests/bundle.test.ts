import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { packageFolder } from './repository.js';

/** What a page would load: bundled for browsers, where a Node built-in breaks the build, and minified. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: packageFolder('cli') },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    globalName: 'loadline',
    platform: 'browser',
    target: 'es2023',
    conditions: ['@loadline/source'],
    define: { __LOADLINE_VERSION__: '"0.0.0"' },
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

const kilobytesOf = (code: string): number => gzipSync(code, { level: 9 }).length / 1000;

/** A comparison by a script that knows nothing but its language. */
const asking = `loadline.compareFlat(
  { api: { p95_latency_ms: 412, total_requests: 5000, total_failures: 5 } },
  { api: { p95_latency_ms: 660, total_requests: 5000, total_failures: 5 } },
  { p95: '+30%' }).headline`;
const answer = '1 of 1 service worse: api p95 412 → 660 ms (+60.2 %, limit +30%)';

/** Where Chromium may be. */
const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

describe('@loadline/compare in a browser', () => {
  it.each([
    ['the procedure with its statistics', "export { runProcedure } from '@loadline/compare'", 8.3],
    ['a whole decision', "export { decide } from '@loadline/compare'", 27],
    ['a whole decision with its pictures', "export { decide, illustrate } from '@loadline/compare'", 32],
    ['everything, with the reading of limits, plans and explanations', "export * from '@loadline/compare'", 54],
  ])('%s stays small', async (_what, contents, most) => {
    expect(kilobytesOf(await bundle(contents))).toBeLessThan(most);
  });

  it('needs nothing but the language', async () => {
    expect(runInNewContext(`${await bundle("export { compareFlat } from '@loadline/compare'")}${asking}`)).toBe(answer);
  });

  it('decides in a page', async (context) => {
    if (browser === undefined) return context.skip('Chromium is not installed');
    const folder = mkdtempSync(join(tmpdir(), 'loadline-page-'));
    try {
      const page = join(folder, 'page.html');
      const code = await bundle("export { compareFlat } from '@loadline/compare'");
      writeFileSync(page, `<meta charset="utf-8"><p></p><script>${code}document.querySelector('p').textContent = ${asking};</script>`);
      const options = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${folder}`, '--dump-dom'];
      const { stdout } = spawnSync(browser, [...options, pathToFileURL(page).href], { encoding: 'utf8', timeout: 150_000 });
      expect(stdout).toContain(`<p>${answer}</p>`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
