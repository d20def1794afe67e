import { existsSync, linkSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { inFolder, root, run } from './testing/run.js';
import { writeFilesWhole } from './write-file.js';

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return {
    ...real,
    renameSync: vi.fn(real.renameSync),
    linkSync: vi.fn(real.linkSync),
    writeFileSync: vi.fn(real.writeFileSync),
  };
});
const real = await vi.importActual<typeof import('node:fs')>('node:fs');

afterEach(() => {
  vi.mocked(renameSync).mockReset().mockImplementation(real.renameSync);
  vi.mocked(linkSync).mockReset().mockImplementation(real.linkSync);
  vi.mocked(writeFileSync).mockReset().mockImplementation(real.writeFileSync);
});

const error = (code: string) => Object.assign(new Error(code), { code });

/** Lets renames to files of these names fail. */
function failRenames(code: string, ...names: string[]): void {
  vi.mocked(renameSync).mockImplementation((from, to) => {
    if (names.some((name) => String(to).endsWith(`/${name}`))) throw error(code);
    real.renameSync(from, to);
  });
}

const texts = (...names: string[]) => names.map((path) => ({ path, text: `new ${path}` }));
const read = (folder: string) => Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

describe('files of which one cannot be put in place', () => {
  it.each([
    ['a second name is kept', () => undefined],
    [
      'a copy is kept',
      () =>
        vi.mocked(linkSync).mockImplementation(() => {
          throw error('EPERM');
        }),
    ],
  ])('are all as they were: %s', async (_name, prepare) => {
    await inFolder(async (folder) => {
      real.writeFileSync(join(folder, 'a'), 'old a');
      real.writeFileSync(join(folder, 'c'), 'old c');
      prepare();
      failRenames('EIO', 'c');
      const { failed, written, left } = await writeFilesWhole(texts('a', 'b', 'c', 'd'), folder);
      expect(failed.map(({ message }) => message)).toEqual([expect.stringContaining('`c` could not be written: the system said EIO')]);
      expect([written, left]).toEqual([[], ['a', 'b', 'd']]);
      expect(read(folder)).toEqual({ a: 'old a', c: 'old c' });
    });
  });

  it('are named where they cannot be put back', async () => {
    await inFolder(async (folder) => {
      real.writeFileSync(join(folder, 'a.csv'), 'old');
      let times = 0;
      vi.mocked(renameSync).mockImplementation((from, to) => {
        times += 1;
        if (times > 1) throw error('EIO');
        real.renameSync(from, to);
      });
      const comparison = join(root, 'packages/reporter/testdata/comparisons/one-regression.json');
      const targets = ['csv=a.csv', 'md=b.md', 'json=c.json'].flatMap((target) => ['--report', target]);
      const { code, err } = await run(folder, ['report', comparison, ...targets]);
      expect(code).toBe(3);
      expect(err).toContain('`b.md` could not be written');
      expect(err).toContain('not written either, as files are written all or none: `c.json`\n');
      expect(err).toContain('written all the same: `a.csv`\n');
      expect(existsSync(join(folder, 'c.json'))).toBe(false);
    });
  });
});

describe('a file that cannot be replaced', () => {
  it.each(['EBUSY', 'EXDEV', 'EPERM'])('is written where it is: %s', async (code) => {
    await inFolder(async (folder) => {
      real.writeFileSync(join(folder, 'a'), 'old a, and longer than the new');
      real.writeFileSync(join(folder, 'b'), 'old b');
      const { ino } = statSync(join(folder, 'a'));
      failRenames(code, 'a');
      expect(await writeFilesWhole(texts('a', 'b'), folder)).toEqual({ failed: [], written: ['a', 'b'], left: [] });
      expect(read(folder)).toEqual({ a: 'new a', b: 'new b' });
      expect(statSync(join(folder, 'a')).ino).toBe(ino);
    });
  });

  it('is put back, with the others, when no room is left', async () => {
    await inFolder(async (folder) => {
      real.writeFileSync(join(folder, 'a'), 'old a');
      real.writeFileSync(join(folder, 'b'), 'old b');
      failRenames('EBUSY', 'a');
      vi.mocked(writeFileSync).mockImplementationOnce((path) => {
        real.writeFileSync(path, 'ne');
        throw error('ENOSPC');
      });
      const { failed, left } = await writeFilesWhole(texts('a', 'b'), folder);
      expect(failed.map(({ message }) => message)).toEqual([expect.stringMatching(/`a` .*no space is left.*as it was/s)]);
      expect(left).toEqual(['b']);
      expect(read(folder)).toEqual({ a: 'old a', b: 'old b' });
    });
  });

  it('says when what it held is lost', async () => {
    await inFolder(async (folder) => {
      real.writeFileSync(join(folder, 'a'), 'old a');
      failRenames('EBUSY', 'a');
      vi.mocked(writeFileSync).mockImplementation((path) => {
        real.writeFileSync(path, 'ne');
        throw error('ENOSPC');
      });
      const { failed } = await writeFilesWhole(texts('a'), folder);
      expect(failed.map(({ message }) => message)).toEqual([expect.stringContaining('What the file held is lost.')]);
    });
  });
});

describe.skipIf(process.platform === 'win32')('a file that is replaced', () => {
  it.each([0o666, 0o600, 0o444, 0o664])('keeps its mode: %o', async (mode) => {
    await inFolder(async (folder) => {
      real.writeFileSync(join(folder, 'a'), 'old');
      real.chmodSync(join(folder, 'a'), mode);
      await writeFilesWhole(texts('a', 'b'), folder);
      expect(statSync(join(folder, 'a')).mode & 0o777).toBe(mode);
      expect(statSync(join(folder, 'b')).mode & 0o777).toBe(0o666 & ~process.umask());
    });
  });

  it.skipIf(process.getuid?.() !== 0)('keeps its owner and group (as root)', async () => {
    await inFolder(async (folder) => {
      real.writeFileSync(join(folder, 'a'), 'old');
      real.chownSync(join(folder, 'a'), 1234, 2345);
      real.chmodSync(join(folder, 'a'), 0o660);
      await writeFilesWhole(texts('a'), folder);
      expect(statSync(join(folder, 'a'))).toMatchObject({ uid: 1234, gid: 2345, mode: 0o100660 });
    });
  });
});
