import { describe, expect, it } from 'vitest';
import { equals, parseMatchers, selector } from './matchers.js';
import { isPrometheusAddress, parseAddress, prometheusName } from './parse-address.js';
import { parseLength, parseWindow } from './window.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');

describe('parseLength', () => {
  it('reads what Prometheus writes', () => {
    expect(['90s', '10m', '1h30m', '500ms', '2d', '1m30s', '1.5s'].map(parseLength)).toEqual([
      90e3, 600e3, 5400e3, 500, 172800e3, 90e3, 1500,
    ]);
    for (const text of ['', '10', 'm', '-1m', '1m1h', '0s', '1 m']) expect(parseLength(text)).toBeUndefined();
  });
});

describe('parseWindow', () => {
  const at = (given: Parameters<typeof parseWindow>[0]) => {
    const { startMs, endMs } = parseWindow(given, NOW);
    return [new Date(startMs).toISOString().slice(11, 19), new Date(endMs).toISOString().slice(11, 19)];
  };
  it('takes two of start, end and duration, up to now', () => {
    expect(at({ duration: '15m' })).toEqual(['11:45:00', '12:00:00']);
    expect(at({ start: '-1h' })).toEqual(['11:00:00', '12:00:00']);
    expect(at({ end: '-5m', duration: '5m' })).toEqual(['11:50:00', '11:55:00']);
    expect(at({ start: '2026-11-21T10:00:00 02:00', duration: '1m' })).toEqual(['08:00:00', '08:01:00']);
    expect(at({ start: String(NOW / 1000 - 60), end: 'now' })).toEqual(['11:59:00', '12:00:00']);
  });
});

describe('parseAddress', () => {
  it('keeps the prefix and escapes what goes into a query', () => {
    const request = parseAddress(
      'prometheus+https://h:1/select/0/prometheus/?duration=1m&job=a"b\\&selector={c%3D~"d.*",%20e!%3D"f"}&step=5s',
      NOW,
    );
    expect(request.base.href).toBe('https://h:1/select/0/prometheus');
    expect(request.matchers).toBe('job="a\\"b\\\\",c=~"d.*",e!="f"');
    expect([request.name, request.stepMs]).toEqual(['prometheus+https://h:1/select/0/prometheus/', 5000]);
  });
  it('names nothing secret', () => {
    expect(prometheusName('prometheus+http://a:b@h?token=c')).toBe('prometheus+http://h');
    expect(prometheusName('prometheus+http://a:b@')).not.toContain('b@');
    expect(['prometheus+http://h', 'PROMETHEUS+HTTPS://h', 'prometheus+ftp://h', 'x/prometheus+http:'].map(isPrometheusAddress)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('matchers', () => {
  it('go into a query only whole', () => {
    expect(parseMatchers(' { a = "b" , c=~"x\\"y" } ', 'selector')).toBe('a="b",c=~"x\\"y"');
    expect(parseMatchers('', 'selector')).toBe('');
    for (const text of ['a', 'a="b', 'a="b"} or up{c="d"', 'a="b",,', 'a="b\nc"', '=~"x"'])
      expect(() => parseMatchers(text, 'selector')).toThrow(/label matchers/);
    expect(selector('up', '', equals('a', 'b\n"'), undefined)).toBe('up{a="b\\n\\""}');
    expect(selector('up', '')).toBe('up');
  });
});
