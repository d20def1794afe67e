import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { inFolder, root, run } from './testing/run.js';

const testdata = join(root, 'packages/parsers/testdata');
const points = gunzipSync(readFileSync(join(testdata, 'k6/v2.2.0/normal.ndjson.gz')));

describe('extract', () => {
  it('--verify shows the tool’s number beside ours, and why they differ', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'points'), points);
      const { code, err } = await run(folder, ['extract', 'points', '--verify']);
      expect(code).toBe(0);
      expect(err).toMatch(/87[^]*85[^]*setup\(\) and\s+teardown\(\) are no part of the\s+load/);
      for (const line of err.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
      expect((await run(folder, ['extract', 'points'])).err).not.toContain('87');
    });
  });

  it('shows how far it is after a second, to a person who looks, and takes the line away', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'points'), Buffer.concat(Array.from({ length: 60 }, () => points)));
      let ms = 0;
      const now = () => new Date((ms += 400));
      const { err, out } = await run(folder, ['extract', 'points', '--json'], { isErrorTerminal: true, now });
      expect((JSON.parse(out) as Run).total?.requests).toBe(85 * 60);
      const lines = err.split('\r').filter((line) => line.includes('points') && line.includes('%'));
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line.replaceAll('\u001B[2K', '').split('\n', 1)[0]?.length).toBeLessThan(80);
      expect(err).toContain('\r\u001B[2K');
      for (const more of [{ isErrorTerminal: false, now }, { isErrorTerminal: true }])
        expect((await run(folder, ['extract', 'points', '--json'], more)).err).not.toContain('\u001B[2K');
      expect((await run(folder, ['extract', 'points', '--json', '--quiet'], { isErrorTerminal: true, now })).err).toBe('');
    });
  });

  it('cuts the warm-up that the configuration names, and reads all rows without it', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'points'), points);
      writeFileSync(join(folder, 'warm.yaml'), 'read:\n  warmup: 100ms\n');
      const whole = JSON.parse((await run(folder, ['extract', 'points', '--json'])).out) as Run;
      const cut = JSON.parse((await run(folder, ['extract', 'points', '--json', '--config', 'warm.yaml'])).out) as Run;
      expect(cut.run.warmupSeconds).toBe(0.1);
      expect(cut.total?.requests).toBeLessThan(whole.total?.requests ?? 0);
    });
  });

  it('merges shards, and refuses the same file twice', async () => {
    await inFolder(async (folder) => {
      const lines = points.toString('utf8').trimEnd().split('\n');
      for (const shard of [0, 1])
        writeFileSync(join(folder, `shard-${shard}.ndjson`), `${lines.slice(shard * 600, shard === 0 ? 600 : undefined).join('\n')}\n`);
      const { out } = await run(folder, ['extract', 'shard-0.ndjson', 'shard-1.ndjson', '--shards', '--json']);
      expect((JSON.parse(out) as Run).total).toMatchObject({ requests: 85, failures: 10 });
      cpSync(join(folder, 'shard-0.ndjson'), join(folder, 'again.ndjson'));
      const twice = await run(folder, ['extract', 'shard-0.ndjson', 'again.ndjson', '--shards', '--json']);
      expect(twice.code).toBe(2);
      expect(twice.err).toMatch(/[0-9a-f]{8}/);
    });
  });
});
