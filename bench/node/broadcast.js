// graphql-ws' own server (`node broadcast.js PORT FILE`): the event of a message, to all who subscribe, GET /N times.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

import { buildSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

const [port, file] = process.argv.slice(2);
const event = JSON.parse(readFileSync(file, "utf8")).payload.data.commentActivity;
const schema = buildSchema(`
  scalar Cursor
  type Query { ok: Boolean }
  type Subscription { commentActivity(postId: ID!, after: Cursor): CommentActivity! }
  union CommentActivity = Subscribed | CommentAdded
  type Subscribed { cursor: Cursor! }
  type CommentAdded { cursor: Cursor! comment: Comment! commentCount: Int! }
  type Comment { id: ID! version: Int! body: String author: User }
  type User { username: String! displayName: String! }
`);
const listeners = new Set();

async function* commentActivity() {
  const waiting = [{ __typename: "Subscribed", cursor: event.cursor }];
  let wake = () => {};
  const hear = () => {
    waiting.push(event);
    wake();
  };
  listeners.add(hear);
  try {
    for (;;) {
      while (waiting.length) yield { commentActivity: waiting.shift() };
      await new Promise((resolve) => (wake = resolve));
    }
  } finally {
    listeners.delete(hear);
  }
}

const server = createServer((request, response) => {
  for (let times = Number(request.url.slice(1)); times > 0; times--) for (const hear of listeners) hear();
  response.end();
});
// No pings: whoever tells so much at once would take those who listen for gone.
useServer({ schema, roots: { subscription: { commentActivity } } }, new WebSocketServer({ server, path: "/graphql" }), 0);
server.listen(Number(port), "127.0.0.1");
