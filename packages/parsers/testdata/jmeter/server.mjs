// A small server for JMeter and Taurus: /fast, /slow (10-60 ms), /flaky (every 7th request 503), /err (500), /drop (closes the socket),
// /broken (200, but every 4th answer says "broken"), /moved (302 to /fast), /page (HTML with two pictures), /none (404).
// node server.mjs PORT; listens on 127.0.0.1, GET /counts says how often each path was asked for, and it stops by itself after three minutes.
import { createServer } from 'node:http';

const counts = new Map();
const server = createServer((request, response) => {
  const path = decodeURIComponent((request.url ?? '').split('?')[0]);
  if (path === '/counts') return void response.end(JSON.stringify(Object.fromEntries([...counts].sort())));
  const nth = (counts.get(path) ?? 0) + 1;
  counts.set(path, nth);
  const answer = (status, body, wait = 0, headers = {}) => setTimeout(() => response.writeHead(status, headers).end(body), wait);
  if (path === '/slow') answer(200, 'x'.repeat(200), 10 + ((nth * 37) % 50));
  else if (path === '/flaky') answer(nth % 7 === 0 ? 503 : 200, 'maybe');
  else if (path === '/err') answer(500, 'oops');
  else if (path === '/none') answer(404, 'nothing here');
  else if (path === '/broken') answer(200, nth % 4 === 0 ? 'broken' : 'whole');
  else if (path === '/moved') answer(302, '', 0, { location: '/fast' });
  else if (path === '/page') answer(200, '<html><img src="/a.png"><img src="/none"></html>', 2, { 'content-type': 'text/html' });
  else if (path === '/drop') request.socket.destroy();
  else answer(200, 'x'.repeat(120));
});
server.listen(Number(process.argv[2]), '127.0.0.1');
setTimeout(() => process.exit(0), 180_000);
