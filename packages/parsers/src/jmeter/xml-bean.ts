import type { Frame, XmlSample } from './xml-sample.js';

/** Fields of a sample that a plugin wrote as a Java object: an element each. */
const FIELDS = {
  label: 'label',
  responseCode: 'code',
  responseMessage: 'message',
  elapsedTime: 'elapsed',
  startTime: 'start',
  success: 'success',
  allThreads: 'users',
} as const;

/** Whether an element is a sample that was written as a Java object, named after its class. */
export function isBean(frame: Frame): boolean {
  return frame.sample !== undefined && frame.name.includes('.');
}

/** Whether an element of such an object is read. */
export function beanField(parent: Frame, name: string): name is keyof typeof FIELDS {
  return isBean(parent) && Object.hasOwn(FIELDS, name);
}

/** Puts the text of such an element into the sample. */
export function noteBeanField(sample: XmlSample, name: string, text: string): void {
  if (Object.hasOwn(FIELDS, name)) sample[FIELDS[name as keyof typeof FIELDS]] = text;
}
