// A small server for load generators in Node: fast, slow (20-60 ms), flaky (each tenth 503), err (500), missing (404), moved (302 to
// fast), bad (200, and not the text that is asked for), drop (closes the socket), hang (never answers).
// node server.mjs PORT [COUNTS]; listens on 127.0.0.1, writes what it counted to COUNTS when it is told to end, and ends by itself
// after two minutes.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const counts = {};
let flaky = 0;
let slow = 0;
const server = createServer((request, response) => {
  const path = decodeURIComponent((request.url ?? '').split('?')[0]);
  const count = (what) => (((counts[`${request.method} ${path}`] ??= {})[what] ??= 0), counts[`${request.method} ${path}`][what]++);
  const answer = (status, body, headers = {}) => {
    count(status);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  };
  request.resume();
  if (path.startsWith('/slow')) setTimeout(() => answer(200, '{"ok":true}'), 20 + 4 * (slow++ % 11));
  else if (path.startsWith('/flaky')) answer(flaky++ % 10 === 9 ? 503 : 200, '{"ok":true}');
  else if (path.startsWith('/err')) answer(500, '{"ok":false}');
  else if (path.startsWith('/missing')) answer(404, '{"ok":false}');
  else if (path.startsWith('/moved')) answer(302, '', { location: '/fast' });
  else if (path.startsWith('/bad')) answer(200, '{"ok":false}', { 'server-timing': 'total;dur=12.5' });
  else if (path.startsWith('/drop')) (count('dropped'), request.socket.destroy());
  else if (path.startsWith('/hang')) count('unanswered');
  else answer(200, '{"ok":true}');
});
const end = () => {
  if (process.argv[3] !== undefined) writeFileSync(process.argv[3], `${JSON.stringify(counts, undefined, 1)}\n`);
  process.exit(0);
};
server.listen(Number(process.argv[2]), '127.0.0.1');
process.on('SIGTERM', end);
setTimeout(end, 120_000);
