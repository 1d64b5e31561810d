// The conversation on screen: messages, the coach's steps, and replies that grow while they stream.

import { call } from "./api.js";
import { problemText } from "./dialog.js";
import { byId, el, icon, iconButton, speak, words } from "./dom.js";
import { showEvidence } from "./evidence.js";
import { renderProse } from "./prose.js";

const STEPS = {
  safety_in: "Reading your message", confirmation: "Reading your answer", router: "Choosing who answers", planner: "Planning your training",
  form_critic: "Looking at your form", nutrition: "Looking at your food",
  grounding: "Checking every number", safety_out: "Reading the reply over", memory: "Recalling what you told",
};
const TOOLS = {
  get_profile: "Your profile", log_sets: "Log sets", log_body_weight: "Log body weight",
  exercise_history: "Exercise history", next_load: "Next load", estimate_one_rep_max: "Estimated maximum",
  weekly_volume: "Weekly volume", active_programme: "Your programme", energy_targets: "Energy targets",
  food_lookup: "Food table", log_meal: "Log a meal", day_totals: "Totals of the day",
  weight_trend: "Body-weight trend", form_findings: "What the video shows", form_history: "Earlier videos",
  search_knowledge: "Knowledge notes", remember: "Remember", list_memories: "What you asked to keep in mind",
  forget_memory: "Forget", hand_off: "Ask another coach",
};
const BOTTOM_PX = 48;

function lookedAt(labels) {
  const named = labels.slice(0, 2).join(", ");
  return labels.length > 2 ? `${named} and ${labels.length - 2} more` : named;
}

export class Transcript {
  #list = byId("transcript");
  #scroll = byId("scroll");

  #pinned = true;

  constructor({ onVideo, onAnswer }) {
    Object.assign(this, { onVideo, onAnswer });
    this.#scroll.addEventListener("scroll", () => {
      const { scrollHeight, scrollTop, clientHeight } = this.#scroll;
      this.#pinned = scrollHeight - scrollTop - clientHeight < BOTTOM_PX;
    }, { passive: true });
  }

  clear() {
    this.#list.replaceChildren();
  }

  addQuestion(text, videoIds = []) {
    for (const open of this.#list.querySelectorAll(".decide")) open.remove();
    const chips = videoIds.map((id) => el("button", {
      type: "button", class: "chip", onclick: () => this.onVideo(id),
    }, icon("video"), "Video"));
    this.#list.append(el("li", { class: "turn mine" },
      el("span", { class: "hidden" }, "You said:"),
      el("p", { class: "bubble" }, text),
      chips.length ? el("div", { class: "chips" }, ...chips) : null));
    this.toBottom();
  }

  beginReply(runId) {
    const reply = new Reply(runId, () => this.#stay(), this.onAnswer);
    this.#list.append(reply.root);
    this.toBottom();
    return reply;
  }

  /** A stored reply. */
  addReply(message) {
    const reply = new Reply(message.run_id, () => {});
    reply.restore(message);
    this.#list.append(reply.root);
  }

  toBottom() {
    this.#pinned = true;
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
  }

  /** Stays at the end while text grows, unless the reader has scrolled up. */
  #stay() {
    if (this.#pinned) this.toBottom();
  }
}

export class Reply {
  #messages = new Map();
  #order = [];
  #facts = new Map();
  #spans = new Map();
  #tools = new Map();
  #said = 0;
  #drawing = false;
  #lookups = new Set();

  constructor(runId, onGrow, onAnswer = () => {}) {
    Object.assign(this, { runId, onGrow, onAnswer });
    this.summary = el("span", {}, "Reading your message");
    this.steps = el("ol");
    this.details = el("details", { class: "steps" }, el("summary", {}, icon("chevron"), this.summary), this.steps);
    this.body = el("div", { class: "reply" });
    this.foot = el("div", { class: "turn-foot", hidden: true });
    this.root = el("li", { class: "turn busy", "aria-busy": "true" },
      el("span", { class: "hidden" }, "Your coach:"), this.details, this.body, this.foot);
  }

  get text() {
    return this.#order.map((id) => this.#messages.get(id)).join("\n\n");
  }

  restore(message) {
    this.#messages.set(message.id, message.text);
    this.#order = [message.id];
    for (const fact of message.facts) this.#facts.set(fact.id, fact);
    this.#spans.set(message.id, message.evidence.map(({ start, end, fact_ids: factIds }) => ({ start, end, factIds })));
    this.#settle();
    this.details.hidden = true;
    this.#draw();
    this.#addFeedback();
  }

  /** Takes one AG-UI event. */
  take(event) {
    switch (event.type) {
      case "STEP_STARTED": this.#now(STEPS[event.stepName] ?? words(event.stepName)); break;
      case "TOOL_CALL_START": this.#toolStarted(event); break;
      case "TOOL_CALL_RESULT": this.#toolAnswered(event); break;
      case "TEXT_MESSAGE_START": this.#open(event.messageId); break;
      case "TEXT_MESSAGE_CONTENT":
        this.#open(event.messageId);
        this.#messages.set(event.messageId, this.#messages.get(event.messageId) + event.delta);
        this.#now("Writing");
        this.#redraw();
        this.#speakSentences();
        break;
      case "CUSTOM": this.#custom(event.name, event.value); break;
      case "RUN_FINISHED":
        this.#finish(event.result?.cancelled ? "Stopped" : null);
        for (const interrupt of event.outcome?.interrupts ?? []) this.#decide(interrupt);
        break;
      case "RUN_ERROR": this.fail({ message: event.message, wayOut: "" }); break;
      default: break;
    }
  }

