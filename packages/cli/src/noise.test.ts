import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison, Noise, Run } from '@loadline/schema';
import { inFolder, run, statsCsv } from './testing/run.js';

/** Identical runs `calm-1` to `calm-N` of two endpoints, slower and faster by some per cent; 20,000 requests each. */
const writeRuns = (folder: string, shifts: readonly number[]) =>
  shifts.forEach((shift, at) => writeFileSync(join(folder, `calm-${at + 1}.csv`), csv(1 + shift / 100)));
const csv = (factor: number) =>
  statsCsv([
    { name: '/a', requests: 20_000, p95: Math.round(1000 * factor) },
    { method: 'POST', name: '/b', requests: 20_000, p95: Math.round(3000 * factor) },
  ]);
const calm = [0, 1, -1, 0.5, -0.5];
const read = (folder: string, name = 'loadline.noise.json') => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Noise;

/** What is said of noise. */
const said = ({ diagnostics }: Comparison) =>
  diagnostics.filter(({ code }) => code.startsWith('noise')).map(({ code, message }) => `${code}: ${message}`);

describe('calibrate', () => {
  it('measures noise over five runs, and writes it', async () => {
    await inFolder(async (folder) => {
      writeRuns(folder, calm);
      const { code, out, err } = await run(folder, ['calibrate', 'calm-*.csv', '--environment', 'ci', '--label', 'commit=1a2b3c4']);
      expect([code, err]).toEqual([0, 'wrote loadline.noise.json\n']);
      expect(out).toContain('5 runs of locust, 2 endpoints');
      for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
      const noise = read(folder);
      expect(noise.kind).toBe('loadline/noise');
      expect(noise.noise).toMatchObject({ environment: 'ci', suite: 'default', tool: 'locust', load: { model: 'closed' } });
      expect(noise.measured?.map(({ method, name }) => `${method ?? ''} ${name}`)).toEqual(['GET /a', 'POST /b']);
      expect(noise.runs.map(({ commit }) => commit)).toEqual(Array.from({ length: 5 }, () => '1a2b3c4'));
      expect(noise.latency?.noisePct.value).toBeLessThan(1.5);
      const twice = await run(folder, ['calibrate', 'calm-*.csv', '--environment', 'ci', '--json', '--label', 'commit=1a2b3c4']);
      expect([twice.code, JSON.parse(twice.out)]).toEqual([0, noise]);
    });
  });
  it('refuses fewer runs, says why, and leaves what is there', async () => {
    await inFolder(async (folder) => {
      writeRuns(folder, calm.slice(1));
      const { code, err, out } = await run(folder, ['calibrate', 'calm-*.csv']);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/4 runs; expected 5 and more identical runs\n.*every later verdict/);
      expect(existsSync(join(folder, 'loadline.noise.json'))).toBe(false);
    });
  });
});

