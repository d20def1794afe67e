/** A section, or the small print, of Slack's Block Kit. */
export type SlackBlock =
  | { type: 'header'; text: { type: 'plain_text'; text: string; emoji: false } }
  | { type: 'section'; text: SlackText }
  | { type: 'context'; elements: SlackText[] };

/** Text with markup; `verbatim`, so that Slack makes no links or mentions of what is plain text. */
export interface SlackText {
  type: 'mrkdwn';
  text: string;
  verbatim: true;
}

/** Longest texts that Slack takes, in characters. */
const HEADER_LIMIT = 150;
const TEXT_LIMIT = 3_000;

/** The title of a message. Plain text of ours: in a header nothing can be escaped. */
export function headerBlock(text: string): SlackBlock {
  return { type: 'header', text: { type: 'plain_text', text: text.slice(0, HEADER_LIMIT), emoji: false } };
}

/** Lines of markup under each other; what Slack would not take is left out by whole lines, and counted. None for no lines. */
export function sectionBlock(lines: readonly string[]): SlackBlock[] {
  return lines.length === 0 ? [] : [{ type: 'section', text: mrkdwn(fitLines(lines)) }];
}

/** The same as small print. */
export function contextBlock(lines: readonly string[]): SlackBlock[] {
  return lines.length === 0 ? [] : [{ type: 'context', elements: [mrkdwn(fitLines(lines))] }];
}

function mrkdwn(text: string): SlackText {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** As many lines as there is room for. */
function fitLines(lines: readonly string[]): string {
  const whole = lines.join('\n');
  if (whole.length <= TEXT_LIMIT) return whole;
  const kept: string[] = [];
  let used = 0;
  for (const line of lines) {
    used += line.length + 1;
    if (used > TEXT_LIMIT - 30) break;
    kept.push(line);
  }
  return [...kept, `… ${lines.length - kept.length} lines more`].join('\n');
}
