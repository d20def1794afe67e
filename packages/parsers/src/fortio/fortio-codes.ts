import type { EndpointId, ErrorCount } from '@loadline/schema';
import { field, fieldsOf } from '../input/json-text.js';
import type { ReaderInput } from '../reader.js';
import { countOf } from '../values/number-of.js';

/** How often a call ended with a code. */
export interface Code {
  code: string;
  count: number;
  isOk: boolean;
}

/** The codes of a result: HTTP status, -1 where no answer came, or the words of other protocols. */
export function codesOf(result: unknown): Code[] {
  return fieldsOf(field(result, 'RetCodes')).flatMap(([code, value]) => {
    const count = countOf(value);
    return count === undefined ? [] : [{ code, count, isOk: /^(?:2\d\d|418|SERVING|OK)$/.test(code) }];
  });
}

/** Says when the codes count other calls than the histogram. */
export function checkCodes(codes: readonly Code[], requests: number, { name, diagnostics }: ReaderInput): void {
  const sum = codes.reduce((total, { count }) => total + count, 0);
  if (codes.length > 0 && sum !== requests)
    diagnostics.add('warning', 'total-differs', `the codes count ${sum} calls, the histogram ${requests}`, {
      file: name,
      path: '/RetCodes',
    });
}

/** Failures by code. */
export function errorsOf(codes: readonly Code[], endpoint: EndpointId): ErrorCount[] {
  return codes
    .filter(({ isOk, count }) => !isOk && count > 0)
    .map(({ code, count }) =>
      code === '-1' ? { message: 'no answer (-1)', count, endpoint } : { message: `code ${code}`, status: code, count, endpoint },
    );
}
