// k6 run grpc.js: gRPC alone.
import grpc from 'k6/net/grpc';

const client = new grpc.Client();
client.load([], 'hello.proto');
export const options = { vus: 2, iterations: 10 };

export default function () {
  client.connect(`127.0.0.1:${Number(__ENV.PORT || 20106) + 1}`, { plaintext: true });
  client.invoke('loadline.Hello/Say', { value: 1 });
  client.invoke('loadline.Hello/Fail', { value: 1 });
  client.close();
}
