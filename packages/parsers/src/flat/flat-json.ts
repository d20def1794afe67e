import { flatToRun, isFlat, UserError } from '@loadline/schema';
import { collectEndpoints } from '../collect-endpoints.js';
import { parseJsonAt, readWhole } from '../input/json-text.js';
import type { Head } from '../input/open-source.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';

/** Loadline's flat form: services with plain numbers, units in the names. */
export const flatJson: Reader = {
  format: 'flat',
  tool: 'flat',
  title: 'flat JSON ({"service": {"p95_latency_ms": …}})',
  detect: looksFlat,
  read: readFlat,
};

/** A metric by its full name with a number, in quotes perhaps: other tools have `"rps": {…}`. */
const METRIC =
  /"(?:(?:avg|min|max|median|p\d{1,2}(?:\.\d{1,6})?|p100)_latency_ms|rps|total_requests|total_failures|[a-z][a-z0-9_]{0,60}_(?:ms|pct|bytes|rps|count))"\s{0,10}:\s{0,10}"?-?\d/;

function looksFlat(head: Head): boolean {
  if (!head.text.startsWith('{') || !METRIC.test(head.text)) return false;
  if (!head.complete) return !/"(?:kind|metrics|num_requests)"\s{0,10}:/.test(head.text);
  try {
    return isFlat(JSON.parse(head.text));
  } catch {
    // Broken JSON that was meant to be flat is better told what is broken than that it is unknown.
    return !/"(?:kind|median|num_requests)"\s{0,10}:/.test(head.text);
  }
}

async function readFlat(input: ReaderInput): Promise<RunPart> {
  const text = await readWhole(input);
  const start = text.indexOf('{');
  const document = parseJsonAt(text, start, input);
  if (document.trailing)
    throw new UserError({
      code: 'json-damaged',
      found: 'text behind the end of the JSON document',
      expected: 'one JSON document',
      place: { file: input.name },
    });
  const run = flatToRun(document.value, { name: input.name });
  const endpoints = collectEndpoints(input.diagnostics, input.limits, input.name);
  for (const endpoint of run.endpoints) endpoints.add(endpoint);
  return { run: { ...run, endpoints: endpoints.list() }, partial: false };
}
