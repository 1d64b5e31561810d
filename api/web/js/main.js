// Puts the page together: session, threads, the open conversation and the run in it.

import { Problem, call, whenSignedOut } from "./api.js";
import { Composer } from "./composer.js";
import { showConsents, withConsent } from "./consent.js";
import { button, problemText, showDialog } from "./dialog.js";
import { byId, el, icon } from "./dom.js";
import { importLog } from "./imports.js";
import { Run } from "./run.js";
import { forget, redeemAddress, signInWith, token } from "./session.js";
import { Threads } from "./threads.js";
import { Transcript } from "./transcript.js";
import { Attachments, showFindings } from "./videos.js";

const STARTERS = [
  ["send", "What should I do next session?", (page) => page.composer.fill("What should I do next session?")],
  ["video", "Look at a video of my set", () => byId("video-file").click()],
  ["file", "Import my training log", () => byId("log-file").click()],
  ["check", "How is my squat progressing?", (page) => page.composer.fill("How is my squat progressing?")],
];

class Page {
  threadId = crypto.randomUUID();
  run = null;

  constructor() {
    this.transcript = new Transcript({
      onVideo: showFindings, onAnswer: (interrupt, approved) => this.answer(interrupt, approved),
    });
    this.attachments = new Attachments({ onChange: () => { this.composer.waiting = this.attachments.busy; } });
    this.threads = new Threads({
      onOpen: (id) => this.openThread(id),
      onDeleted: (id) => { if (id === this.threadId) this.newThread(); },
      onProblem: (problem) => this.notice(problemText(problem), { bad: true }),
    });
    this.composer = new Composer({
      onSend: (text) => this.send(text),
      onStop: () => this.stop(),
      onVideo: (file) => this.attachments.add(file),
      onLog: (file) => this.importLog(file),
    });
    byId("new-thread").addEventListener("click", () => { this.threads.toggle(false); this.newThread(); });
    byId("model").addEventListener("click", () => this.explainModel());
    byId("consents").addEventListener("click", () => { this.threads.toggle(false); showConsents(); });
    addEventListener("popstate", () => this.openFromAddress());
    addEventListener("offline", () => this.notice("You are offline. Replies go on and are fetched when you are back.", {}));
    addEventListener("online", () => this.notice(null));
    this.#starters();
  }

  async begin() {
    byId("door").hidden = true;
    byId("app").hidden = false;
    this.readModel();
    // First of all: whoever types at once must not lose the message to a thread that opens later.
    await this.openFromAddress();
  }

