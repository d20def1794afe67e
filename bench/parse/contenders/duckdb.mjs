// DuckDB: count, failures and percentiles per label, in one query. `approx` takes its t-digest in place of exact quantiles.
import { DuckDBInstance } from '@duckdb/node-api';

const [path, format, threads, kind] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
const file = `'${path.replaceAll("'", "''")}'`;
const quantile = kind === 'approx' ? 'approx_quantile' : 'quantile_cont';
const query =
  format === 'jtl'
    ? `SELECT label, count(*), count(*) FILTER (NOT success), ${quantile}(elapsed, [0.5, 0.95, 0.99]) FROM read_csv(${file}, header = true) GROUP BY label`
    : `SELECT data.tags.name, count(*) FILTER (metric = 'http_req_duration'), sum(data.value) FILTER (metric = 'http_req_failed'),
         ${quantile}(data.value, [0.5, 0.95, 0.99]) FILTER (metric = 'http_req_duration')
       FROM read_json(${file}, format = 'newline_delimited',
         columns = {metric: 'VARCHAR', type: 'VARCHAR', data: 'STRUCT(value DOUBLE, tags STRUCT(name VARCHAR))'})
       WHERE type = 'Point' AND metric IN ('http_req_duration', 'http_req_failed') GROUP BY 1`;
const answer = await connection.runAndReadAll(query);
const rows = answer
  .getRowsJson()
  .map(([name, requests, failures, quantiles]) => [name, Number(requests), Number(failures), ...quantiles.map(Number)]);
console.log(JSON.stringify({ rows, maxRssKb: process.resourceUsage().maxRSS }));
process.exit(0);
