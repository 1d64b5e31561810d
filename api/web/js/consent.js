// Asks for a consent when the server says it is missing, then tries again.

import { call } from "./api.js";
import { button, problemText, showDialog } from "./dialog.js";
import { el } from "./dom.js";

const TEXT_VERSION = "page-1";
const PURPOSES = {
  training: {
    title: "May the coach read your training data?",
    text: "To answer, the coach reads the workouts, body weights and messages of your account. Without this it cannot answer at all.",
  },
  form_video: {
    title: "May your videos be analysed?",
    text: "Videos are measured on this server to judge your form. The raw file is deleted after a few days; the measurements stay until you delete them.",
  },
  nutrition: {
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

async function askConsent(purpose) {
  const { title, text } = PURPOSES[purpose];
  const error = el("p", { class: "error", role: "alert", hidden: true });
  let granted = false;
  const agree = button("I agree", async () => {
    try {
      await call("POST", "/v1/consents", { json: { purpose, granted: true, text_version: TEXT_VERSION } });
      granted = true;
      close();
    } catch (problem) {
      error.hidden = false;
      error.textContent = problemText(problem);
    }
  }, "primary");
  const { close, closed } = showDialog({
    title,
    body: [el("p", {}, text), el("p", {}, "You can withdraw this at any time."), error],
    actions: [button("Not now", () => close()), agree],
  });
  await closed;
  return granted;
}
