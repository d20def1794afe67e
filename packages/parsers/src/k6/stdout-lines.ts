import type { SummaryMetric, SummaryThreshold } from './summary.js';
import { parseMetricText } from './stdout-values.js';

/** What has been read of the text that k6 prints. */
export interface StdoutReading {
  metrics: SummaryMetric[];
  thresholds: SummaryThreshold[];
  /** Width in ms of what a printed time may stand for, by the time. */
  resolutions: Map<number, number>;
  /** How each scenario offers its load. */
  models: Set<'open' | 'closed'>;
  /** Greatest number of users that the plan allows. */
  maxUsers?: number;
  /** The test was broken off. */
  interrupted: boolean;
  /** Sections of single groups and scenarios, which repeat a part of the whole. */
  sections: number;
  /** A second summary began. */
  isSecond: boolean;
  /** The last metric or threshold that is no submetric. */
  parent: string;
  /** The metric that thresholds are listed for. */
  judged: string;
}

/** An empty reading. */
export function createStdoutReading(): StdoutReading {
  return {
    metrics: [],
    thresholds: [],
    resolutions: new Map(),
    models: new Set(),
    interrupted: false,
    sections: 0,
    isSecond: false,
    parent: '',
    judged: '',
  };
}

const METRIC = /^\s{0,200}(?:([^\s\w{]{1,6})\s{1,10})?(\{ .{1,1000}? \}|\w{1,200})\.{3,300}: (.{1,1000})$/;
const THRESHOLD = /^\s{1,20}([✓✗]) '(.{1,500})' \S/;
const JUDGED = /^\s{4,10}((?:\w{1,200})?\{.{1,1000}\}|\w{1,200})$/;

/** Reads one line. Colours and the time stamps of CI logs are taken off before. */
export function readStdoutLine(reading: StdoutReading, text: string): void {
  const line = text
    .replace(/^\d{4}-\d\d-\d\dT[\d:.]{8,20}Z /, '')
    .replace(/\u001b\[[\d;]{0,20}m/g, '')
    .trimEnd();
  if (/█ (?:GROUP|SCENARIO): /.test(line) && reading.metrics.length > 0) reading.sections++;
  if (reading.sections > 0 && /█ TOTAL RESULTS/.test(line)) reading.isSecond = true;
  if (reading.sections > 0 || line.length > 3000) return;
  const metric = METRIC.exec(line);
  if (metric !== null) readMetric(reading, metric[2] ?? '', (metric[3] ?? '').trim(), metric[1] ?? '');
  else readOther(reading, line);
}

function readMetric(reading: StdoutReading, label: string, text: string, mark: string): void {
  const isSub = label.startsWith('{');
  if (!isSub) reading.parent = label;
  const name = isSub ? `${reading.parent}{${label.slice(1, -1).trim()}}` : label;
  if (name === 'checks_total' || name === 'checks_failed') return;
  const metric = parseMetricText(name === 'checks_succeeded' ? 'checks' : name, text, reading.resolutions);
  if (metric === undefined) return;
  if (reading.metrics.some((known) => known.name === metric.name)) reading.isSecond = true;
  else {
    reading.metrics.push(metric);
    // Before version 1 a metric bears the verdict on all of its thresholds, which are not printed.
    if (mark === '✓' || mark === '✗')
      reading.thresholds.push({ metric: metric.name, expression: 'all thresholds hold', held: mark === '✓' });
  }
}

function readOther(reading: StdoutReading, line: string): void {
  const threshold = THRESHOLD.exec(line);
  const judged = JUDGED.exec(line)?.[1];
  if (threshold !== null && reading.judged !== '') {
    reading.thresholds.push({ metric: reading.judged, expression: threshold[2] ?? '', held: threshold[1] === '✓' });
  } else if (judged !== undefined && reading.metrics.length === 0) {
    if (!judged.startsWith('{')) reading.parent = judged;
    reading.judged = judged.startsWith('{') ? `${reading.parent}${judged}` : judged;
  }
  if (/█ TOTAL RESULTS/.test(line)) reading.judged = '';
  const plan = /scenarios: \(.{1,20}\) \d{1,6} scenarios?, (\d{1,9}) max VUs/.exec(line);
  if (plan !== null) reading.maxUsers = Number(plan[1]);
  if (/^\s{1,20}\* .{1,200}: .{0,60}iterations\/s /.test(line)) reading.models.add('open');
  else if (/^\s{1,20}\* .{1,200}: .{0,60}(?:looping VUs|shared among|for each of)/.test(line)) reading.models.add('closed');
  if (/received a '(?:interrupt|terminated)' signal|test run was aborted/.test(line)) reading.interrupted = true;
}
