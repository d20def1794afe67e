import { createServer } from 'node:http2';
// HTTP/2 without TLS: mixed (10 to 40 ms, one in ten 503, one in twenty a reset stream).
let count = 0;
createServer()
  .on('stream', (stream) => {
    count++;
    stream.on('error', () => undefined);
    if (count % 20 === 0) return stream.close(2);
    const status = count % 10 === 5 ? 503 : 200;
    setTimeout(() => { if (!stream.destroyed) { stream.respond({ ':status': status }); stream.end('x'.repeat(100)); } }, 10 + (count * 7) % 31);
  })
  .listen(Number(process.argv[2]), '127.0.0.1');
setTimeout(() => process.exit(0), 120_000);
