import { createXmlParser } from '../jmeter/xml-parser.js';
import { xmlRootOf } from '../input/xml-root.js';
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
  let depth = 0;
  let group: Group | undefined;
  let duration: string | undefined;
  let isClosed = false;
  const parser = createXmlParser(input, {
    open({ name, attributes, line }) {
      depth++;
      if (depth === 2 && name === 'Group')
        group = { label: attributes.label ?? '', line, fields: new Map(), percentiles: new Map(), codes: new Map() };
      else if (depth === 2 && name === 'TestDuration') parser.readText();
      else if (depth === 3 && group !== undefined) takeField(group, name, attributes);
    },
    close(name) {
      if (depth === 2 && name === 'TestDuration') duration = parser.takeText();
      if (depth === 2 && group !== undefined) {
        rows.add(group, group.line, secondsOf(duration));
        group = undefined;
      }
      if (depth === 1) isClosed = true;
      depth--;
    },
  });
  return {
    write: (chunk) => {
      parser.write(chunk);
    },
    part() {
      const malformed = parser.malformed();
      if (malformed !== undefined)
        input.diagnostics.add(
          'info',
          'xml-malformed',
          `the file is not well-formed XML in ${malformed.count.toLocaleString('en-US')} places, the first of them: ${malformed.message}`,
          {
            file: input.name,
            line: malformed.line,
          },
        );
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
