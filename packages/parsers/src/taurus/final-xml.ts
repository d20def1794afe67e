import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { UserError } from '@loadline/schema';
import { xmlRootOf } from '../jmeter/xml-root.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { createFinalRows, type FinalRows } from './final-part.js';

/**
 * The final statistics of Taurus as XML (`dump-xml` of `final-stats`): the same as the CSV, and the length of the run. A
 * request failed when the tool that Taurus ran says so (`fail`). The group without a label is the whole run.
 */
export const taurusFinalXml: Reader = {
  format: 'taurus-final-xml',
  tool: 'taurus',
  title: 'Taurus final statistics, XML',
  detect: ({ text }) => text.startsWith('<') && xmlRootOf(text) === 'FinalStatus',
  async read(input) {
    const rows = createFinalRows(input);
    const reading = createReading(input, rows);
    for await (const chunk of input.text()) reading.write(chunk);
    return reading.part();
  },
};

interface Group {
  label: string;
  line: number;
  fields: Map<string, string>;
  percentiles: Map<string, string>;
  codes: Map<string, string>;
}

const MOST_FIELDS = 10_000;

function createReading(input: ReaderInput, rows: FinalRows): { write(chunk: string): void; part(): RunPart } {
  const parser = new SaxesParser({ position: true });
  let depth = 0;
  let silent = 0;
  let attributes = 0;
  let group: Group | undefined;
  let duration: string | undefined;
  let isClosed = false;
  let errors = 0;

  const tooMuch = (found: string) =>
    new UserError({
      code: 'document-too-large',
      found,
      expected: 'final statistics of Taurus',
      place: { file: input.name, line: parser.line },
    });
  // In place of the parser's own way, which makes an Error of each.
  parser.fail = () => {
    errors++;
    return parser;
  };
  parser.on('attribute', () => {
    if (++attributes > MOST_FIELDS) throw tooMuch('an element of more than 10,000 attributes');
  });
  parser.on('opentagstart', () => {
    attributes = 0;
    silent = 0;
  });
  parser.on('opentag', (tag) => {
    silent = 0;
    depth++;
    const { name, attributes: given } = tag as SaxesTagPlain;
    if (depth === 2 && name === 'Group')
      group = { label: given.label ?? '', line: parser.line, fields: new Map(), percentiles: new Map(), codes: new Map() };
    else if (depth === 2 && name === 'TestDuration') {
      parser.on('text', (text) => {
        duration = text.slice(0, 100);
      });
    } else if (depth === 3 && group !== undefined) takeField(group, name, given);
  });
  parser.on('closetag', (tag) => {
    silent = 0;
    if (depth === 2) {
      parser.off('text');
      if (tag.name === 'Group' && group !== undefined) rows.add(group, group.line, secondsOf(duration));
      group = undefined;
    }
    if (depth === 1) isClosed = true;
    depth--;
  });
  return {
    write(chunk) {
      silent += chunk.length;
      if (silent > input.limits.documentLength)
        throw tooMuch(`more than ${input.limits.documentLength.toLocaleString('en-US')} characters without an element`);
      parser.write(chunk);
    },
    part() {
      if (errors > 0)
        input.diagnostics.add('info', 'xml-malformed', `the file is not well-formed XML in ${errors} places`, { file: input.name });
      return rows.part({ rank: 2, isCut: !isClosed, durationSeconds: secondsOf(duration) });
    },
  };
}

/** Seconds from the first second with a sample to the last one; undefined where it is the same one. */
function secondsOf(text = ''): number | undefined {
  return /^\d{1,9}(?:\.\d{1,9})?$/.test(text.trim()) && Number(text) > 0 ? Number(text) : undefined;
}

function takeField({ fields, percentiles, codes }: Group, name: string, given: Readonly<Record<string, string>>): void {
  const { value = '', param = '' } = given;
  const into = name === 'perc' ? percentiles : name === 'rc' ? codes : fields;
  if (into.size < MOST_FIELDS) into.set(into === fields ? name : param, value);
}
