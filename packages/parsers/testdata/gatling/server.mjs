// A small server for Gatling: fast, slow (10-70 ms), flaky (about 10 % 503), err (500), drop (closes the socket).
// node server.mjs PORT [LIFETIME_MS]; listens on 127.0.0.1, tells at /counts what it was asked, and stops by itself, after two minutes if nothing is said.
import { createServer } from 'node:http';

let seed = 7;
const random = () => ((seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff);
const counts = new Map();
const server = createServer((request, response) => {
  const path = (request.url ?? '').split('?')[0];
  if (path === '/counts') {
    response.end(JSON.stringify(Object.fromEntries(counts)));
    counts.clear();
    return;
  }
  const answer = (status, body, wait = 0) => {
    const key = `${path} ${status}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    setTimeout(() => response.writeHead(status).end(body), wait);
  };
  if (path.startsWith('/slow')) answer(200, 'x'.repeat(200), 10 + 60 * random());
  else if (path.startsWith('/flaky')) answer(random() < 0.1 ? 503 : 200, 'maybe');
  else if (path.startsWith('/err')) answer(500, 'oops');
  else if (path.startsWith('/drop')) {
    counts.set(`${path} dropped`, (counts.get(`${path} dropped`) ?? 0) + 1);
    request.socket.destroy();
  } else answer(200, 'x'.repeat(120));
});
server.listen(Number(process.argv[2]), '127.0.0.1');
setTimeout(() => process.exit(0), Number(process.argv[3] ?? 120_000));
