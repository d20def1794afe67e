// A small server for Locust: fast, slow (10-70 ms), flaky (about 10 % 503), err (500), drop (closes the socket).
// node server.mjs PORT; listens on 127.0.0.1 and stops by itself after two minutes.
import { createServer } from 'node:http';

let seed = 7;
const random = () => ((seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff);
const server = createServer((request, response) => {
  const path = (request.url ?? '').split('?')[0];
  const answer = (status, body, wait = 0) => setTimeout(() => response.writeHead(status).end(body), wait);
  if (path.startsWith('/slow')) answer(200, 'x'.repeat(200), 10 + 60 * random());
  else if (path.startsWith('/flaky')) answer(random() < 0.1 ? 503 : 200, 'maybe');
  else if (path.startsWith('/err')) answer(500, 'oops');
  else if (path.startsWith('/drop')) request.socket.destroy();
  else answer(200, 'x'.repeat(120));
});
server.listen(Number(process.argv[2]), '127.0.0.1');
setTimeout(() => process.exit(0), 120_000);
