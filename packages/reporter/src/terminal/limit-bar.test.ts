import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth } from '../display-width.js';
import { barWidth, limitBar } from './limit-bar.js';

test.each([
  [0, '    │    ', '----|----'],
  [-3, '    │    ', '----|----'],
  [0.5, '██  │    ', '##--|----'],
  [0.53, '██▏ │    ', '##--|----'],
  [0.9999, '███▉│    ', '###-|----'],
  [1, '████│    ', '####|----'],
  [1.0001, '████│▏   ', '####|#---'],
  [1.5, '████│██  ', '####|##--'],
  [2, '████│████', '####|####'],
  [7, '████│███▶', '####|###>'],
])('%s of a limit', (use, unicode, ascii) => {
  expect(limitBar(use, 4, true)).toBe(unicode);
  expect(limitBar(use, 4, false)).toBe(ascii);
});

test('a bar has its width, whatever it shows, and tells within from beyond', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.integer({ min: 2, max: 9 }), fc.boolean(), (use, cells, unicode) => {
      const bar = limitBar(use, cells, unicode);
      expect(displayWidth(bar)).toBe(barWidth(cells));
      const [within = '', beyond = ''] = bar.split(unicode ? '│' : '|');
      expect(/[^ -]/.test(beyond)).toBe(use > 1 + 1e-9);
      expect(within === (unicode ? '█' : '#').repeat(cells)).toBe(use >= 1);
    }),
  );
});
