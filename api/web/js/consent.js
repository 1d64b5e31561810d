// Asks for a consent when the server says it is missing, then tries again.

import { call } from "./api.js";
import { button, problemText, showDialog } from "./dialog.js";
import { el, speak } from "./dom.js";

const TEXT_VERSION = "page-1";
const PURPOSES = {
  training: {
    name: "Coaching from your training data",
    title: "May the coach read your training data?",
    text: "To answer, the coach reads the workouts, body weights and messages of your account. Without this it cannot answer at all.",
  },
  form_video: {
    name: "Analysis of your videos",
    title: "May your videos be analysed?",
    text: "Videos are measured on this server to judge your form. The raw file is deleted after a few days; the measurements stay until you delete them.",
  },
  nutrition: {
    name: "Keeping the meals you log",
    title: "May your meals be stored?",
    text: "Meals you log are kept with your account so that the coach can add up your days.",
  },
};

/** Runs `action`; when `purpose` lacks consent, asks for it and runs `action` once more. */
export async function withConsent(purpose, action) {
  try {
    return await action();
  } catch (problem) {
    if (problem.code !== "consent_missing" || !(await askConsent(purpose))) throw problem;
    return action();
  }
}

const decide = (purpose, granted) =>
  call("POST", "/v1/consents", { json: { purpose, granted, text_version: TEXT_VERSION } });

async function askConsent(purpose) {
  const { title, text } = PURPOSES[purpose];
  const error = el("p", { class: "error", role: "alert", hidden: true });
  let granted = false;
  const agree = button("I agree", async () => {
    try {
      await decide(purpose, true);
      granted = true;
      close();
    } catch (problem) {
      error.hidden = false;
      error.textContent = problemText(problem);
    }
  }, "primary");
  const { close, closed } = showDialog({
    title,
    body: [el("p", {}, text), el("p", {}, "You can withdraw this at any time under “Your consents”."), error],
    actions: [button("Not now", () => close()), agree],
  });
  await closed;
  return granted;
}

/** Shows what was agreed to; each can be withdrawn, and given again. */
export async function showConsents() {
  const list = el("ul", { class: "list consents" }, el("li", { role: "status" }, "One moment …"));
  showDialog({
    title: "Your consents",
    body: [el("p", {}, "What you withdraw stops at once. What is stored stays until you delete it."), list],
  });
  const show = async () => {
    try {
      const { granted } = await call("GET", "/v1/consents");
      list.replaceChildren(...Object.entries(PURPOSES).map(([purpose, said]) => row(purpose, said, granted[purpose])));
    } catch (problem) {
      list.replaceChildren(el("li", { class: "error", role: "alert" }, problemText(problem)));
    }
  };
  const row = (purpose, { name, text }, granted) => {
    const change = async () => {
      try {
        await decide(purpose, !granted);
        speak(`${name}: ${granted ? "withdrawn" : "given"}.`);
      } catch (problem) {
        list.replaceChildren(el("li", { class: "error", role: "alert" }, problemText(problem)));
        return;
      }
      await show();
      list.querySelector(`[data-purpose="${purpose}"]`)?.focus();
    };
    const act = button(granted ? "Withdraw" : "I agree", change, granted ? "" : "primary");
    act.dataset.purpose = purpose;
    act.setAttribute("aria-label", `${act.textContent}: ${name}`);
    return el("li", {}, el("div", { class: "line" }, el("b", {}, name), el("span", {}, granted ? "Given" : "Not given")),
      el("small", {}, text), el("div", { class: "consent-act" }, act));
  };
  await show();
}
