// The message box: text, send, stop, and the menu that adds a video or a log.

import { byId } from "./dom.js";

const TOUCH = matchMedia("(pointer: coarse)");

export class Composer {
  #text = byId("message");
  #send = byId("send");
  #stop = byId("stop");
  #menu = byId("attach-menu");
  #plus = byId("attach");
  #running = false;
  #waiting = false;

  constructor({ onSend, onStop, onVideo, onLog }) {
    this.onSend = onSend;
    byId("composer").addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    this.#text.addEventListener("keydown", (event) => this.#key(event));
    this.#text.addEventListener("input", () => this.#update());
    this.#stop.addEventListener("click", onStop);
    this.#plus.addEventListener("click", () => this.#toggleMenu(this.#menu.hidden));
    this.#menu.addEventListener("keydown", (event) => this.#menuKey(event));
    this.#chooser("attach-video", "video-file", onVideo);
    this.#chooser("attach-log", "log-file", onLog);
    document.addEventListener("click", (event) => {
      if (!this.#menu.hidden && !this.#menu.contains(event.target) && !this.#plus.contains(event.target)) this.#toggleMenu(false);
    });
    this.#update();
  }

  set running(value) {
    this.#running = value;
    if (!value && document.activeElement === this.#stop) this.#text.focus();
    this.#update();
  }

  /** A video is still being analysed, or a conversation is being read. */
  set waiting(value) {
    this.#waiting = value;
    this.#update();
  }

  fill(text) {
    this.#text.value = text;
    this.#update();
    this.focus();
  }

  focus() {
    this.#text.focus();
  }

  /** Only where this does not bring up a keyboard that covers half of the page. */
  focusIfDesktop() {
    if (!TOUCH.matches) this.#text.focus();
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || TOUCH.matches) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = this.#text.value.trim();
    if (!text || this.#running || this.#waiting) return;
    this.#text.value = "";
    this.#update();
    this.onSend(text);
  }

  #update() {
    this.#send.hidden = this.#running;
    this.#stop.hidden = !this.#running;
    this.#send.disabled = !this.#text.value.trim() || this.#waiting;
    this.#send.title = this.#waiting ? "One moment" : "";
    if (CSS.supports("field-sizing", "content")) return;
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }

  #chooser(item, input, take) {
    const file = byId(input);
    byId(item).addEventListener("click", () => { this.#toggleMenu(false); file.click(); });
    file.addEventListener("change", () => {
      const [chosen] = file.files;
      file.value = "";
      if (chosen) take(chosen);
    });
  }

  #toggleMenu(open) {
    this.#menu.hidden = !open;
    this.#plus.setAttribute("aria-expanded", String(open));
    if (open) this.#menu.querySelector("button").focus();
  }

  #menuKey(event) {
    const items = [...this.#menu.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      items[(at + step + items.length) % items.length].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      this.#toggleMenu(false);
      this.#plus.focus();
    }
  }
}
