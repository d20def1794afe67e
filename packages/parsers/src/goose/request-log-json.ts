import { forEachLine } from '../input/read-lines.js';
import { field } from '../input/json-text.js';
import type { Reader } from '../reader.js';
import { countRequests } from './request-rows.js';

/** The request log as JSON, a line for each request (`--request-log F`, which writes so unless told otherwise). */
export const requestLogJson: Reader = {
  format: 'goose-request-log-json',
  tool: 'goose',
  title: 'goose request log (JSON)',
  isRaw: true,
  detect: ({ text }) => {
    if (!text.startsWith('{"elapsed":') && !text.startsWith('{"coordinated_omission_elapsed":')) return false;
    const line = text.split('\n', 1)[0] ?? '';
    return ['"coordinated_omission_elapsed":', '"user_cadence":', '"response_time":', '"final_url":', '"raw":{'].every((word) =>
      line.includes(word),
    );
  },
  async read(input) {
    const rows = countRequests(input);
    await forEachLine(input, ({ text, number: line, ended }) => {
      const trimmed = text.trim();
      if (trimmed === '') return;
      const value = parse(trimmed);
      if (value === undefined && !ended) rows.cut(line);
      else if (value === undefined) rows.reject(line, 'a line that is no JSON');
      else {
        const raw = field(value, 'raw');
        const custom = field(raw, 'custom_method');
        const method = typeof custom === 'string' && custom !== '' ? custom : field(raw, 'method');
        rows.row({ get: (name) => field(value, name), method: typeof method === 'string' ? method : '', line });
      }
    });
    return rows.part();
  },
};

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
