// A small server for wrk, oha, hey and bombardier: /fast, /slow (10-70 ms), /flaky (each tenth 503), /err (500), /gone (404),
// /moved (302 to /fast), /drop (closes the socket), /hang (never answers), /stall (each tenth answer takes 1.3 s), and /counts:
// what was answered since the last time it was asked.
// node server.mjs PORT; listens on 127.0.0.1 and stops by itself after ten minutes.
import { createServer } from 'node:http';

let seed = 7;
let asked = 0;
let counts = {};
const random = () => ((seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff);
const server = createServer((request, response) => {
  const path = (request.url ?? '').split('?')[0];
  const count = (what) => (counts[what] = (counts[what] ?? 0) + 1);
  const answer = (status, body, wait = 0) => {
    const send = () => {
      count(status);
      response.writeHead(status, status === 302 ? { location: '/fast' } : {}).end(body);
    };
    if (wait > 0) setTimeout(send, wait);
    else send();
  };
  if (path === '/counts') {
    response.end(JSON.stringify(counts));
    counts = {};
  } else if (path.startsWith('/slow')) answer(200, 'x'.repeat(200), 10 + 60 * random());
  else if (path.startsWith('/flaky')) answer(++asked % 10 === 0 ? 503 : 200, 'maybe', 1);
  else if (path.startsWith('/stall')) answer(200, 'x', ++asked % 10 === 0 ? 1300 : 10);
  else if (path.startsWith('/err')) answer(500, 'oops', 1);
  else if (path.startsWith('/gone')) answer(404, 'gone', 1);
  else if (path.startsWith('/moved')) answer(302, '', 1);
  else if (path.startsWith('/drop')) {
    count('drop');
    setTimeout(() => request.socket.destroy(), 2);
  } else if (path.startsWith('/hang')) count('hang');
  else answer(200, 'x'.repeat(120));
});
server.listen(Number(process.argv[2]), '127.0.0.1');
setTimeout(() => process.exit(0), 600_000);
