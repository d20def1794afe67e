// A small server for k6: /fast, /slow (5-30 ms), /flaky (every 7th 503), /err (500), /missing (404), /drop (closes the socket),
// a web socket that echoes at /ws, and on the next port gRPC: loadline.Hello/Say answers, loadline.Hello/Fail does not.
// node server.mjs PORT; listens on 127.0.0.1 and stops by itself after two minutes. GET /counts says what was counted per path since
// the last /reset.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';

const port = Number(process.argv[2]);
let seed = 7;
const random = () => ((seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff);
let counts = new Map();
let flaky = 0;

const server = createServer((request, response) => {
  const path = (request.url ?? '').split('?')[0];
  if (path === '/counts') return response.end(JSON.stringify(Object.fromEntries([...counts].sort())));
  if (path === '/reset') {
    counts = new Map();
    flaky = 0;
    return response.end();
  }
  counts.set(`${request.method} ${path}`, (counts.get(`${request.method} ${path}`) ?? 0) + 1);
  const answer = (status, body, wait = 0) => setTimeout(() => response.writeHead(status).end(body), wait);
  if (path.startsWith('/slow')) answer(200, 'x'.repeat(200), 5 + 25 * random());
  else if (path.startsWith('/flaky')) answer(++flaky % 7 === 0 ? 503 : 200, 'maybe');
  else if (path.startsWith('/err')) answer(500, 'oops');
  else if (path.startsWith('/missing')) answer(404, 'none');
  else if (path.startsWith('/drop')) request.socket.destroy();
  else answer(200, 'x'.repeat(120));
});

server.on('upgrade', (request, socket) => {
  counts.set('WS /ws', (counts.get('WS /ws') ?? 0) + 1);
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
  socket.on('error', () => undefined);
  socket.on('data', (frame) => {
    const opcode = frame[0] & 15;
    if (opcode === 8) return socket.end(Buffer.from([0x88, 0x02, 0x03, 0xe8]));
    const length = frame[1] & 127;
    const mask = frame.subarray(2, 6);
    const payload = Buffer.from(frame.subarray(6, 6 + length).map((byte, index) => byte ^ mask[index % 4]));
    socket.write(Buffer.concat([Buffer.from([0x80 | (opcode === 9 ? 10 : opcode), length]), payload]));
  });
});

const grpc = createHttp2Server();
grpc.on('stream', (stream, headers) => {
  const path = String(headers[':path']);
  counts.set(`GRPC ${path}`, (counts.get(`GRPC ${path}`) ?? 0) + 1);
  stream.on('error', () => undefined);
  stream.resume();
  stream.on('end', () => {
    const failed = path.endsWith('/Fail');
    stream.respond({ ':status': 200, 'content-type': 'application/grpc+proto' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': failed ? '14' : '0', 'grpc-message': failed ? 'not now' : '' }));
    // One message: no compression, two bytes long, field 1 = 1.
    setTimeout(() => stream.end(failed ? undefined : Buffer.from([0, 0, 0, 0, 2, 8, 1])), 3);
  });
});

server.listen(port, '127.0.0.1');
grpc.listen(port + 1, '127.0.0.1');
setTimeout(() => process.exit(0), 120_000);
