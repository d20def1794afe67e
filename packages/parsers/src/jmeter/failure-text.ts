const CODE = 'Non HTTP response code: ';
const MESSAGE = 'Non HTTP response message: ';

/**
 * The kind of a failure: the status code, and what was said. What was thrown instead of an answer has no status code; its
 * class stands in front of its message. The text of an assertion that failed stands in place of an `OK`, or after it.
 *
 * @example failureText({ code: '200', message: 'OK', failureMessage: 'Test failed' }) // { status: '200', message: 'Test failed' }
 */
export function failureText(texts: { code: string; message: string; failureMessage: string }): { status?: string; message: string } {
  const { code, failureMessage } = texts;
  const isThrown = code.startsWith(CODE);
  const message = texts.message.startsWith(MESSAGE) ? texts.message.slice(MESSAGE.length) : texts.message;
  const parts = [isThrown ? code.slice(CODE.length) : '', message, failureMessage].map((part) => part.trim()).filter((part) => part !== '');
  const said = parts.length > 1 && parts[0] === 'OK' ? parts.slice(1) : parts;
  return {
    ...(isThrown || code === '' ? {} : { status: code }),
    message: said.length > 0 ? said.join(': ') : code === '' ? 'failed, without a reason' : code,
  };
}
