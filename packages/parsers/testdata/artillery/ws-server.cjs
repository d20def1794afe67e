const WebSocketServer = require("ws").Server;
new WebSocketServer({ port: 20102, host: '127.0.0.1' }).on('connection', (s) => s.on('message', () => s.send('ok')));
setTimeout(() => process.exit(0), 60000);
