import type { Slo } from '@loadline/schema';
import { cleanName } from '../clean-name.js';
import type { Head } from '../input/open-source.js';
import { readDocument } from '../input/read-document.js';
import type { Reader } from '../reader.js';
import { fieldsOf } from './stats-tree.js';

/** `js/assertions.json` of Gatling 2.2 to 3.9: the goals that the simulation set itself, judged by Gatling. */
export const gatlingAssertionsJson: Reader = {
  format: 'gatling-assertions-json',
  tool: 'gatling',
  title: 'Gatling assertions.json',
  addsOnly: true,
  detect: ({ text }: Head) =>
    /^\{\s{0,20}"simulation"\s{0,20}:/.test(text) && /"simulationId"\s{0,20}:/.test(text) && /"assertions"\s{0,20}:/.test(text),
  async read(input) {
    const document = fieldsOf(await readDocument(input, (text) => text.indexOf('{')));
    const assertions = Array.isArray(document?.['assertions']) ? (document['assertions'] as unknown[]) : [];
    const slos: Slo[] = [];
    for (const assertion of assertions) {
      const fields = fieldsOf(assertion);
      const [message, result] = [fields?.['message'], fields?.['result']];
      if (typeof message === 'string' && typeof result === 'boolean') slos.push({ expression: cleanName(message), held: result });
      else
        input.diagnostics.add('warning', 'entry-rejected', 'an assertion without a message and a result was not counted', {
          file: input.name,
        });
    }
    const simulation = document?.['simulation'];
    return {
      slos,
      ...(typeof simulation === 'string' && simulation !== '' ? { scenario: simulation } : {}),
      needs: 'simulation.log, or stats.json',
      partial: false,
    };
  },
};
