import { TRANSACTION } from './jtl-row.js';

/** A sample as the file gives it: texts, empty where it says nothing. */
export interface XmlSample {
  /** A transaction controller, or anything else. */
  kind: 'request' | 'transaction';
  /** Line it begins on. */
  line: number;
  /** Its attributes cannot be told from one another. */
  isBroken: boolean;
  label: string;
  code: string;
  message: string;
  /** Response time in ms. */
  elapsed: string;
  /** Start in ms since the epoch. */
  start: string;
  /** `true` or `false`. */
  success: string | undefined;
  /** Threads of all groups. */
  users: string;
  /** Samples that it stands for, and how many of them failed. */
  samples: string;
  errors: string;
  /** Text of the first assertion that failed. */
  failureMessage: string;
  /** All attributes of the element. */
  attributes: Readonly<Record<string, string>>;
}

/** An element that is open. */
export interface Frame {
  name: string;
  /** The sample that it is. */
  sample: XmlSample | undefined;
  /** The sample counts: it is no part of another one. */
  counts: boolean;
  /** Places that are no XML, before it. */
  errors: number;
  /** Its text is read. */
  reads: boolean;
  /** Texts of an assertion. */
  texts?: Record<string, string>;
}

/** Whether an element is a sample. */
export function isSampleTag(name: string): boolean {
  return name === 'httpSample' || name === 'sample';
}

/** Whether samples stand directly within an element. */
export function holdsSamples(frame: Frame): boolean {
  return frame.sample !== undefined || frame.name === 'testResults';
}

/** A sample from the attributes of its element. */
export function sampleOf(attributes: Readonly<Record<string, string>>, line: number, isBroken: boolean): XmlSample {
  const of = (name: string) => attributes[name] ?? '';
  const message = of('rm');
  return {
    kind: message.startsWith(TRANSACTION) ? 'transaction' : 'request',
    line,
    isBroken,
    label: of('lb'),
    code: attributes.rc ?? of('rs'),
    message,
    elapsed: of('t'),
    start: of('ts'),
    success: attributes.s,
    users: of('na'),
    samples: of('sc'),
    errors: of('ec'),
    failureMessage: '',
    attributes,
  };
}
