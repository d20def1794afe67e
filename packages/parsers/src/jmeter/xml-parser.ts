import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { UserError } from '@loadline/schema';
import type { ReadLimits } from '../input/read-limits.js';

/** An element that begins. */
export interface XmlTag {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** Where it begins: line from 1, column from 0. */
  line: number;
  column: number;
  /** Its attributes cannot be told from one another. */
  isBroken: boolean;
}

/** The first thing that is no XML, and how many there are. */
export interface XmlMalformed {
  message: string;
  line: number;
  column: number;
  count: number;
}

/** What is done with the elements of a document. */
export interface XmlHandlers {
  open(tag: XmlTag): void;
  close(name: string): void;
}

/** Takes a document in chunks. */
export interface XmlParser {
  write(chunk: string): void;
  /** The line that has been come to. */
  line(): number;
  /** Begins to collect text. */
  readText(): void;
  /** Ends it, and gives the first 4,096 characters or so. */
  takeText(): string;
  /** What was not well-formed so far. */
  malformed(): XmlMalformed | undefined;
}

const MOST_ATTRIBUTES = 10_000;
const LONGEST_TEXT = 4096;

/**
 * A parser of XML that goes on where it is not well-formed. No entity is resolved but the five of XML itself, and a DOCTYPE
 * has no effect. Text costs no memory unless it is asked for.
 *
 * @throws UserError `xml-attributes`, `document-too-large`, from `write`.
 */
export function createXmlParser(input: { name: string; limits: ReadLimits }, handlers: XmlHandlers): XmlParser {
  const parser = new SaxesParser({ position: true });
  let malformed: XmlMalformed | undefined;
  // Characters since the last element, and attributes of the element that is being read.
  let silent = 0;
  let attributes = 0;
  let begin = { line: 1, column: 0, isBroken: false };
  let text = '';
  // In place of the parser's own way, which makes an Error of each: responses may hold millions of characters that XML forbids.
  parser.fail = (message) => {
    if (/attribute|quoted|slash/.test(message)) begin.isBroken = true;
    malformed ??= { message, line: parser.line, column: Math.max(1, parser.columnIndex), count: 0 };
    malformed.count++;
    return parser;
  };
  parser.on('attribute', () => {
    if (++attributes > MOST_ATTRIBUTES) throw tooMuch(input, parser.line, 'xml-attributes', 'an element of more than 10,000 attributes');
  });
  parser.on('opentagstart', ({ name }) => {
    silent = 0;
    attributes = 0;
    begin = { line: parser.line, column: parser.columnIndex - name.length - 2, isBroken: false };
  });
  parser.on('opentag', (tag) => {
    silent = 0;
    handlers.open({ name: tag.name, attributes: (tag as SaxesTagPlain).attributes, ...begin });
  });
  parser.on('closetag', ({ name }) => {
    silent = 0;
    handlers.close(name);
  });
  return {
    write(chunk) {
      silent += chunk.length;
      const limit = input.limits.documentLength;
      if (silent > limit)
        throw tooMuch(input, parser.line, 'document-too-large', `more than ${limit.toLocaleString('en-US')} characters without an element`);
      parser.write(chunk);
    },
    line: () => parser.line,
    readText() {
      text = '';
      parser.on('text', (piece) => {
        if (text.length < LONGEST_TEXT) text += piece.slice(0, LONGEST_TEXT);
      });
    },
    takeText() {
      parser.off('text');
      return text;
    },
    malformed: () => malformed,
  };
}

/** The error for XML that is larger than any result. */
export function tooMuch({ name }: { name: string }, line: number, code: string, found: string): UserError {
  return new UserError({ code, found, expected: 'a result file, which is plain', place: { file: name, line } });
}
