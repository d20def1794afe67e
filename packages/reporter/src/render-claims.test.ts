import { describe, expect, it } from 'vitest';
import { renderClaims } from './render-claims.js';
import { renderProgress } from './render-progress.js';

describe('renderClaims', () => {
  it('shows both numbers and the reason', () => {
    const claim = {
      subject: 'GET /a',
      metric: 'failures',
      theirs: 0,
      ours: 12,
      unit: 'count',
      why: 'it takes an answer of 5xx for a success',
    };
    expect(
      renderClaims([claim, { ...claim, theirs: undefined, metric: 'p95_latency_ms', ours: 1234.5, unit: 'ms' }], { tool: 'oha' }),
    ).toBe(
      ' GET /a   failures   oha: 0   here: 12\n    it takes an answer of 5xx for a success\n' +
        ' GET /a   p95_latency_ms   oha: none   here: 1.23 s\n    it takes an answer of 5xx for a success\n',
    );
  });
  it('says so where there is nothing to show', () => {
    expect(renderClaims([])).toBe('What the tool printed itself says the same, as far as it says anything.\n');
  });
  it('shows no foreign sequence', () => {
    const claim = { subject: '\u001B[2Jx', metric: 'm', theirs: 1, ours: 2, unit: 'count', why: 'w' };
    expect(renderClaims([claim])).not.toContain('\u001B');
  });
});

describe('renderProgress', () => {
  it('is one line with share, rate and time left', () => {
    expect(renderProgress({ name: 'run.jtl', bytes: 5e8, size: 1e9, seconds: 2 })).toBe(
      '██████████░░░░░░░░░░  50 %  500 of 1,000 MB  250 MB/s  2 s left  run.jtl',
    );
    expect(renderProgress({ name: '-', bytes: 5e6, seconds: 0 }, { unicode: false })).toBe('5 MB  0 MB/s  -');
  });
  it('never passes 100 % nor the width', () => {
    const line = renderProgress({ name: 'x'.repeat(200), bytes: 2e9, size: 1e9, seconds: 1 });
    expect(line).toContain('100 %');
    expect(line.length).toBeLessThanOrEqual(80);
  });
});
