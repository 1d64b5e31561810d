// Holds a conversation with the stock AG-UI client and prints what it saw as one JSON object.
//
// Input (standard input): {"url", "token", "threadId", "messages": ["..."], "forwardedProps"?}.
// Each message is one run. `verified` counts the events that the client's own verifier let pass;
// `verifierBites` says whether the same events with a closing event left out are refused.

import { HttpAgent, verifyEvents } from "@ag-ui/client";
import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { from, lastValueFrom, toArray } from "rxjs";

const request = JSON.parse(readFileSync(0, "utf8"));
const agent = new HttpAgent({
  url: `${request.url}/v1/runs`,
  headers: { Authorization: `Bearer ${request.token}` },
  threadId: request.threadId,
});

const verify = (events) => lastValueFrom(from(events).pipe(verifyEvents(false), toArray()));

const runs = [];
for (const content of request.messages) {
  agent.addMessage({ id: randomUUID(), role: "user", content });
  const events = [];
  const custom = [];
  let failure = null;
  const subscriber = {
    onEvent: ({ event }) => void events.push(event),
    onCustomEvent: ({ event }) => void custom.push(event.name),
    onRunFailed: ({ error }) => void (failure = String(error)),
  };
  const parameters = { runId: randomUUID(), forwardedProps: request.forwardedProps ?? {} };
  await agent.runAgent(parameters, subscriber).catch((error) => (failure ??= String(error)));
  const verified = (await verify(events)).length;
  const open = events.filter((event) => event.type !== "TEXT_MESSAGE_END");
  const verifierBites = await verify(open).then(
    () => false,
    () => true,
  );
  runs.push({ types: events.map((event) => event.type), custom, failure, verified, verifierBites });
}
process.stdout.write(JSON.stringify({ runs, messages: agent.messages }));
