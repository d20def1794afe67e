// readline and JSON.parse: what a script would do.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createTally } from './tally.mjs';

const tally = createTally();
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const { type, metric, data } = JSON.parse(line);
  if (type !== 'Point') continue;
  if (metric === 'http_req_duration') tally.add(data.tags.name, data.value, false);
  else if (metric === 'http_req_failed' && data.value !== 0) tally.add(data.tags.name, undefined, true);
}
tally.print();
