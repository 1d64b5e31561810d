// Builds elements; text only ever enters as text nodes, so nothing a file or a model says is markup.

const ICONS = "/web/icons.svg#";
const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", ICONS + name);
  svg.append(use);
  return svg;
}

export function iconButton(name, label, onclick, props = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, onclick, ...props }, icon(name));
}

let lastSpoken = "";

/** Says something to screen readers, without showing it. */
export function speak(text) {
  const said = text.trim();
  if (!said || said === lastSpoken) return;
  lastSpoken = said;
  const log = byId("spoken");
  log.append(el("p", {}, said));
  while (log.childElementCount > 20) log.firstChild.remove();
}

const DATE = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const DATE_TIME = new Intl.DateTimeFormat(undefined, {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
});

/** Writes an ISO day or moment as people read it; what is neither comes back unchanged. */
export function niceDate(iso, { time = false } = {}) {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (day) return DATE.format(new Date(+day[1], +day[2] - 1, +day[3]));
  const at = new Date(iso);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(iso) || Number.isNaN(at.getTime())) return String(iso);
  return (time ? DATE_TIME : DATE).format(at);
}

export function niceBytes(count) {
  return count < 1e6 ? `${Math.max(1, Math.round(count / 1e3))} kB` : `${(count / 1e6).toFixed(1)} MB`;
}

/** `thigh_angle_at_bottom_deg` as words. */
export function words(name) {
  const said = String(name).replace(/^custom:.*/, "own exercise").replace(/[_.]+/g, " ").trim();
  return said.charAt(0).toUpperCase() + said.slice(1);
}
