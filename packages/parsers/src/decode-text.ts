import { UserError } from '@loadline/schema';

/**
 * Bytes as text: UTF-16 by its byte order mark, else UTF-8, else (what Locust on Windows writes) windows-1252. A byte order
 * mark is taken off.
 *
 * @throws UserError for bytes that are no text: a NUL among the first 64 KiB.
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const nul = bytes.subarray(0, 65_536).indexOf(0);
  if (nul >= 0) {
    throw new UserError({ code: 'input-binary', found: `binary data (a NUL at byte ${nul})`, expected: 'a result file in text form', place: { file: name } });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
