import { describe, expect, it } from 'vitest';
import { type Assertion, describeAssertion, holds } from './assertion.js';
import { createPickleReader } from './pickle-reader.js';
import { decodeAssertions, parseAssertions } from './parse-assertions.js';

const words = ({ assertions, unknown }: { assertions: readonly Assertion[]; unknown: number }) => [
  ...assertions.map((assertion) =>
    describeAssertion(assertion, assertion.path.kind === 'details' ? assertion.path.parts.join(' / ') : assertion.path.kind),
  ),
  unknown,
];

describe('assertions of a log', () => {
  it('are words in 2.1', () => {
    const rows = [
      'PATH\tGLOBAL\tTARGET\tRESPONSE_TIME\tMAX\tCONDITION\tLESS_THAN\t5000',
      'PATH\tDETAILS\tshop\thome\tTARGET\tRESPONSE_TIME\tPERCENTILES_3\tCONDITION\tBETWEEN\t1\t5000',
      'PATH\tFORALL\tTARGET\tMEAN_REQUESTS_PER_SECOND\tCONDITION\tGREATER_THAN\t0',
      'PATH\tGLOBAL\tTARGET\tFAILED_REQUESTS\tPERCENT\tCONDITION\tIN\t0\t5',
      'PATH\tGLOBAL\tTARGET\tALL_REQUESTS\tCOUNT\tCONDITION\tIS\t5',
      'PATH\tGLOBAL\tTARGET\tconstructor\tCOUNT\tCONDITION\tIS\t5',
      'PATH\tGLOBAL\tTARGET\tRESPONSE_TIME\tMAX\tCONDITION\tLESS_THAN\tsoon',
      'PATH\tGLOBAL',
    ];
    expect(words(parseAssertions(rows, '2.0-2.1'))).toEqual([
      'global: max of response time is less than or equal to 5000.0',
      'shop / home: 95th percentile of response time is between 1.0 and 5000.0 inclusive',
      'for-all: mean requests per second is greater than or equal to 0.0',
      'global: percentage of failed events is in List(0.0, 5.0)',
      'global: count of all events is 5.0',
      3,
    ]);
  });

  it('are bytes whose numbers changed twice since', () => {
    // The same two goals, as 3.0.3, 3.3.1 and 3.12.0 wrote them.
    const failed = { '3.0.3': 'AAMDAAIGAAAAAAAAABRA', '3.3.1': 'AAECAAIDAAAAAAAAABRA', '3.12.0': 'AAECAAMBAAAAAAAAABRA' };
    const said = (version: keyof typeof failed) => words(parseAssertions([failed[version]], version));
    expect(said('3.0.3')).toEqual(['global: percentage of failed events is less than 5.0', 0]);
    expect(said('3.3.1')).toEqual(['global: percentage of failed events is less than 5.0', 0]);
    expect(said('3.12.0')).toEqual(['global: percentage of failed events is less than or equal to 5.0', 0]);
  });

  it('are told apart by what fits where the version is another one’s', () => {
    expect(words(parseAssertions(['AAMEAAEBBgAAAAAAAIizQA==', 'AAMDAAIGAAAAAAAAABRA'], '3.9.5'))).toEqual([
      'global: max of response time is less than 5000.0',
      'global: percentage of failed events is less than 5.0',
      0,
    ]);
  });

  it('that cannot be read are counted', () => {
    const whole = Buffer.from('AAEDAAEFAAAAAAAAwFdAAwAAAAAAAECPQA==', 'base64');
    expect(words(decodeAssertions([whole], '3.14.9'))).toEqual(['global: 95th percentile of response time is less than 1000.0', 0]);
    for (let length = 0; length < whole.length; length++) expect(decodeAssertions([whole.subarray(0, length)], '3.14.9').unknown).toBe(1);
    expect(decodeAssertions([Buffer.concat([whole, Buffer.from([0])])], '3.14.9').unknown).toBe(1);
    expect(parseAssertions(['!!!', ''], '3.14.9')).toEqual({ assertions: [], unknown: 2 });
  });
});

describe('conditions', () => {
  it('hold or not at their ends', () => {
    const at = (condition: Parameters<typeof holds>[0]) => [4, 5, 6].map((value) => holds(condition, value));
    expect(at({ kind: 'lt', value: 5 })).toEqual([true, false, false]);
    expect(at({ kind: 'lte', value: 5 })).toEqual([true, true, false]);
    expect(at({ kind: 'gt', value: 5 })).toEqual([false, false, true]);
    expect(at({ kind: 'gte', value: 5 })).toEqual([false, true, true]);
    expect(at({ kind: 'is', value: 5 })).toEqual([false, true, false]);
    expect(at({ kind: 'in', values: [4, 6] })).toEqual([true, false, true]);
    expect(at({ kind: 'between', from: 4, to: 6, isInclusive: true })).toEqual([true, true, true]);
    expect(at({ kind: 'between', from: 4, to: 6, isInclusive: false })).toEqual([false, true, false]);
  });
});

describe('pickled whole numbers', () => {
  it.each([
    [[0], 0],
    [[127], 127],
    [[0x80, 0x80], 128],
    [[0x81, 0x00], 256],
    [[0x8f, 0xff], 4095],
    [[0x9f, 0xff], -1],
    [[0xa1, 0x00, 0x00], 65_536],
    [[0xc1, 0x00, 0x00, 0x00], 16_777_216],
    [[0xe0, 0x01, 0x00, 0x00, 0x00], 1],
    [[0xf0], undefined],
    [[0x80], undefined],
    [[], undefined],
  ])('%j is %s', (bytes, value) => {
    expect(createPickleReader(Uint8Array.from(bytes)).int()).toBe(value);
  });
});
