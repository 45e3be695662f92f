// Runs the server audits of the npm package graphql-http, and prints their results as JSON.
// node audits.mjs NODE_MODULES URL HEADERS: HEADERS is a JSON object of headers that every request gets.
import { createRequire } from "node:module";

const [modules, url, headers] = process.argv.slice(2);
const { serverAudits } = createRequire(`${modules}/`)("graphql-http");
const fetchFn = (address, options = {}) =>
  fetch(address, { ...options, headers: { ...JSON.parse(headers), ...options.headers } });

const results = [];
for (const audit of serverAudits({ url, fetchFn })) {
  const { id, name, status, reason } = await audit.fn();
  results.push({ id, name, status, reason });
}
console.log(JSON.stringify(results));