  #starters() {
    byId("starters").replaceChildren(...STARTERS.map(([name, text, act]) => el("li", {},
      el("button", { type: "button", onclick: () => act(this) }, icon(name), text))));
  }

  openFromAddress() {
    const id = idIn(location.hash);
    return id ? this.openThread(id, { push: false }) : this.newThread({ push: false });
  }

  #leave() {
    this.run?.leave();
    this.run = null;
    this.composer.running = false;
    this.attachments.clear();
    this.transcript.clear();
    this.notice(null);
  }

  newThread({ push = true } = {}) {
    this.#leave();
    this.threadId = crypto.randomUUID();
    this.threads.current = null;
    this.threads.refresh();
    if (push) history.pushState(null, "", location.pathname);
    this.#title("New conversation");
    byId("welcome").hidden = false;
    this.composer.focusIfDesktop();
  }

  async openThread(id, { push = true } = {}) {
    this.#leave();
    this.threadId = id;
    this.threads.current = id;
    if (push) history.pushState(null, "", `#${encodeURIComponent(id)}`);
    byId("welcome").hidden = true;
    const path = `/v1/threads/${encodeURIComponent(id)}`;
    this.composer.waiting = true;
    try {
      const [thread, messages] = await Promise.all([call("GET", path), call("GET", `${path}/messages`)]);
      if (this.threadId !== id) return;
      this.#title(thread.title);
      this.#restore(messages, thread.active_run);
    } catch (problem) {
      if (problem.status === 404) this.newThread({ push: true });
      this.notice(problemText(problem), { bad: true });
    } finally {
      this.composer.waiting = this.attachments.busy;
    }
    this.threads.refresh();
    this.composer.focusIfDesktop();
  }

  #restore(messages, active) {
    for (const message of messages) {
      if (message.role === "user") this.transcript.addQuestion(message.text, message.video_ids);
      else if (message.run_id !== active?.id) this.transcript.addReply(message);
    }
    this.transcript.toBottom();
    if (active) this.#follow(active.id, (run) => run.resume());
  }

  #title(text) {
    byId("thread-title").textContent = text;
    document.title = text === "New conversation" ? "fitholic" : `${text} · fitholic`;
  }

  send(text) {
    const videoIds = this.attachments.readyIds;
    const message = { messageId: crypto.randomUUID(), text, videoIds };
    byId("welcome").hidden = true;
    this.notice(null);
    this.attachments.clear();
    this.transcript.addQuestion(text, videoIds);
    if (this.threads.current === null) {
      this.threads.current = this.threadId;
      history.replaceState(null, "", `#${encodeURIComponent(this.threadId)}`);
      this.#title(text.slice(0, 80));
    }
    this.#ask(message);
  }

  /** Answers the question that the last reply ended with. */
  answer(interrupt, approved) {
    if (this.run) return;
    const text = approved ? "Yes" : "No";
    const resume = { interruptId: interrupt.id, status: "resolved", payload: { approved } };
    this.transcript.addQuestion(text);
    this.#ask({ messageId: crypto.randomUUID(), text, resume });
  }

  #ask(message) {
    const again = () => this.#ask(message);
    this.#follow(crypto.randomUUID(), (run) => withConsent("training", () => run.start(message)), again);
  }

  /** Shows a run from `drive` to its end. */
  async #follow(runId, drive, again = null) {
    const reply = this.transcript.beginReply(runId);
    const run = new Run({
      threadId: this.threadId, runId,
      onEvent: (event) => { this.#watch(event); reply.take(event); },
      onConnection: (state) => this.#connection(state),
    });
    this.run = run;
    this.composer.running = true;
    try {
      await drive(run);
    } catch (problem) {
      if (this.run === run) reply.fail(problem instanceof Problem ? problem : new Problem({ code: "page", detail: String(problem) }), again);
    }
    if (this.run !== run) return;
    this.run = null;
    this.composer.running = false;
    this.#connection("open");
    this.threads.refresh();
  }

  #watch(event) {
    if (event.type === "CUSTOM" && event.name === "bundle") this.showModel(event.value.model, event.value.noLanguageModel);
  }

  #connection(state) {
    if (state === "lost") this.notice("Connection lost. Reconnecting …");
    else if (navigator.onLine) this.notice(null);
  }

  async stop() {
    try {
      await this.run?.cancel();
    } catch (problem) {
      this.notice(problemText(problem), { bad: true });
    }
  }

  async importLog(file) {
    if (await importLog(file)) this.composer.fill("What should I do next session?");
    else this.composer.focus();
  }

  notice(text, { bad = false } = {}) {
    const bar = byId("notice");
    bar.hidden = !text;
    bar.classList.toggle("bad", bad);
    bar.replaceChildren(...(text ? [el("span", {}, text)] : []));
  }

  /** Says before the first message whether a language model is in use. */
  async readModel() {
    const response = await fetch("/readyz", { cache: "no-store" }).catch(() => null);
    const ready = await response?.json().catch(() => null);
    if (ready?.model?.name) this.showModel(ready.model.name, ready.model.no_language_model);
  }

  showModel(name, none) {
    this.model = { name, none };
    const pill = byId("model");
    pill.hidden = false;
    pill.classList.toggle("plain", none);
    pill.textContent = none ? "No language model" : name.split(":").at(-1);
  }

  explainModel() {
    const { name, none } = this.model;
    const text = none
      ? "No language model is in use. Replies are put together by fixed rules from your log, your videos and published formulas. Set GOOGLE_API_KEY and restart to talk to Gemini."
      : `Replies are written by ${name}. Numbers still come only from your data and published formulas.`;
    const { close } = showDialog({
      title: none ? "No language model" : "Language model", body: [el("p", {}, text)],
      actions: [button("Sign out", () => { close(); forget(); showDoor(); }), button("Close", () => close(), "primary")],
    });
  }
}

/** The thread an address names; an address that was cut or mistyped names none. */
function idIn(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}

function showDoor(error = null) {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  byId("app").hidden = true;
  byId("door").hidden = false;
  byId("door-error").hidden = !error;
  byId("door-error").textContent = error ?? "";
}

async function main() {
  let page = null;
  const enter = async () => { page ??= new Page(); await page.begin(); };
  whenSignedOut(() => { forget(); showDoor("Your session has ended."); });
  byId("door-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const error = await signInWith(byId("door-token").value);
    byId("door-token").value = "";
    if (error) showDoor(error);
    else await enter();
  });
  const error = await redeemAddress();
  if (token() && !error) await enter();
  else showDoor(error);
}

await main();
