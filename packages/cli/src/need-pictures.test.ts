import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { illustrate } from '@loadline/compare';
import { beforeEach, expect, it, vi } from 'vitest';
import { inFolder, run, statsCsv } from './testing/run.js';

vi.mock(import('@loadline/compare'), async (original) => {
  const real = await original();
  return { ...real, illustrate: vi.fn(real.illustrate) };
});

beforeEach(() => {
  vi.mocked(illustrate).mockClear();
});

it.each([
  [['compare', 'A.csv', 'B.csv'], 0],
  [['compare', 'A.csv', 'B.csv', '--report', 'md=r.md', '--report', 'junit=r.xml'], 0],
  [['compare', 'A.csv', 'B.csv', '--report', 'html=r.html'], 1],
  [['compare', 'A.csv', 'B.csv', '--json'], 1],
  [['check', 'B.csv'], 0],
  [['check', 'B.csv', '--report', 'html=r.html'], 1],
])('%j works out the data of pictures %d times', async (words, times) => {
  await inFolder(async (folder) => {
    writeFileSync(join(folder, 'A.csv'), statsCsv([{ method: 'POST', name: '/checkout', p95: 200 }]));
    writeFileSync(join(folder, 'B.csv'), statsCsv([{ method: 'POST', name: '/checkout', p95: 300 }]));
    await run(folder, ['baseline', 'build', 'A.csv']);
    await run(folder, words);
    expect(illustrate).toHaveBeenCalledTimes(times);
  });
});
