import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { UserError } from '@loadline/schema';
import type { ReadLimits } from '../input/read-limits.js';
import { beanField, isBean, noteBeanField } from './xml-bean.js';
import { type Frame, holdsSamples, isSampleTag, sampleOf, type XmlSample } from './xml-sample.js';

/** What a parser of samples tells. */
export interface XmlEvents {
  /** A sample that counts: at the top, or a request within a transaction. */
  sample(sample: XmlSample): void;
  /** A sub-result: a part of a sample, which belongs to it. */
  subResult(): void;
  /** Something that cannot be counted. */
  reject(line: number, message: string): void;
}

/** How far a text went. */
export interface XmlEnd {
  /** `</testResults>` came. */
  closed: boolean;
  /** The text ends within a sample; line of its begin. */
  openSample: number | undefined;
  /** Line of the end. */
  line: number;
  /** Root elements that came. */
  roots: number;
  /** The first thing that is no XML, and how many there were. */
  malformed: { message: string; line: number; column: number; count: number } | undefined;
}

/** Takes a text in chunks. */
export interface XmlSampleParser {
  write(chunk: string): void;
  end(): XmlEnd;
}

const MOST_ATTRIBUTES = 10_000;
const LONGEST_TEXT = 4096;

/**
 * A parser of JTL XML. It goes on where the XML is broken, as far as whole samples can be told: a run that was killed and
 * written on leaves such a place in the middle. No entity is resolved but the five of XML itself.
 *
 * @throws UserError `xml-nesting`, `document-too-large`.
 */
export function createSampleParser(events: XmlEvents, input: { name: string; limits: ReadLimits }): XmlSampleParser {
  const parser = new SaxesParser({ position: true });
  const stack: Frame[] = [];
  const end: XmlEnd = { closed: false, openSample: undefined, line: 1, roots: 0, malformed: undefined };
  let silent = 0;
  let attributes = 0;
  let tagLine = 0;
  let tagColumn = -1;
  let tagBroken = false;
  let errors = 0;
  let text = '';

  const tooMuch = (code: string, found: string) =>
    new UserError({ code, found, expected: 'a result of JMeter', place: { file: input.name, line: parser.line } });

  // In place of the parser's own way, which makes an Error of each: responses may hold millions of characters that XML forbids.
  parser.fail = (message) => {
    errors++;
    if (/attribute|quoted|slash/.test(message)) tagBroken = true;
    end.malformed ??= { message, line: parser.line, column: Math.max(1, parser.columnIndex), count: 0 };
    end.malformed.count++;
    return parser;
  };
  parser.on('attribute', () => {
    if (++attributes > MOST_ATTRIBUTES) throw tooMuch('xml-attributes', 'an element of more than 10,000 attributes');
  });
  parser.on('opentagstart', (tag) => {
    silent = 0;
    attributes = 0;
    tagBroken = false;
    tagLine = parser.line;
    tagColumn = parser.columnIndex - tag.name.length - 2;
  });

  /** The open sample was broken off, and another one begins: what was open is given up. */
  const giveUp = () => {
    const open = stack.splice(1).find((frame) => frame.sample !== undefined);
    if (open?.sample !== undefined) events.reject(open.sample.line, 'the sample is not closed: the file was broken off and written on');
  };
  const takeText = (frame: Frame) => {
    text = '';
    frame.reads = true;
    parser.on('text', (piece) => {
      if (text.length < LONGEST_TEXT) text += piece.slice(0, LONGEST_TEXT);
    });
  };
  const openSample = (tag: SaxesTagPlain) => {
    const parent = stack.at(-1);
    const isBrokenOff =
      parent === undefined || !holdsSamples(parent) || (tagColumn === 0 && stack.length > 1 && errors > (stack[1]?.errors ?? 0));
    if (isBrokenOff) giveUp();
    const holder = stack.at(-1);
    const counts = holder === undefined || holder.sample === undefined || (holder.counts && holder.sample.kind === 'transaction');
    stack.push({ name: tag.name, sample: sampleOf(tag.attributes, tagLine, tagBroken), counts, errors, reads: false });
  };
  parser.on('opentag', (tag) => {
    silent = 0;
    if (stack.length > input.limits.nesting) throw tooMuch('xml-nesting', `XML nested more than ${input.limits.nesting} deep`);
    const parent = stack.at(-1);
    if (stack.length === 0) {
      end.roots++;
      end.closed = false;
    }
    if (stack.length > 0 && isSampleTag(tag.name) && !stack.some(isBean)) {
      openSample(tag as SaxesTagPlain);
      return;
    }
    const frame: Frame = { name: tag.name, sample: undefined, counts: false, errors, reads: false };
    if (stack.length === 1 && tag.name.includes('.')) Object.assign(frame, { sample: sampleOf({}, tagLine, tagBroken), counts: true });
    stack.push(frame);
    if ((parent?.name === 'assertionResult' && tag.name !== 'name') || (parent !== undefined && beanField(parent, tag.name)))
      takeText(frame);
  });
  const finish = (frame: Frame) => {
    const parent = stack.at(-1);
    if (frame.reads) {
      parser.off('text');
      if (parent?.name === 'assertionResult') parent.texts = { ...parent.texts, [frame.name]: text.trim() };
      else if (parent?.sample !== undefined) noteBeanField(parent.sample, frame.name, text.trim());
    } else if (frame.name === 'assertionResult' && parent?.sample !== undefined) {
      const { failure, error, failureMessage } = frame.texts ?? {};
      if (failure === 'true' || error === 'true') parent.sample.failureMessage ||= failureMessage ?? '';
    } else if (frame.sample !== undefined) {
      if (frame.counts) events.sample(frame.sample);
      else events.subResult();
    } else if (stack.length === 1 && frame.name !== 'testResults') {
      events.reject(tagLine, `an element \`${frame.name.slice(0, 60)}\`, which is no sample`);
    }
    if (stack.length === 0) end.closed = true;
  };
  parser.on('closetag', (tag) => {
    silent = 0;
    let at = stack.length - 1;
    while (at >= 0 && stack[at]?.name !== tag.name) at--;
    if (at < 0) return;
    const given = stack.splice(at + 1).find((frame) => frame.counts);
    parser.off('text');
    if (given?.sample !== undefined) events.reject(given.sample.line, 'the sample is not closed');
    const frame = stack.pop();
    if (frame !== undefined) finish(frame);
  });

  return {
    write(chunk) {
      silent += chunk.length;
      if (silent > input.limits.documentLength)
        throw tooMuch(
          'document-too-large',
          `more than ${input.limits.documentLength.toLocaleString('en-US')} characters without an element`,
        );
      parser.write(chunk);
    },
    end() {
      const open = stack.find((frame) => frame.sample !== undefined);
      return { ...end, openSample: open?.sample?.line, line: parser.line };
    },
  };
}
