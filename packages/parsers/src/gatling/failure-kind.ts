import type { ErrorKind } from '../samples/record-errors.js';

const STATUS = /^status\.[^]{0,2000}found (\d{3})$/;

/** What a request failed of: Gatling's message, and the status in it where the check of the status failed. */
export function failureKind(slot: number, message: string): ErrorKind {
  const text = message.trim();
  const status = STATUS.exec(text)?.[1];
  return { slot, message: text === '' ? 'KO' : text, ...(status === undefined ? {} : { status }) };
}

/** What a group failed of: one of its requests. */
export function failedGroup(slot: number): ErrorKind {
  return { slot, message: 'a request of the group failed' };
}
