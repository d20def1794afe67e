// k6 run -o experimental-prometheus-rw --tag testid=native test.js
import http from 'k6/http';
import { group } from 'k6';

export const options = { vus: 3, duration: '5s' };
const base = 'http://127.0.0.1:18999';
export default function () {
  http.get(`${base}/fast`, { tags: { name: '/fast' } });
  http.get(`${base}/slow`, { tags: { name: 'slow "quoted" | x' } });
  group('checkout', () => {
    http.post(`${base}/flaky`, 'x', { tags: { name: '/flaky' } });
  });
  if (__ITER % 5 === 0) http.get(`${base}/drop`, { tags: { name: '/drop' } });
}
