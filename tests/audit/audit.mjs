// Runs every audit of graphql-http's own suite against the address that is given and prints the results as JSON.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2] });
const lines = await Promise.all(
  results.map(async ({ id, name, status, reason, response }) => ({
    id,
    name,
    status,
    reason: reason ?? null,
    answer: response ? { status: response.status, body: await response.text().catch(() => null) } : null,
  })),
);
console.log(JSON.stringify(lines));
