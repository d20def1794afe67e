import type { ReadLimits } from '../input/read-limits.js';
import { beanField, isBean, noteBeanField } from './xml-bean.js';
import { createXmlParser, tooMuch, type XmlMalformed, type XmlParser, type XmlTag } from './xml-parser.js';
import { type Frame, holdsSamples, isSampleTag, sampleOf, type XmlSample } from './xml-sample.js';

/** What is told of the samples of a document. */
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
  /** What was not well-formed. */
  malformed: XmlMalformed | undefined;
}

/** Takes a text in chunks. */
export interface XmlSampleParser {
  write(chunk: string): void;
  end(): XmlEnd;
}

/** A document amid its reading. */
interface Reading {
  input: { name: string; limits: ReadLimits };
  events: XmlEvents;
  parser: XmlParser;
  /** Elements that are open. */
  stack: Frame[];
  roots: number;
  closed: boolean;
}

/**
 * A parser of JTL XML. It goes on where the XML is broken, as far as whole samples can be told: results that were broken
 * off and written on have such a place in the middle.
 *
 * @throws UserError `xml-nesting`, `xml-attributes`, `document-too-large`, from `write`.
 */
export function createSampleParser(events: XmlEvents, input: { name: string; limits: ReadLimits }): XmlSampleParser {
  const parser = createXmlParser(input, {
    open: (tag) => {
      open(reading, tag);
    },
    close: (name) => {
      close(reading, name);
    },
  });
  const reading: Reading = { input, events, parser, stack: [], roots: 0, closed: false };
  return {
    write: (chunk) => {
      parser.write(chunk);
    },
    end() {
      const { closed, roots, stack } = reading;
      const openSample = stack.find((frame) => frame.sample !== undefined)?.sample?.line;
      return { closed, openSample, line: parser.line(), roots, malformed: parser.malformed() };
    },
  };
}

function open(reading: Reading, tag: XmlTag): void {
  const { stack, parser, input } = reading;
  if (stack.length > input.limits.nesting)
    throw tooMuch(input, tag.line, 'xml-nesting', `XML nested more than ${input.limits.nesting} deep`);
  if (stack.length === 0) {
    reading.roots++;
    reading.closed = false;
  } else if (isSampleTag(tag.name) && !stack.some(isBean)) {
    openSample(reading, tag);
    return;
  }
  const parent = stack.at(-1);
  const isObject = stack.length === 1 && tag.name.includes('.');
  const reads = parent !== undefined && ((parent.name === 'assertionResult' && tag.name !== 'name') || beanField(parent, tag.name));
  const sample = isObject ? sampleOf({}, tag.line, tag.isBroken) : undefined;
  stack.push({ name: tag.name, sample, counts: isObject, errors: 0, reads });
  if (reads) parser.readText();
}

function openSample(reading: Reading, tag: XmlTag): void {
  const { stack, parser } = reading;
  const errors = parser.malformed()?.count ?? 0;
  if (isBrokenOff(stack, tag, errors)) giveUp(reading);
  const holder = stack.at(-1);
  const counts = holder?.sample === undefined || (holder.counts && holder.sample.kind === 'transaction');
  stack.push({ name: tag.name, sample: sampleOf(tag.attributes, tag.line, tag.isBroken), counts, errors, reads: false });
}

/**
 * Whether what is open was broken off before this sample began: samples lie in samples only, and JMeter indents those, so
 * that one at the start of a line, after something that is no XML, stands at the top.
 */
function isBrokenOff(stack: readonly Frame[], { column }: XmlTag, errors: number): boolean {
  const [, top] = stack;
  const parent = stack.at(-1);
  return parent === undefined || !holdsSamples(parent) || (column === 0 && top !== undefined && errors > top.errors);
}

/** Gives up what is open, down to the root. */
function giveUp({ stack, events }: Reading): void {
  const given = stack.splice(1).find((frame) => frame.sample !== undefined);
  if (given?.sample !== undefined) events.reject(given.sample.line, 'the sample is not closed: the file was broken off and written on');
}

function close(reading: Reading, name: string): void {
  const { stack, events, parser } = reading;
  let at = stack.length - 1;
  while (at >= 0 && stack[at]?.name !== name) at--;
  if (at < 0) return;
  const text = parser.takeText().trim();
  const given = stack.splice(at + 1).find((frame) => frame.counts);
  if (given?.sample !== undefined) events.reject(given.sample.line, 'the sample is not closed');
  const frame = stack.pop();
  if (frame !== undefined) finish(reading, frame, text);
  if (stack.length === 0) reading.closed = true;
}

function finish({ stack, events, parser }: Reading, frame: Frame, text: string): void {
  const parent = stack.at(-1);
  if (frame.reads) {
    if (parent?.name === 'assertionResult') parent.texts = { ...parent.texts, [frame.name]: text };
    else if (parent?.sample !== undefined) noteBeanField(parent.sample, frame.name, text);
  } else if (frame.name === 'assertionResult' && parent?.sample !== undefined) {
    const { failure, error, failureMessage } = frame.texts ?? {};
    if (failure === 'true' || error === 'true') parent.sample.failureMessage ||= failureMessage ?? '';
  } else if (frame.sample !== undefined) {
    if (frame.counts) events.sample(frame.sample);
    else events.subResult();
  } else if (stack.length === 1 && frame.name !== 'testResults') {
    events.reject(parser.line(), `an element \`${frame.name.slice(0, 60)}\`, which is no sample`);
  }
}