describe('measured noise', () => {
  const folderWith = (use: (folder: string) => Promise<void>) =>
    inFolder(async (folder) => {
      writeRuns(folder, calm);
      writeFileSync(join(folder, 'slow.csv'), csv(1.14));
      await run(folder, ['calibrate', 'calm-*.csv', '--environment', 'ci']);
      await use(folder);
    });
  const compare = async (folder: string, ...more: string[]) => {
    const { code, out, err } = await run(folder, ['compare', 'calm-1.csv', 'slow.csv', '--evidence', 'required', '--json', ...more]);
    return { code, err, comparison: JSON.parse(out) as Comparison };
  };
  it('is what compare and check expect from then on, and the report says so', async () => {
    await folderWith(async (folder) => {
      const { latencyNoisePct = NaN } = read(folder).parameters;
      const { comparison, err } = await compare(folder);
      expect(comparison.policy.parameters.latencyNoisePct).toBe(latencyNoisePct);
      expect(comparison.policy.noise).toEqual({ from: 'loadline.noise.json', runs: 5 });
      expect(comparison.sensitivity?.assumption).toBe(
        `one run each: rests on the noise of ${latencyNoisePct} % from run to run that was measured over 5 runs (loadline.noise.json)`,
      );
      expect(err).toBe('');
      const usual = (await compare(folder, '--no-noise')).comparison;
      expect(usual.policy.parameters.latencyNoisePct).toBe(5);
      expect(usual.sensitivity?.assumption).toContain('assumes that runs differ by no more than 5 %');
      expect(comparison.sensitivity?.detectablePct).toBeLessThan(usual.sensitivity?.detectablePct ?? 0);
      await run(folder, ['check', 'calm-1.csv', '--baseline', 'b.json']);
      const checked = await run(folder, ['check', 'slow.csv', '--baseline', 'b.json', '--json']);
      expect((JSON.parse(checked.out) as Comparison).policy.noise?.runs).toBe(5);
    });
  });
  it('stands behind the configuration, and is shown with where it came from', async () => {
    await folderWith(async (folder) => {
      writeFileSync(join(folder, 'loadline.config.yaml'), 'parameters:\n  throughputNoisePct: 8\n');
      const { comparison } = await compare(folder);
      expect(comparison.policy.parameters.throughputNoisePct).toBe(8);
      const { out } = await run(folder, ['--print-config']);
      const { latencyNoisePct = NaN } = read(folder).parameters;
      expect(out).toMatch(new RegExp(`^parameters\\.latencyNoisePct +loadline\\.noise\\.json +${latencyNoisePct}$`, 'm'));
      expect(out).toMatch(/^parameters\.throughputNoisePct +loadline\.config\.yaml:2 +8$/m);
      expect(out).toMatch(/^noise +loadline\.noise\.json +measured over 5 runs$/m);
    });
  });
  it('never crosses environments', async () => {
    await folderWith(async (folder) => {
      const found = await compare(folder, '--environment', 'production');
      expect(found.comparison.policy.noise).toBeUndefined();
      expect(found.comparison.policy.parameters.latencyNoisePct).toBe(5);
      expect(said(found.comparison)).toEqual([
        'noise-not-used: loadline.noise.json was measured in the environment `ci`, not in `production`, and is not used',
      ]);
      expect(found.err).toBe('');
      const given = ['compare', 'calm-1.csv', 'slow.csv', '--environment', 'production', '--noise', 'loadline.noise.json'];
      const { code, err } = await run(folder, given);
      expect([code, err]).toEqual([2, expect.stringContaining('noise of the environment `ci`; expected noise of `production`')]);
    });
  });
  it('is not used for runs that are labelled otherwise, by compare, check and explain', async () => {
    await folderWith(async (folder) => {
      const label = ['--label', 'environment=production'];
      const { comparison } = await compare(folder, ...label);
      expect(comparison.policy.noise).toBeUndefined();
      expect(comparison.sensitivity?.assumption).toContain('assumes that runs differ by no more than 5 %');
      expect(said(comparison)).toEqual([
        expect.stringContaining('noise-not-used: loadline.noise.json was measured in the environment `ci`'),
      ]);
      const given = await run(folder, ['compare', 'calm-1.csv', 'slow.csv', '--noise', 'loadline.noise.json', ...label]);
      expect([given.code, given.err]).toEqual([
        2,
        expect.stringContaining('noise of the environment `ci`; expected noise of `production`'),
      ]);
      await run(folder, ['baseline', 'build', 'calm-1.csv', '-o', 'b.json', '-q']);
      const checked = await run(folder, ['check', 'slow.csv', '--baseline', 'b.json', '--json', ...label]);
      expect(said(JSON.parse(checked.out) as Comparison)).toEqual([expect.stringContaining('noise-not-used')]);
      const document = await run(folder, ['extract', 'slow.csv', '--json', '-q', ...label]);
      writeFileSync(join(folder, 'slow.json'), document.out);
      const explained = async (file: string) => (await run(folder, ['explain', 'GET /a', 'p95', 'calm-1.csv', file])).out;
      expect(await explained('slow.csv')).not.toContain(' 5 %');
      expect(await explained('slow.json')).toContain(' 5 %');
    });
  });
  it('never crosses suites, and tells plan and --print-config as well', async () => {
    await folderWith(async (folder) => {
      const found = await compare(folder, '--suite', 'smoke');
      expect([found.comparison.policy.noise, said(found.comparison)]).toEqual([
        undefined,
        ['noise-not-used: loadline.noise.json was measured in the suite `default`, not in `smoke`, and is not used'],
      ]);
      const { code, err } = await run(folder, ['compare', 'calm-1.csv', 'slow.csv', '--suite', 'smoke', '--noise', 'loadline.noise.json']);
      expect([code, err]).toEqual([2, expect.stringContaining('noise of the suite `default`; expected noise of `smoke`')]);
      const told = expect.stringContaining('was measured in the suite `default`, not in `smoke`');
      expect((await run(folder, ['plan', '--suite', 'smoke'])).err.replace(/\s+/g, ' ')).toEqual(told);
      expect((await run(folder, ['--print-config'], { env: { LOADLINE_SUITE: 'smoke' } })).err.replace(/\s+/g, ' ')).toEqual(told);
    });
  });
  it('of another load is used, with a word', async () => {
    await folderWith(async (folder) => {
      const document = JSON.parse((await run(folder, ['extract', 'slow.csv', '--json', '-q'])).out) as Run;
      document.run.load = { model: 'closed', users: 80 };
      document.run.tool = 'k6';
      writeFileSync(join(folder, 'k6.json'), JSON.stringify(document));
      const file = read(folder);
      writeFileSync(join(folder, 'loadline.noise.json'), JSON.stringify({ ...file, noise: { ...file.noise, users: 40 } }));
      const { out } = await run(folder, ['compare', 'calm-1.csv', 'k6.json', '--json']);
      const comparison = JSON.parse(out) as Comparison;
      expect(comparison.policy.noise?.runs).toBe(5);
      expect(said(comparison)).toEqual([
        'noise-differs: loadline.noise.json was measured on something else, which may move by more or less: load generator locust, here k6, users 40, here 80',
      ]);
    });
  });
  it('that several runs weigh is named, too', async () => {
    await folderWith(async (folder) => {
      const { out } = await run(folder, ['compare', 'calm-*.csv', 'slow.csv', '--json']);
      expect((JSON.parse(out) as Comparison).sensitivity?.assumption).toBe(
        'noise measured over 5 runs against 1, weighed with loadline.noise.json (5 runs)',
      );
    });
  });
  it('that cannot be read stops everything', async () => {
    await folderWith(async (folder) => {
      for (const [text, what] of [
        ['{', /is not valid JSON/],
        ['{"kind": "loadline/run", "version": "1.0"}', /a document of kind `loadline\/run`/],
      ] as const) {
        writeFileSync(join(folder, 'n.json'), text);
        const { code, err } = await run(folder, ['compare', 'calm-1.csv', 'slow.csv', '--noise', 'n.json']);
        expect(code).toBe(2);
        expect(err).toMatch(what);
      }
      const gone = await run(folder, ['compare', 'calm-1.csv', 'slow.csv', '--noise', 'gone.json']);
      expect([gone.code, gone.err]).toEqual([2, expect.stringContaining('`gone.json`, which does not exist')]);
    });
  });
});

