// One turn of the coach: starts it, follows its events, and comes back after a dropped connection.

import { Problem, call, isAbort, open } from "./api.js";
import { events } from "./sse.js";

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 8_000;
const GIVE_UP_AFTER = 40;
const RESEND_AT_MOST = 3;
// The server sends a comment every 10 s: a stream silent for longer than two of them is dead.
const SILENCE_MS = 25_000;
const LAST = new Set(["RUN_FINISHED", "RUN_ERROR"]);

/** Whether frame id `a` (`<epoch>-<seq>.<n>`) stands after `b`. */
export function isAfter(a, b) {
  if (b === null) return true;
  const [x, y] = [a, b].map((id) => id.split(/[-.]/).map(Number));
  for (let i = 0; i < 3; i += 1) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference) return difference > 0;
  }
  return false;
}

export class Run {
  #lastId = null;
  #ended = false;
  #abort = null;
  #wake = () => {};

  constructor({ threadId, runId, onEvent, onConnection = () => {} }) {
    Object.assign(this, { threadId, runId, onEvent, onConnection });
  }

  /** Sends a message, or with it the answer to the coach's question, and follows the run to its end. */
  async start({ messageId, text, videoIds = [], now = null, resume = null }) {
    const body = {
      threadId: this.threadId, runId: this.runId, state: {}, tools: [], context: [],
      messages: [{ id: messageId, role: "user", content: text }],
      ...(resume ? { resume: [resume] } : {}),
      forwardedProps: { ...(videoIds.length ? { videoIds } : {}), ...(now ? { now } : {}) },
    };
    const begin = () => open("POST", "/v1/runs", {
      json: body, headers: { Accept: "text/event-stream" }, signal: this.#abort.signal,
    });
    await this.#follow(begin, begin);
  }

  /** Follows a run that was started before, from its first event. */
  async resume() {
    await this.#follow(null, null);
  }

  async cancel() {
    await call("POST", `/v1/runs/${encodeURIComponent(this.runId)}/cancel`);
  }

  /** Stops watching; the run itself goes on. */
  leave() {
    this.#ended = true;
    this.#abort?.abort();
    this.#wake();
  }

  async #follow(first, again) {
    let connect = first ?? (() => this.#reopen());
    let failures = 0;
    let resent = 0;
    const online = () => this.#wake();
    addEventListener("online", online);
    try {
      while (!this.#ended) {
        this.#abort = new AbortController();
        const before = this.#lastId;
        try {
          await this.#read(await connect());
        } catch (error) {
          if (this.#ended) return;
          if (this.#isFinal(error)) throw error;
          if (error.status === 404) {
            // The message never arrived: send it. A run that was seen and is gone was deleted.
            if (!again || this.#lastId !== null || resent >= RESEND_AT_MOST) throw error;
            connect = again;
            resent += 1;
            continue;
          }
        }
        if (this.#ended) return;
        failures = this.#lastId === before ? failures + 1 : 1;
        if (failures > GIVE_UP_AFTER) throw new Problem();
        this.onConnection("lost");
        await this.#pause(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)));
        connect = () => this.#reopen();
      }
    } finally {
      removeEventListener("online", online);
    }
  }

  /** An answer that trying again would not change. */
  #isFinal(error) {
    if (isAbort(error) || !(error instanceof Problem)) return !isAbort(error) && !(error instanceof TypeError);
    return error.status >= 400 && error.status < 500 && error.status !== 404;
  }

  #reopen() {
    const headers = { Accept: "text/event-stream" };
    if (this.#lastId !== null) headers["Last-Event-ID"] = this.#lastId;
    const path = `/v1/runs/${encodeURIComponent(this.runId)}/events`;
    return open("GET", path, { headers, signal: this.#abort.signal });
  }

  async #read(response) {
    this.onConnection("open");
    let timer = null;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#abort.abort(), SILENCE_MS);
    };
    alive();
    try {
      for await (const { id, data } of events(response, { onBytes: alive })) {
        if (id !== null && !isAfter(id, this.#lastId)) continue;
        if (id !== null) this.#lastId = id;
        const event = JSON.parse(data);
        this.#ended = LAST.has(event.type);
        this.onEvent(event);
        if (this.#ended) return;
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #pause(ms) {
    const jittered = ms * (0.75 + Math.random() / 2);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, jittered);
      this.#wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}
