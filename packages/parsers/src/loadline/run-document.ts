import { readDocument, UserError } from '@loadline/schema';
import { parseJsonAt, readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';

/** A Run that Loadline wrote (`loadline extract`). */
export const runDocument: Reader = {
  format: 'loadline-run',
  tool: 'loadline',
  title: 'a Run of Loadline (loadline extract)',
  detect: (head) => head.text.startsWith('{') && /"kind"\s{0,10}:\s{0,10}"loadline\/run"/.test(head.text),
  read: readRunDocument,
};

async function readRunDocument(input: ReaderInput): Promise<RunPart> {
  const text = await readWhole(input);
  const document = parseJsonAt(text, text.indexOf('{'), input);
  if (document.trailing)
    throw new UserError({
      code: 'json-damaged',
      found: 'text behind the end of the JSON document',
      expected: 'one JSON document',
      place: { file: input.name },
    });
  const { document: run, diagnostics } = readDocument('run', document.value, input.name);
  return { run: { ...run, diagnostics: [...run.diagnostics, ...diagnostics] }, partial: run.run.partial };
}
