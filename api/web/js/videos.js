// Videos: attach, upload with progress, follow the analysis, look at what was measured.

import { call, isAbort, open, upload } from "./api.js";
import { withConsent } from "./consent.js";
import { button, problemText, showDialog } from "./dialog.js";
import { byId, el, icon, iconButton, niceBytes, speak, words } from "./dom.js";
import { events } from "./sse.js";

const RETRY_MS = 1_500;
const FINAL = new Set(["analysed", "failed"]);

/** The videos that go with the next message. */
export class Attachments {
  #items = new Set();
  #list = byId("attachments");

  constructor({ onChange }) {
    this.onChange = onChange;
  }

  get readyIds() {
    return [...this.#items].filter((one) => one.status === "analysed").map((one) => one.id);
  }

  get busy() {
    return [...this.#items].some((one) => !FINAL.has(one.status));
  }

  clear() {
    for (const item of this.#items) item.abort.abort();
    this.#items.clear();
    this.#show();
  }

  /** Asks what the video shows, then uploads and follows it. */
  async add(file) {
    const details = await askDetails(file);
    if (!details) return;
    const item = new Attachment(file, () => this.#remove(item), this.onChange);
    this.#items.add(item);
    this.#show();
    await item.run(details);
  }

  #remove(item) {
    item.abort.abort();
    this.#items.delete(item);
    this.#show();
    byId("message").focus();
  }

  #show() {
    this.#list.replaceChildren(...[...this.#items].map((one) => one.root));
    this.#list.hidden = this.#items.size === 0;
    this.onChange();
  }
}

class Attachment {
  id = null;
  status = "uploading";
  abort = new AbortController();

  constructor(file, onRemove, onChange) {
    this.file = file;
    this.onChange = onChange;
    this.note = el("small", { role: "status" }, "Uploading");
    this.bar = el("progress", { max: 100, value: 0, "aria-label": `Progress of ${file.name}` });
    this.root = el("li", { class: "attachment" }, icon("video"),
      el("div", {}, el("span", { class: "file-name" }, file.name), this.note, this.bar),
      iconButton("close", `Remove ${file.name}`, onRemove));
  }

  async run(details) {
    try {
      const video = await withConsent("form_video", () => this.#upload(details));
      this.id = video.id;
      this.#move("analysing", "Analysing");
      this.bar.removeAttribute("value");
      await this.#follow();
      const found = await call("GET", `/v1/videos/${this.id}/findings`, { signal: this.abort.signal });
      this.#done(found.analysis);
    } catch (problem) {
      if (isAbort(problem)) return;
      this.#fail(problemText(problem));
    }
  }

  #upload(details) {
    const form = new FormData();
    for (const [name, value] of Object.entries(details)) if (value) form.append(name, value);
    form.append("file", this.file, this.file.name);
    return upload("/v1/videos", form, {
      signal: this.abort.signal,
      onProgress: (share) => {
        this.bar.value = 100 * share;
        this.note.textContent = share < 1 ? `Uploading, ${Math.round(100 * share)} %` : "Storing";
      },
    });
  }

  /** Follows the analysis to its end, over as many connections as it takes. */
  async #follow() {
    for (;;) {
      try {
        const response = await open("GET", `/v1/videos/${this.id}/events`, { signal: this.abort.signal });
        for await (const { data } of events(response)) {
          const { status, done, total } = JSON.parse(data);
          if (status === "failed") return this.#explain();
          if (status === "analysed") return undefined;
          if (total) {
            this.bar.value = (100 * done) / total;
            this.note.textContent = `Analysing, ${Math.round((100 * done) / total)} %`;
          }
        }
      } catch (problem) {
        if (isAbort(problem) || (problem.status >= 400 && problem.status < 500)) throw problem;
      }
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MS); });
    }
  }

  async #explain() {
    const video = await call("GET", `/v1/videos/${this.id}`);
    throw Object.assign(new Error(video.error_message ?? "The video could not be analysed."), { wayOut: "" });
  }

  #move(status, note) {
    this.status = status;
    this.note.textContent = note;
    this.onChange();
  }

  #done(analysis) {
    this.bar.remove();
    this.root.classList.add("ready");
    this.#move("analysed", analysisText(analysis));
    speak(`${this.file.name}: ${this.note.textContent}`);
  }

  #fail(text) {
    this.bar.remove();
    this.root.classList.add("failed");
    this.#move("failed", text);
    speak(text);
  }
}

function analysisText(analysis) {
  const reps = analysis.reps === 1 ? "1 repetition" : `${analysis.reps} repetitions`;
  return `${words(analysis.exercise)}, ${reps}, ${analysis.view} view`;
}

async function askDetails(file) {
  const exercise = el("input", { id: "video-exercise", type: "text", maxlength: "100", autocomplete: "off", placeholder: "Found out if left empty" });
  const load = el("input", { id: "video-load", type: "text", inputmode: "decimal", autocomplete: "off" });
  const rpe = el("input", { id: "video-rpe", type: "text", inputmode: "decimal", autocomplete: "off" });
  let details = null;
  const submit = (event) => {
    event.preventDefault();
    details = {
      exercise: exercise.value.trim(), load_kg: load.value.trim().replace(",", "."), rpe: rpe.value.trim().replace(",", "."),
    };
    close();
  };
  const form = el("form", { class: "sheet-form", id: "video-form", onsubmit: submit },
    el("div", { class: "field" }, el("label", { for: exercise.id }, "Exercise"), exercise),
    el("div", { class: "pair" },
      el("div", { class: "field" }, el("label", { for: load.id }, "Load in kg"), load),
      el("div", { class: "field" }, el("label", { for: rpe.id }, "Effort (RPE 1–10)"), rpe)));
  const { close, closed } = showDialog({
    title: "Add this video?",
    body: [
      el("p", {}, `${file.name}, ${niceBytes(file.size)}. All of this is optional.`), form,
      el("p", {}, "Filmed from the side, whole body in view, the coach sees the most."),
    ],
    actions: [button("Cancel", () => close()), el("button", { type: "submit", class: "button primary", form: form.id }, "Upload")],
  });
  await closed;
  return details;
}

/** Shows everything that was measured in a video. */
export async function showFindings(videoId) {
  let body;
  try {
    const found = await call("GET", `/v1/videos/${videoId}/findings`);
    body = [el("p", {}, analysisText(found.analysis)), el("ul", { class: "list" }, ...found.findings.map(findingView))];
  } catch (problem) {
    body = [el("p", { class: "error" }, problemText(problem))];
  }
  showDialog({ title: "What the video shows", body });
}

const short = (number) => String(Math.round(number * 10) / 10);
const UNIT = { deg: "°", "": "" };

function findingView(finding) {
  const unit = UNIT[finding.unit] ?? ` ${finding.unit}`;
  const value = finding.value === null ? "Not assessable" : `${short(finding.value)}${unit}`;
  const range = finding.low === null || finding.high === null ? "" : ` (${short(finding.low)} to ${short(finding.high)})`;
  const name = words(finding.metric.replace(/_(deg|s|pct|ratio)$/, ""));
  const notes = [finding.rep === null ? "Whole set" : `Repetition ${finding.rep}`, finding.reason].filter(Boolean).join(". ");
  return el("li", {},
    el("div", { class: "line" }, el("span", {}, name), el("b", {}, value + range)),
    finding.fault ? el("span", { class: "tag" }, words(finding.fault)) : null,
    el("small", {}, notes));
}
