import { expect, it } from 'vitest';
import { chooseDetailed } from './detail.js';
import type { Finding } from './generated/types.js';

const subject = (name: string, relativePct: number | null, more: Partial<Finding> & { absolute?: number } = {}) => ({
  name,
  findings: [
    {
      verdict: 'pass',
      unit: 'ms',
      gated: true,
      ...more,
      change: { absolute: more.absolute ?? null, relativePct, interval: null },
    } as Finding,
  ],
});

const names = (subjects: readonly { name: string }[]) => subjects.map(({ name }) => name);

it('chooses what is not fine as it stands, and of the rest the largest changes', () => {
  const { notFine, changes } = chooseDetailed(
    [
      subject('small', 3),
      subject('slower', 40, { verdict: 'fail' }),
      subject('none', null),
      subject('large', 8),
      subject('gone', null, { verdict: 'missing' }),
      subject('better', -30, { verdict: 'improved' }),
    ],
    3,
  );
  expect([names(notFine), names(changes)]).toEqual([
    ['slower', 'gone'],
    ['better', 'large', 'small'],
  ]);
});

it('takes a half for as much as twice, and a share by its points', () => {
  const { changes } = chooseDetailed([
    subject('rate', 300, { unit: '%', absolute: 0.003 }),
    subject('more by half', 50),
    subject('a half', -50),
    subject('to nothing', -100),
  ]);
  expect(names(changes)).toEqual(['to nothing', 'a half', 'more by half', 'rate']);
});

it('takes what has a limit before what has none, and 200 unless told otherwise', () => {
  const { changes } = chooseDetailed([
    subject('no limit', 900, { gated: false }),
    ...Array.from({ length: 200 }, (_, at) => subject(`/${at}`, 1)),
  ]);
  expect(changes).toHaveLength(200);
  expect(names(changes)).not.toContain('no limit');
});
