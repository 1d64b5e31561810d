// Calls the API with the session's token; whatever goes wrong arrives as one `Problem`.

import { token } from "./session.js";

const OFFLINE = "The server cannot be reached.";

export class Problem extends Error {
  constructor({ status = 0, code = "offline", detail = OFFLINE, way_out = "", errors = [] } = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.wayOut = way_out || (code === "offline" ? "Check that fitholic is running, then try again." : "");
    this.fields = errors ?? [];
  }
}

export const isAbort = (error) => error?.name === "AbortError";

let onSignedOut = () => {};
export const whenSignedOut = (callback) => { onSignedOut = callback; };

const authorization = () => ({ Authorization: `Bearer ${token() ?? ""}` });

async function problemOf(status, read) {
  const body = await read().catch(() => ({}));
  if (status === 401) onSignedOut();
  return new Problem({
    status, code: body.code ?? "unexpected", detail: body.detail ?? `The server answered ${status}.`,
    way_out: body.way_out, errors: body.errors,
  });
}

/** A raw response, for streams. */
export async function open(method, path, { json, headers = {}, signal } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method, signal, cache: "no-store",
      headers: {
        ...authorization(), ...headers,
        ...(json === undefined ? {} : { "Content-Type": "application/json" }),
      },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new Problem();
  }
  if (!response.ok) throw await problemOf(response.status, () => response.json());
  return response;
}

export async function call(method, path, options) {
  const response = await open(method, path, options);
  return response.status === 204 ? null : response.json();
}

/** Sends a form with a file; `fetch` cannot report upload progress, XMLHttpRequest can. */
export function upload(path, form, { onProgress = () => {}, signal } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("Authorization", authorization().Authorization);
    request.responseType = "text";
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = async () => {
      const read = async () => JSON.parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(await read());
      else reject(await problemOf(request.status, read));
    };
    request.onerror = () => reject(new Problem());
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}
