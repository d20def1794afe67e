import { describe, expect, test } from 'vitest';
import { buildComparison, endpoint } from '../test/build-comparison.js';
import { cases, HOSTILE_NAMES, manyEndpoints } from '../test/cases.js';
import { renderSlack } from './render-slack.js';
import type { SlackBlock } from './slack/blocks.js';
import { escapeSlack } from './slack/escape-slack.js';
import type { SlackMessage } from './slack/message.js';
import { tellStory } from './story/tell-story.js';

const at = { endpoint: endpoint('/checkout', 'POST'), metric: 'p95', before: 412, after: 660, limit: '+30%' };
const messageOf = (comparison: ReturnType<typeof buildComparison>) => JSON.parse(renderSlack(comparison)) as SlackMessage;

function textsOf(block: SlackBlock): string[] {
  return block.type === 'context' ? block.elements.map(({ text }) => text) : [block.text.text];
}

/** What Slack refuses, or would act upon. */
function expectTaken({ text, blocks }: SlackMessage): void {
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(text.length).toBeLessThanOrEqual(3_000);
  const [header, ...rest] = blocks;
  expect(header?.type).toBe('header');
  expect(header === undefined ? '' : textsOf(header)[0]).toMatch(/^\S+ [A-Z ]+(?: [a-z\d ,;]+)?$/u);
  expect((header === undefined ? '' : (textsOf(header)[0] ?? '')).length).toBeLessThanOrEqual(150);
  for (const each of [text, ...rest.flatMap(textsOf)]) {
    expect(each.length).toBeGreaterThan(0);
    expect(each.length).toBeLessThanOrEqual(3_000);
    // Links are ours alone, all else is an entity; nobody is called.
    expect(each.replace(/<https?:\/\/[\x21-\x7e]+?\|[^<>|\n]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    expect(each.replace(/<[^>]*>/g, '')).not.toMatch(/@[\p{L}\p{N}_!]|:[\w+-]+:|`/u);
    expect(each.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u);
    // The only marks are around our own bold texts, which take a line or its beginning.
    for (const line of each.split('\n')) expect(line.replace(/^\*[^*]+\*/, '')).not.toMatch(/[*~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/);
  }
  for (const block of rest) {
    const objects = block.type === 'context' ? block.elements : [block.text];
    for (const object of objects) expect(object).toMatchObject({ type: 'mrkdwn', verbatim: true });
  }
}

test.each([...cases, { name: '2,000 endpoints', comparison: manyEndpoints(2000, 'fail') }])('Slack takes $name', ({ comparison }) => {
  expectTaken(messageOf(comparison));
});

test.each(cases)('the header and the line below it say the headline of $name whole', ({ comparison }) => {
  const [header, first] = messageOf(comparison).blocks.map((block) => textsOf(block)[0] ?? '');
  const { headline, summary, detail, counted, mistake } = tellStory(comparison);
  expect(headline.endsWith(detail)).toBe(true);
  expect(header?.endsWith(` ${summary}`)).toBe(counted.length > 0 || mistake !== undefined);
  if (detail.length > 0 && detail.length < 250) expect(first).toBe(`*${escapeSlack(detail)}*`);
});

describe('a message', () => {
  const { text, blocks } = messageOf(cases.find(({ name }) => name === 'one-regression')?.comparison ?? buildComparison([]));

  test('says in its notification what, where, how much', () => {
    expect(text).toBe('❌ FAIL 1 of 12 endpoints slower: POST /checkout p95 412 → 660 ms, +60.2 %, limit +30%');
  });

  test('goes from the headline to why, the worst, counts', () => {
    expect(blocks.map((block) => textsOf(block)[0]?.split('\n')[0])).toEqual([
      '❌ FAIL 1 of 12 endpoints slower',
      '*POST /checkout p95 412 → 660 ms, +60.2 %, limit +30%*',
      '• run-to-run noise was not measured: the limits decided alone; the other 11 moved −1.7 %',
      '*POST /checkout* worse',
      'worse 1 · fine 11',
    ]);
  });

  test('has the links of the configuration', () => {
    const base = buildComparison([{ ...at, verdict: 'fail' }]);
    const links = [{ name: 'traces & <more>', template: 'https://traces.example/?from={startMs}&q={name}' }];
    const message = messageOf({ ...base, policy: { ...base.policy, links } });
    expectTaken(message);
    expect(message.blocks.flatMap(textsOf).filter((each) => each.startsWith('<'))).toEqual([
      '<https://traces.example/?from=1768242600000&amp;q=%2Fcheckout|traces &amp; &lt;more&gt;>',
    ]);
  });

  test('is short where all is fine', () => {
    const fine = messageOf(cases.find(({ name }) => name === 'all-fine')?.comparison ?? buildComparison([]));
    expect(fine.blocks.map(({ type }) => type)).toEqual(['header', 'section', 'context']);
  });
});

test.each(
  [...HOSTILE_NAMES, '<!channel> <@U123> <#C123> <https://evil.example|x>', '&gt; quote', 'x'.repeat(5000)].map((name) => [
    JSON.stringify(name).slice(0, 80),
    name,
  ]),
)('the name %s is text and nothing else', (_shown, name) => {
  const long = Array.from({ length: 12 }, (_, index) => ({
    ...at,
    endpoint: endpoint(`${name}${index}`, name),
    verdict: 'warn' as const,
    limit: name,
  }));
  const found = { ...at, service: name, endpoint: endpoint(name, name), verdict: 'fail' as const };
  expectTaken(
    messageOf(
      buildComparison([found, { ...found, metric: `m${name}`, unit: name, better: 'lower' }, ...long], {
        headline: name,
        baseline: { strategy: name, runs: 1, tool: name, commit: name, rationale: name },
        errors: [{ message: name, count: 1, endpoint: endpoint(name, name) }],
      }),
    ),
  );
});

test.each([
  ['rag_service query_p95_ms', 'rag_service query_p95_ms'],
  ['__proto__', '＿＿proto＿＿'],
  ['*b* ~s~ `c`', '∗b∗ ∼s∼ ˋcˋ'],
  ['<!here> & @octo', '&lt;!here&gt; &amp; ＠octo'],
  [':tada: 12:30', '∶tada: 12:30'],
])('%s is written %s', (text, escaped) => {
  expect(escapeSlack(text)).toBe(escaped);
});
