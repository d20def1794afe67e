import { describe, expect, it } from 'vitest';
import { echo, formatPlace, InternalError, nearest, UserError } from './errors.js';

describe('echo', () => {
  it('takes out what a terminal would obey', () => {
    expect(echo('\u001b[31mred\u0007\n\u202Etxt')).toBe('\uFFFD[31mred\uFFFD\uFFFD\uFFFDtxt');
  });
  it('cuts at 200 characters', () => {
    expect(echo('x'.repeat(10_000_000))).toBe(`${'x'.repeat(200)}…`);
  });
});

describe('UserError', () => {
  it('says what was found, expected, where, and what to do', () => {
    const error = new UserError({
      code: 'x',
      found: 'a cat',
      expected: 'a dog',
      place: { file: 'pets.csv', line: 3, column: 7 },
      hint: 'Get a dog.',
    });
    expect(error.message).toBe('pets.csv:3:7: a cat; expected a dog\n  Get a dog.');
    expect(error.toDiagnostic()).toEqual({
      code: 'x',
      severity: 'error',
      message: 'a cat; expected a dog — Get a dog.',
      place: { file: 'pets.csv', line: 3, column: 7 },
    });
    expect(formatPlace({ line: 3 })).toBe('line 3');
    expect(formatPlace(undefined)).toBe('');
  });
  it('is not the same as our own fault', () => {
    expect(new InternalError('oh').message).toContain('a defect of Loadline');
  });
});

describe('nearest', () => {
  it('finds slips and lets strangers be', () => {
    expect(nearest('evidense', ['evidence', 'suite'])).toBe('evidence');
    expect(nearest('gaets', ['gates', 'read'])).toBe('gates');
    expect(nearest('Suite', ['suite'])).toBe('suite');
    expect(nearest('warning', ['fail', 'warn'])).toBe('warn');
    expect(nearest('failures', ['fail', 'failure'])).toBe('failure');
    expect(nearest('passing', ['pas', 'ok'])).toBeUndefined();
    expect(nearest('zebra', ['gates', 'read'])).toBeUndefined();
  });
});