describe('plan', () => {
  it('needs nothing, and fits 80 columns', async () => {
    await inFolder(async (folder) => {
      const { code, out } = await run(folder, ['plan']);
      expect(code).toBe(0);
      expect(out).toContain('5 runs before and 2 after');
      for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
    });
  });
  it('takes over what was measured, unless it is told a noise', async () => {
    await inFolder(async (folder) => {
      writeRuns(folder, calm);
      await run(folder, ['calibrate', 'calm-*.csv', '-o', 'other.json']);
      const plan = async (...words: string[]) =>
        JSON.parse((await run(folder, ['plan', '--json', ...words])).out) as Record<string, unknown>;
      const { latencyNoisePct } = read(folder, 'other.json').parameters;
      expect(await plan('--noise', 'other.json')).toMatchObject({ noisePct: latencyNoisePct, endpoints: 2, requests: 5000 });
      const told = await plan('--noise-pct', '8', '--effect', '30', '--power', '90', '--endpoints', '3', '--requests', '900');
      expect(told).toMatchObject({ noisePct: 8, effectPct: 30, powerPct: 90, endpoints: 3, requests: 900, expectedNoisePct: 5 });
      expect((await run(folder, ['plan', '--noise', 'other.json'])).out).toContain('measured over 5 runs (other.json)');
    });
  });
  it('refuses what makes no sense', async () => {
    await inFolder(async (folder) => {
      expect(await run(folder, ['plan', '--power', '120'])).toMatchObject({ code: 2, err: expect.stringContaining('a power of 120 %') });
      expect((await run(folder, ['plan', '--effect', 'much'])).err).toContain('A number was expected');
      expect((await run(folder, ['plan', '--noise', 'x', '--noise-pct', '3'])).code).toBe(2);
    });
  });
});
