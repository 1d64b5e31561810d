// Reads server-sent events from a fetch response. Source: WHATWG HTML, 9.2.6 (event stream parsing).

/** Splits a stream of text into events; chunks may end anywhere. */
export class EventParser {
  #rest = "";
  #data = [];
  #id = null;

  /** Returns the events that `text` completes: `{id, data}`. */
  push(text) {
    const events = [];
    // A CR at the very end may be the first half of CRLF: it waits for the next chunk.
    const whole = this.#rest + text;
    const lines = whole.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    for (const line of lines) this.#line(line, events);
    return events;
  }

  #line(line, events) {
    if (line === "") {
      if (this.#data.length) events.push({ id: this.#id, data: this.#data.join("\n") });
      this.#data = [];
      return;
    }
    if (line.startsWith(":")) return;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.#data.push(value);
    else if (field === "id" && !value.includes("\0")) this.#id = value;
  }
}

/** Yields `{id, data}` of a response; `onBytes` is called for every chunk, comments included. */
export async function* events(response, { onBytes = () => {} } = {}) {
  const parser = new EventParser();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      yield* parser.push(value);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
