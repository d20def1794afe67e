import { UserError } from '@loadline/schema';
import { findJson, parseJsonAt } from '../input/json-text.js';
import type { ReaderInput } from '../reader.js';

/** The documents of a file, one in each line where there are several. */
export function documentsOf(text: string, input: ReaderInput): { values: unknown[]; cut: boolean } {
  const start = Math.max(0, findJson(text));
  const lines = text
    .slice(start)
    .split('\n')
    .filter((line) => line.startsWith('{'));
  const whole = lines.flatMap((line) => parsed(line, input));
  if (whole.length > 1 || (whole.length === 1 && lines.length > 1 && lines[0]?.trimEnd().endsWith('}') === true))
    return { values: whole, cut: whole.length < lines.length };
  const { value, truncated } = parseJsonAt(text, start, input);
  return { values: Array.isArray(value) ? value : [value], cut: truncated };
}

function parsed(line: string, input: ReaderInput): unknown[] {
  if (!line.trimEnd().endsWith('}')) return [];
  try {
    return [parseJsonAt(line, 0, input).value];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
