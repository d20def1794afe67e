import { UserError } from '@loadline/schema';

/** The error for a result of ghz that counts nothing. */
export function noCalls(file: string): UserError {
  return new UserError({
    code: 'no-requests',
    found: 'a result of ghz in which no call was counted',
    expected: 'at least one call',
    place: { file },
  });
}
