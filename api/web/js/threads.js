// The list of conversations: a drawer on a phone, a column on a desktop.

import { call } from "./api.js";
import { confirmDialog } from "./dialog.js";
import { byId, el, iconButton, niceDate } from "./dom.js";

export class Threads {
  #drawer = byId("drawer");
  #opener = byId("drawer-open");

  constructor({ onOpen, onDeleted, onProblem }) {
    Object.assign(this, { onOpen, onDeleted, onProblem, current: null });
    this.#opener.addEventListener("click", () => this.toggle(true));
    byId("drawer-close").addEventListener("click", () => this.toggle(false));
    byId("scrim").addEventListener("click", () => this.toggle(false));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) this.toggle(false);
    });
  }

  toggle(open) {
    const was = this.#drawer.classList.contains("open");
    this.#drawer.classList.toggle("open", open);
    this.#opener.setAttribute("aria-expanded", String(open));
    byId("scrim").hidden = !open;
    byId("main").inert = open;
    if (open) byId("new-thread").focus();
    else if (was) this.#opener.focus();
  }

  async refresh() {
    try {
      this.#show(await call("GET", "/v1/threads"));
    } catch (problem) {
      this.onProblem(problem);
    }
  }

  #show(threads) {
    byId("threads").replaceChildren(...threads.map((thread) => this.#row(thread)));
    byId("threads-empty").hidden = threads.length > 0;
  }

  #row(thread) {
    const now = thread.id === this.current;
    const open = el("button", {
      type: "button", class: "thread-open", "aria-current": now ? "page" : null,
      onclick: () => { this.toggle(false); this.onOpen(thread.id, thread.title); },
    }, el("span", {}, thread.title), el("small", {}, niceDate(thread.updated_at)));
    const remove = iconButton("trash", `Delete ${thread.title}`, () => this.#delete(thread));
    return el("li", { class: now ? "thread current" : "thread" }, open, remove);
  }

  async #delete(thread) {
    const agreed = await confirmDialog({
      title: "Delete this conversation?", text: `“${thread.title}” goes with all its messages. Your training log stays.`,
      yes: "Delete", danger: true,
    });
    if (!agreed) return;
    try {
      await call("DELETE", `/v1/threads/${encodeURIComponent(thread.id)}`);
      this.onDeleted(thread.id);
    } catch (problem) {
      this.onProblem(problem);
    }
    await this.refresh();
  }
}
