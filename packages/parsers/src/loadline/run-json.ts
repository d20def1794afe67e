import { documentKind, readDocument } from '@loadline/schema';
import type { Reader } from '../draft.js';

/** A Run that Loadline wrote. */
export const runJson: Reader = {
  format: 'loadline-run',
  tool: 'loadline',
  title: 'Run document of Loadline',
  detect: ({ json, head }) => head.startsWith('{') && documentKind(json()) === 'run',
  read({ source, json }) {
    const { document, diagnostics } = readDocument('run', json(), source.name);
    return { format: 'loadline-run', tool: document.run.tool, state: 4, endpoints: document.endpoints, run: document, diagnostics };
  },
};
