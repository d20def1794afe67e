import { type Endpoint, UserError } from '@loadline/schema';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { xmlRootOf } from './xml-root.js';
import { createXmlRows, type XmlRows } from './xml-rows.js';
import { createSampleParser, type XmlEnd } from './xml-samples.js';

/**
 * JMeter's results in XML, sample by sample. A sample failed when JMeter says so (`s`), whatever its status code. A
 * transaction that holds its requests is a transaction, and they are requests; what else lies within a sample is a part of
 * it and counts no second time.
 */
export const jmeterXml: Reader = {
  format: 'jmeter-xml',
  tool: 'jmeter',
  title: 'JMeter results (JTL), XML',
  isRaw: true,
  detect: ({ text }) => text.startsWith('<') && xmlRootOf(text) === 'testResults',
  async read(input) {
    refuseOld(input);
    const rows = createXmlRows(input);
    let subResults = 0;
    const parser = createSampleParser(
      {
        sample: (sample) => {
          rows.take(sample);
        },
        subResult: () => {
          subResults++;
        },
        reject: (line, message) => {
          rows.recorder.reject({ line }, message);
        },
      },
      input,
    );
    for await (const chunk of input.text()) parser.write(chunk);
    const end = parser.end();
    const part = partOf(input, rows, end);
    sayWhatElse(input, rows, end, subResults);
    return part;
  },
};

function refuseOld({ head, name }: ReaderInput): void {
  if (!/<sampleResult[\s>]/.test(head.text) || /<(?:httpSample|sample)[\s>]/.test(head.text)) return;
  throw new UserError({
    code: 'old-format',
    found: 'results of JMeter 1 or 2.0, in the XML that was given up in 2005 (`sampleResult`)',
    expected: 'results of JMeter 2.1 or later',
    place: { file: name },
  });
}

function partOf(input: ReaderInput, rows: XmlRows, end: XmlEnd): RunPart {
  const { recorder, transactions, counts } = rows;
  if (end.openSample !== undefined) recorder.cut({ line: end.openSample });
  else if (!end.closed)
    input.diagnostics.add('warning', 'file-cut', 'the file ends without `</testResults>`', { file: input.name, line: end.line });
  const isAside = input.settings.jmeterRows === 'samples' && counts.samples === 0 && counts.transactions > 0;
  if (isAside) recorder.add(transactions.record(), 0);
  const part = recorder.part({ partial: !end.closed });
  return rows.weighted.size === 0 || part.state === undefined ? part : withoutSingleTimes(part, rows, isAside);
}

/** Of a row that stands for several samples the mean is known: percentiles and extremes would be those of means. */
function withoutSingleTimes(part: RunPart, rows: XmlRows, isAside: boolean): RunPart {
  if (part.state === undefined) return part;
  const records = isAside ? rows.transactions.record().slots : rows.recorder.record().slots;
  const names = new Set([...rows.weighted].map((slot) => records[slot]?.id.name));
  const known = ({ name }: { name: string }) => ['avg_latency_ms', 'error_rate_pct', 'rps'].includes(name);
  const plain = (endpoint: Endpoint): Endpoint => {
    if (!names.has(endpoint.name)) return endpoint;
    const { histogram: _histogram, vif: _vif, ...rest } = endpoint;
    return { ...rest, metrics: endpoint.metrics.filter(known) };
  };
  const { total } = part.state;
  return {
    ...part,
    state: {
      ...part.state,
      endpoints: part.state.endpoints.map(plain),
      ...(total === undefined ? {} : { total: { ...total, metrics: total.metrics.filter(known) } }),
    },
  };
}

function sayWhatElse({ diagnostics, name, settings }: ReaderInput, rows: XmlRows, end: XmlEnd, subResults: number): void {
  const { samples, transactions, withoutSuccess } = rows.counts;
  const say = (severity: 'info' | 'warning', code: string, message: string, line?: number) => {
    diagnostics.add(severity, code, message, { file: name, ...(line === undefined ? {} : { line }) });
  };
  const many = (number: number) => number.toLocaleString('en-US');
  if (end.malformed !== undefined)
    say(
      'info',
      'xml-malformed',
      `the file is not well-formed XML in ${many(end.malformed.count)} places, the first of them: ${end.malformed.message}`,
      end.malformed.line,
    );
  if (end.roots > 1) say('warning', 'several-results', `${end.roots} results follow one another in the file; they were read as one run`);
  if (subResults > 0) say('info', 'sub-results', `${many(subResults)} sub-results belong to the samples around them and were not counted`);
  if (settings.jmeterRows === 'samples' && transactions > 0)
    say(
      'info',
      'transactions',
      samples === 0
        ? 'the file holds nothing but transactions; they were counted'
        : `${many(transactions)} rows are transactions, made of other samples, and were not counted`,
    );
  if (withoutSuccess > 0)
    say(
      'warning',
      'success-missing',
      `${many(withoutSuccess)} samples do not say whether they succeeded, and have no status code; they were taken as succeeded`,
    );
  if (rows.weighted.size > 0)
    say('warning', 'rows-weighted', `rows of ${rows.weighted.size} endpoints stand for several samples: their percentiles are not known`);
}
