import { echo } from '@loadline/schema';
import type { XmlSample } from './xml-sample.js';

/** A sample of which all is known. */
export interface XmlRow {
  /** NaN where the file does not say. */
  startMs: number;
  /** Of one that stands for several samples, their sum. */
  elapsedMs: number;
  /** Samples that it stands for. */
  samples: number;
  /** How many of them failed; undefined where nothing says. */
  failures: number | undefined;
  /** Threads that ran, or -1. */
  users: number;
}

/** The values of a sample, or what is wrong with it. */
export function readXmlRow(sample: XmlSample): XmlRow | { problem: string } {
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
    startMs: /^\d{1,15}$/.test(sample.start) ? Number(sample.start) : NaN,
    elapsedMs: Number(sample.elapsed),
    samples,
    failures: failuresOf(failed, samples, sample.errors),
    users: countOf(sample.users) ?? -1,
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
