// The server that the runs in this folder were made against: `node server.mjs [port]`, loopback only.
//   /fast   200 at once            /slow  200 after 10 to 70 ms    /flaky  503 one time in ten
//   /err    always 500             /drop  closes the socket without an answer
import { createServer } from 'node:http';

const answers = {
  '/fast': (reply) => reply(200),
  '/slow': (reply) => setTimeout(() => reply(200), 10 + Math.random() * 60),
  '/flaky': (reply) => reply(Math.random() < 0.1 ? 503 : 200),
  '/err': (reply) => reply(500),
  '/drop': (reply, request) => request.socket.destroy(),
};

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://127.0.0.1');
  const answer = answers[pathname] ?? ((reply) => reply(404));
  const reply = (status) => {
    response.writeHead(status, { 'content-type': 'text/plain' });
    response.end('x'.repeat(pathname.length * 20));
  };
  request.resume();
  answer(reply, request);
});

server.listen(Number(process.argv[2] ?? 8899), '127.0.0.1');
