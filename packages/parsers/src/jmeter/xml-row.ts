import { echo } from '@loadline/schema';
import type { ReadRow } from './jtl-row.js';
import type { JtlCustom } from './jtl-setup.js';
import type { XmlSample } from './xml-sample.js';

/** Attributes of the columns that may become metrics; sample variables are attributes of their own name. */
const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['Latency', 'lt'],
  ['Connect', 'ct'],
  ['IdleTime', 'it'],
  ['bytes', 'by'],
  ['sentBytes', 'sby'],
]);

/** The columns that the configuration names, as the metrics that they become. */
export function customsOf(wanted: readonly string[] = []): JtlCustom[] {
  return [...new Set(wanted)].map((name) => ({
    name,
    column: -1,
    contains: ['Latency', 'Connect', 'IdleTime'].includes(name) ? 'time' : ['bytes', 'sentBytes'].includes(name) ? 'data' : 'default',
  }));
}

/** A sample as a row of a result in CSV has it, or what is wrong with it. */
export function readXmlRow(sample: XmlSample, customs: readonly JtlCustom[]): ReadRow {
  if (sample.isBroken) return { problem: 'its attributes run into one another: the file was broken off and written on' };
  if (!/^\d{1,11}(?:\.\d{1,9})?$/.test(sample.elapsed))
    return {
      problem: sample.elapsed === '' ? 'it has no response time (`t`)' : `\`${echo(sample.elapsed, 60)}\` is no time in ms (\`t\`)`,
    };
  const failed = hasFailed(sample.success, sample.code);
  if (failed === 'unreadable') return { problem: `\`${echo(sample.success ?? '', 60)}\` is neither true nor false (\`s\`)` };
  const samples = sample.samples === '' ? 1 : countOf(sample.samples);
  if (samples === undefined || samples === 0) return { problem: `\`${echo(sample.samples, 60)}\` is no count (\`sc\`)` };
  return {
    label: sample.label,
    method: undefined,
    isTransaction: sample.kind === 'transaction',
    thread: 0,
    startMs: /^\d{1,15}$/.test(sample.start) ? Number(sample.start) : NaN,
    elapsedMs: Number(sample.elapsed),
    samples,
    failures: failuresOf(failed, samples, sample.errors),
    code: sample.code,
    message: sample.message,
    failureMessage: sample.failureMessage,
    users: countOf(sample.users) ?? -1,
    values: customs.map(({ name }) => valueOf(sample.attributes[ATTRIBUTES.get(name) ?? name])),
  };
}

function failuresOf(failed: boolean | undefined, samples: number, errors: string): number | undefined {
  if (failed === undefined) return undefined;
  if (samples === 1) return Number(failed);
  return Math.min(countOf(errors) ?? (failed ? samples : 0), samples);
}

/**
 * Whether a sample failed: JMeter's own flag says so, whatever the status code. A file that was written without the flag
 * leaves the code: 400 or more, or what is no number.
 */
function hasFailed(success: string | undefined, code: string): boolean | undefined | 'unreadable' {
  if (success !== undefined) {
    const flag = success.trim().toLowerCase();
    return flag === 'true' ? false : flag === 'false' ? true : 'unreadable';
  }
  return code === '' ? undefined : !(Number(code) < 400);
}

function countOf(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function valueOf(text = ''): number {
  return /^[+-]?\d{1,17}(?:\.\d{1,17})?(?:[eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : NaN;
}
