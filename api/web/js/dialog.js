// Modal dialogs on <dialog>: focus is kept inside, Escape and the backdrop close, focus returns.

import { el, iconButton } from "./dom.js";

/**
 * Shows a dialog and resolves when it closes.
 * @param {{title: string, body: Node[], actions?: Node[], near?: Element}} parts
 *   near: on larger screens the dialog stands beside this element.
 */
export function showDialog({ title, body, actions = [], near = null }) {
  const close = () => dialog.close();
  const heading = el("h2", { id: `dialog-${crypto.randomUUID()}` }, title);
  const dialog = el("dialog", { "aria-labelledby": heading.id },
    el("div", { class: "sheet" },
      el("div", { class: "sheet-head" }, heading, iconButton("close", "Close", close)),
      ...body,
      ...(actions.length ? [el("div", { class: "actions" }, ...actions)] : [])));
  dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); });
  const closed = new Promise((resolve) => {
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue); }, { once: true });
  });
  document.body.append(dialog);
  if (near) dialog.classList.add("near");
  dialog.showModal();
  if (near) placeNear(dialog, near);
  return { dialog, close, closed };
}

function placeNear(dialog, anchor) {
  if (!matchMedia("(min-width: 40rem)").matches) return;
  const at = anchor.getBoundingClientRect();
  const { width, height } = dialog.getBoundingClientRect();
  const left = Math.min(Math.max(12, at.left - 24), innerWidth - width - 12);
  const below = at.bottom + 10 + height < innerHeight;
  const top = below ? at.bottom + 10 : Math.max(12, at.top - height - 10);
  dialog.style.left = `${left}px`;
  dialog.style.top = `${top}px`;
}

export function button(label, onclick, kind = "") {
  return el("button", { type: "button", class: `button ${kind}`.trim(), onclick }, label);
}

/** Asks a yes-or-no question. */
export async function confirmDialog({ title, text, yes, danger = false }) {
  let agreed = false;
  const { close, closed } = showDialog({
    title, body: [el("p", {}, text)],
    actions: [
      button("Cancel", () => close()),
      button(yes, () => { agreed = true; close(); }, danger ? "danger" : "primary"),
    ],
  });
  await closed;
  return agreed;
}

/** What went wrong and the way out, as one block. */
export function problemText(problem) {
  const fields = problem.fields?.map((one) => `${one.field}: ${one.message}`) ?? [];
  return [problem.message, problem.wayOut, ...fields].filter(Boolean).join(" ");
}