  #open(id) {
    if (this.#messages.has(id)) return;
    this.#messages.set(id, "");
    this.#order.push(id);
  }

  #custom(name, value) {
    if (name === "facts") for (const fact of value.facts) this.#facts.set(fact.id, fact);
    else if (name === "evidence") {
      const spans = this.#spans.get(value.messageId) ?? [];
      spans.push({ start: value.start, end: value.end, factIds: value.factIds });
      this.#spans.set(value.messageId, spans);
      this.#redraw();
    } else if (name === "superseded") {
      this.#messages.delete(value.messageId);
      this.#order = this.#order.filter((id) => id !== value.messageId);
      this.#said = 0;
      this.#redraw();
    } else if (name === "progress") {
      this.#now(value.total ? `${words(value.what)}: ${Math.round((100 * value.done) / value.total)} %` : words(value.what));
    }
  }

  #now(text) {
    this.summary.textContent = text;
  }

  #toolStarted(event) {
    const label = TOOLS[event.toolCallName] ?? words(event.toolCallName);
    const result = el("span");
    const item = el("li", {}, el("b", {}, label), result);
    this.#tools.set(event.toolCallId, result);
    this.steps.append(item);
    this.#lookups.add(label);
    this.#now(`${label} …`);
    this.onGrow();
  }

  #toolAnswered(event) {
    const result = this.#tools.get(event.toolCallId);
    if (result && event.content) result.textContent = `: ${event.content}`;
  }

  #redraw() {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      this.#draw();
      this.onGrow();
    });
  }

  /** Messages of one run are drawn one below the other, each with its own offsets. */
  #draw() {
    while (this.body.children.length > this.#order.length) this.body.lastElementChild.remove();
    this.#order.forEach((id, index) => {
      const part = this.body.children[index] ?? this.body.appendChild(el("div", { class: "reply" }));
      renderProse(part, this.#messages.get(id), this.#spans.get(id) ?? [], (span, piece) => this.#mark(span, piece));
    });
  }

  #mark(span, piece) {
    // A <button> is laid out as a box and breaks the line around it; this flows with the words.
    const show = () => showEvidence(number, span, this.#facts);
    const number = el("span", {
      role: "button", tabindex: "0", class: "evidence", "aria-haspopup": "dialog", "aria-expanded": "false",
      title: "Where this comes from", onclick: show,
      onkeydown: (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        show();
      },
    }, piece);
    return number;
  }

  /** Reads whole sentences out, so that a screen reader is not fed half words. */
  #speakSentences() {
    const rest = this.text.slice(this.#said);
    const end = Math.max(rest.lastIndexOf(". "), rest.lastIndexOf("? "), rest.lastIndexOf("! "), rest.lastIndexOf("\n"));
    if (end < 0) return;
    speak(rest.slice(0, end + 1));
    this.#said += end + 1;
  }

  #settle() {
    this.root.classList.remove("busy");
    this.root.removeAttribute("aria-busy");
    if (this.#lookups.size) this.#now(lookedAt([...this.#lookups]));
    else this.details.hidden = true;
  }

  #finish(note) {
    this.#settle();
    this.#draw();
    speak(this.text.slice(this.#said));
    speak(note ? "Reply stopped." : "Reply complete.");
    if (this.#order.length) this.#addFeedback();
    if (note) {
      this.foot.hidden = false;
      this.foot.append(el("span", { class: "note" }, note));
    }
    this.onGrow();
  }

  /** Lets the athlete answer what the reply ended with; typing yes or no does the same. */
  #decide(interrupt) {
    const answer = (text, approved, kind) => el("button", {
      type: "button", class: `button ${kind}`.trim(), onclick: () => this.onAnswer(interrupt, approved),
    }, text);
    this.root.append(el("div", { class: "decide", role: "group", "aria-label": interrupt.message ?? "Your answer" },
      answer("Yes", true, "primary"), answer("No", false, "")));
    this.onGrow();
  }

  /** Shows what went wrong below what was already written. */
  fail(problem, retry = null) {
    this.#settle();
    this.#draw();
    this.root.querySelector(".problem")?.remove();
    this.root.append(el("div", { class: "problem", role: "alert" }, icon("alert"),
      el("span", {}, problemText(problem)),
      retry ? el("button", { type: "button", class: "button", onclick: () => { this.root.remove(); retry(); } }, "Try again") : null));
    this.onGrow();
  }

  #addFeedback() {
    const up = iconButton("up", "Good reply", () => this.#rate(true, up, down), { "aria-pressed": "false" });
    const down = iconButton("down", "Bad reply", () => this.#rate(false, down, up), { "aria-pressed": "false" });
    this.foot.replaceChildren(up, down);
    this.foot.hidden = false;
  }

  async #rate(good, pressed, other) {
    this.foot.querySelector(".note")?.remove();
    try {
      await call("POST", "/v1/feedback", { json: { run_id: this.runId, up: good } });
      pressed.setAttribute("aria-pressed", "true");
      other.setAttribute("aria-pressed", "false");
      this.foot.append(el("span", { class: "note", role: "status" }, "Thank you."));
    } catch (problem) {
      this.foot.append(el("span", { class: "note error", role: "alert" }, problemText(problem)));
    }
  }
}
