import { createServer } from 'node:http';
// hang: never answers; short: closes after half of the body, every second time; lengths: bodies of differing lengths, one redirect in ten, one 404 in ten.
let count = 0;
createServer((request, response) => {
  count++;
  if (request.url.startsWith('/hang')) return;
  if (request.url.startsWith('/half')) {
    if (count % 2) return response.writeHead(200, { 'content-length': 100 }).end('x'.repeat(100));
    response.writeHead(200, { 'content-length': 100 });
    response.write('x'.repeat(50));
    return setTimeout(() => request.socket.destroy(), 5);
  }
  if (request.url.startsWith('/reset') && count % 4 === 0) return request.socket.resetAndDestroy();
  const status = count % 10 === 0 ? 302 : count % 10 === 5 ? 404 : 200;
  response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('x'.repeat(count % 3 + 1));
}).listen(Number(process.argv[2]), '127.0.0.1');
setTimeout(() => process.exit(0), 120_000);
