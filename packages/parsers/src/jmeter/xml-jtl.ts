import { UserError } from '@loadline/schema';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { createRecorder, type Recorder } from '../samples/recorder.js';
import { noteRow } from './gaps.js';
import { createJtlRows, type JtlRows } from './jtl-rows.js';
import { refuseNoTransactions, sayJtl } from './jtl-said.js';
import { columnsOf, type JtlSetup } from './jtl-setup.js';
import { withoutSingleTimes } from './jtl-weighted.js';
import { xmlRootOf } from '../input/xml-root.js';
import { customsOf, readXmlRow } from './xml-row.js';
import type { XmlSample } from './xml-sample.js';
import { createSampleParser, type XmlEnd } from './xml-samples.js';

/**
 * JMeter's results in XML, sample by sample. A sample failed when JMeter says so (`s`), whatever its status code. A
 * transaction that holds its requests is a transaction, and they are requests; what else lies within a sample is a part of
 * it and counts no second time.
 */
export const jmeterXml: Reader = {
  format: 'jmeter-xml',
  tool: 'jmeter',
  title: 'JMeter JTL XML',
  isRaw: true,
  detect: ({ text }) => text.startsWith('<') && xmlRootOf(text) === 'testResults',
  async read(input) {
    refuseOld(input);
    const setup = setupOf(input);
    const recorder = createRecorder(input, { stepMs: 1 });
    const rows = createJtlRows(setup, recorder);
    const parser = createSampleParser(
      {
        sample: (sample) => {
          take(setup, rows, recorder, sample);
        },
        subResult: () => {
          rows.counts.subResults++;
        },
        reject: (line, message) => {
          recorder.reject({ line }, message);
        },
      },
      input,
    );
    for await (const chunk of input.text()) parser.write(chunk);
    return partOf(input, setup, { rows, recorder, end: parser.end() });
  },
};

function refuseOld({ head, name }: ReaderInput): void {
  if (!/<sampleResult[\s>]/.test(head.text) || /<(?:httpSample|sample)[\s>]/.test(head.text)) return;
  throw new UserError({
    code: 'old-format',
    found: 'results in the XML of JMeter 1 (`sampleResult`)',
    expected: 'results of a later JMeter (`httpSample`, `sample`)',
    place: { file: name },
  });
}

function setupOf({ name, limits, settings }: ReaderInput): JtlSetup {
  return {
    name,
    width: 0,
    delimiter: '',
    columns: columnsOf([]),
    header: undefined,
    clock: 'epoch',
    clockStepMs: 1,
    customs: customsOf(settings.columns),
    limits,
    settings,
  };
}

function take(setup: JtlSetup, rows: JtlRows, recorder: Recorder, sample: XmlSample): void {
  const row = readXmlRow(sample, setup.customs);
  if ('problem' in row) {
    recorder.reject({ line: sample.line }, row.problem);
    return;
  }
  if (row.failures === undefined) rows.counts.withoutSuccess++;
  if (Number.isNaN(row.startMs)) rows.counts.badTimes++;
  const endMs = row.startMs + row.elapsedMs;
  if (!row.isTransaction) noteRow(rows.gaps, row.startMs, endMs);
  if (row.users >= 0) recorder.users(endMs, row.users);
  rows.takeJudged(row);
}

function partOf(input: ReaderInput, setup: JtlSetup, read: { rows: JtlRows; recorder: Recorder; end: XmlEnd }): RunPart {
  const { rows, recorder, end } = read;
  const { transactions, weighted, counts, gaps } = rows.state(end.line);
  if (end.openSample !== undefined) recorder.cut({ line: end.openSample });
  else if (!end.closed)
    input.diagnostics.add('warning', 'file-cut', 'the file ends without `</testResults>`', { file: input.name, line: end.line });
  // Where transactions are all there is, they are what was measured.
  if (counts.samples === 0 && transactions !== undefined) recorder.add(transactions, 0);
  refuseNoTransactions(input, setup, counts);
  sayMissing(input, recorder);
  const part = recorder.part({ partial: !end.closed });
  sayJtl(input, setup, counts, gaps);
  sayXml(input, end);
  if (part.state?.endpoints.some(({ kind }) => kind === 'request') !== true) delete part.timeline;
  return withoutSingleTimes(input, recorder, new Set(weighted), part);
}

function sayMissing({ diagnostics, name, settings }: ReaderInput, recorder: Recorder): void {
  const { customs } = recorder.record();
  for (const own of settings.columns ?? [])
    if (customs.find((custom) => custom.name === own)?.count === 0)
      diagnostics.add('warning', 'column-missing', `the configuration names \`${own}\`, of which no sample has a number`, { file: name });
}

function sayXml({ diagnostics, name }: ReaderInput, { malformed, roots }: XmlEnd): void {
  if (malformed !== undefined)
    diagnostics.add(
      'info',
      'xml-malformed',
      `the file is not well-formed XML in ${malformed.count.toLocaleString('en-US')} places, the first of them: ${malformed.message}`,
      { file: name, line: malformed.line, column: malformed.column },
    );
  if (roots > 1)
    diagnostics.add('warning', 'several-results', `${roots} results follow one another in the file; they were read as one run`, {
      file: name,
    });
}
