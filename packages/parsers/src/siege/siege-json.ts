import { readWhole } from '../input/json-text.js';
import type { Reader } from '../reader.js';
import { siegePart } from './siege-summary.js';

/** The summary as JSON (`-j`, or `json_output`), in seconds. */
export const siegeJson: Reader = {
  format: 'siege-json',
  tool: 'siege',
  title: 'siege JSON',
  detect: ({ text }) => /^\{\s{1,20}"transactions":\s{1,40}[\w.-]{1,20},\s{1,20}"availability":/m.test(text),
  async read(input) {
    const text = await readWhole(input);
    // Not every version writes JSON: a mean of nothing may be `-nan`.
    const values = new Map(
      [...text.matchAll(/"([a-z_]{1,30})":\s{0,40}([^\s,}]{1,40})/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const part = siegePart(
      {
        transactions: values.get('transactions'),
        failed: values.get('failed_transactions'),
        elapsed: values.get('elapsed_time'),
        unit: 's',
        response: values.get('response_time'),
        longest: values.get('longest_transaction'),
        shortest: values.get('shortest_transaction'),
        rate: values.get('transaction_rate'),
      },
      input.name,
    );
    const isCut = !text.trimEnd().endsWith('}');
    if (isCut) input.diagnostics.add('warning', 'file-cut', 'the document ends early', { file: input.name });
    return { ...part, partial: isCut };
  },
};
