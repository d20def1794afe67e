// k6 run ws.js: web sockets alone.
import ws from 'k6/ws';

export const options = { vus: 2, iterations: 6 };

export default function () {
  ws.connect(`ws://127.0.0.1:${__ENV.PORT || 20106}/ws`, null, (socket) => {
    socket.on('open', () => {
      socket.send('hello');
      socket.ping();
    });
    socket.on('message', () => socket.close());
    socket.setTimeout(() => socket.close(), 500);
  });
  if (__ITER === 0) ws.connect('ws://127.0.0.1:1/nobody', null, () => undefined);
}
