import { UserError } from '@loadline/schema';
import { expect, test } from 'vitest';
import { renderDiagnostics, renderError } from './index.js';

test('errors come first, notes are counted', () => {
  const text = renderDiagnostics([
    { code: 'c', severity: 'info', message: 'A note.' },
    { code: 'b', severity: 'warning', message: 'A warning.', count: 3 },
    { code: 'a', severity: 'error', message: 'An error.', place: { file: 'a.csv', line: 2, column: 7 } },
  ]);
  expect(text).toBe(
    ' error        a.csv:2:7: An error.\n warning      A warning. (3 times)\n              and 1 note (--all shows them)\n',
  );
});

test('how often is said once', () => {
  const line = (message: string) => renderDiagnostics([{ code: 'b', severity: 'warning', message, count: 5 }]);
  expect(line('5 more of the same kind')).toBe(' warning      5 more of the same kind\n');
  expect(line('baseline: 5 endpoints became 2')).toBe(' warning      baseline: 5 endpoints became 2\n');
  expect(line('a row has 5 cells')).toBe(' warning      a row has 5 cells (5 times)\n');
});

test('nothing to say is nothing', () => {
  expect(renderDiagnostics([])).toBe('');
});

test('a user error in its parts', () => {
  const error = new UserError({
    code: 'x',
    found: 'the unit `pp`',
    expected: '`ms`',
    place: { file: 'loadline.config.yaml', line: 3, column: 9 },
    hint: 'Write `+5ms`.',
  });
  expect(renderError(error)).toBe('error: loadline.config.yaml:3:9: the unit `pp`; expected `ms`\n  Write `+5ms`.\n');
});

test('any other error, its lines kept and its escapes not', () => {
  expect(renderError(new Error('first\n  second \u001B[31m'))).toBe('error: first\n  second �[31m\n');
  expect(renderError({ message: 'x' }, { color: true })).toBe('\u001B[1;31merror:\u001B[0m x\n');
});

test('a long path stays in one line', () => {
  const path = `/very/long${'/folder'.repeat(40)}/file.csv`;
  expect(renderError({ message: `${path} is a folder` })).toContain(path);
});
