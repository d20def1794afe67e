import { findingGroups, findingWords, type FindingCode, type FindingGroup, verdictWords } from '../packages/reporter/src/index.js';

/** What stands between what is written from the table of words and what is written by hand. */
const END_OF_HEAD = '<!-- Above: packages/reporter/src/finding-words. -->';

const SEVERITIES = { error: 'an error', warning: 'a warning', info: 'a note' } as const;

/** The upper part of a kind's page in docs/findings, as the table of words has it. */
export function pageHead(code: FindingCode): string {
  const { title, meaning, whatToDo } = findingWords[code];
  return [`# ${title}`, `\`${code}\`: ${kindOf(code)}`, meaning, `**What to do:** ${whatToDo}`, END_OF_HEAD].join('\n\n');
}

/** The part of a page that is written by hand; undefined where the page is not divided. */
export function pageBody(page: string): string | undefined {
  const at = page.indexOf(END_OF_HEAD);
  return at < 0 ? undefined : page.slice(at + END_OF_HEAD.length).trim();
}

/** A page whole. */
export function wholePage(code: FindingCode, body: string): string {
  return `${pageHead(code)}\n\n${body}\n`;
}

/** The list of all pages by group, docs/findings/README.md. */
export function pageIndex(): string {
  const groups = findingGroups.map(({ title, codes }) => `## ${title}\n\n${codes.map(itemOf).join('\n')}`);
  return `${INTRODUCTION}\n\n${groups.join('\n\n')}\n`;
}

const INTRODUCTION = `# What reports say, explained

Each finding says by a code why it has its verdict (\`reason.code\` in the JSON), and so does everything that is told beside (\`diagnostics\`): a file
that ends early, another number of users, a name that was cut. Each code has a page here: what you see, what it means, why it happens, what to
do, and how it is decided. Reports in Markdown lead to these pages; \`--all\` in the terminal shows the codes of diagnostics.

How verdicts come about as a whole is told in [How we decide](../how-we-decide.md), the commands in the [guide](../guide.md). Errors, which end a
command with exit code 2, say what to do themselves.`;

function itemOf(code: FindingCode): string {
  return `- [\`${code}\`](${code}.md): ${findingWords[code].title}`;
}

function kindOf(code: FindingCode): string {
  const { severity, verdicts } = findingWords[code];
  const reason =
    verdicts === undefined ? [] : [`why a finding is ${verdicts.map((verdict) => `*${verdictWords[verdict].word}*`).join(' or ')}`];
  const diagnostic = severity === undefined ? [] : [`told as ${SEVERITIES[severity]}`];
  const kinds = [...reason, ...diagnostic];
  return `${kinds.length === 0 ? 'why something was not judged' : kinds.join(', ')} ([${groupOf(code).title}](README.md#${anchorOf(groupOf(code).title)}))`;
}

function groupOf(code: FindingCode): FindingGroup {
  return findingGroups.find(({ codes }) => codes.includes(code)) ?? { title: '', codes: [] };
}

/** The anchor that GitHub gives a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}
