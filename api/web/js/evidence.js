// Where a number came from: the facts behind a stretch of a reply, shown on tap.

import { showDialog } from "./dialog.js";
import { el, niceDate, words } from "./dom.js";

const UNITS = {
  deg: "°", rep: "reps", set: "sets", day: "days", ratio: "", "%": "%", min: "min", kcal: "kcal",
};
const SINGULAR = { reps: "rep", sets: "set", days: "day" };
const NUMBER = /^-?\d+(\.\d+)?$/;

export function valueText(fact) {
  if (fact.value === true) return "Yes";
  if (fact.value === false) return "No";
  const raw = String(fact.value);
  if (!NUMBER.test(raw)) return niceDate(raw);
  const digits = (raw.replace(/\.?0+$/, "").split(".")[1] ?? "").length;
  return new Intl.NumberFormat(undefined, { maximumFractionDigits: Math.min(3, raw.includes(".") ? digits : 0) })
    .format(Number(raw));
}

export function unitText(fact) {
  if (!fact.unit) return "";
  const unit = UNITS[fact.unit] ?? fact.unit;
  return Number(fact.value) === 1 ? (SINGULAR[unit] ?? unit) : unit;
}

const TABLES = {
  sets: "A set in your training log", workout_sets: "A set in your training log",
  workouts: "A workout in your training log", body_weights: "A weigh-in you logged",
  meals: "A meal you logged", meal_items: "A food in a meal you logged", profiles: "Your profile",
  programmes: "Your programme", prescriptions: "Your programme", targets: "Your daily targets",
  strength_tests: "A strength test you logged", memories: "Something you asked to be remembered",
  cardio_sessions: "An endurance session you logged", sleep_reports: "Your sleep log",
  pain_reports: "A pain report you logged", form_analyses: "The analysis of your video",
};

export function sourceText(source) {
  switch (source?.kind) {
    case "log_row": return TABLES[source.table] ?? `Your log (${words(source.table).toLowerCase()})`;
    case "formula": return `Calculated: ${words(source.name)}`;
    case "passage": return `Knowledge note ${source.id}`;
    case "food": return String(source.id).startsWith("usda:")
      ? `USDA FoodData Central, food ${source.id.slice(5)}` : `Food table, ${source.id}`;
    case "finding": return "Measured in your video";
    case "statement": return "You said so in this conversation";
    default: return "Not recorded";
  }
}

function subjectText(subject) {
  const rep = /^video:[^:]+:rep:(\d+)$/.exec(subject);
  if (rep) return `Repetition ${rep[1]}`;
  if (/^video:/.test(subject)) return "The whole video";
  if (subject === "athlete") return "You";
  return /^\d{4}-/.test(subject) ? niceDate(subject) : words(subject);
}

function band(fact) {
  if (fact.low === undefined && fact.high === undefined) return null;
  const end = (value) => (value === undefined ? "?" : valueText({ value }));
  return `${end(fact.low)} to ${end(fact.high)} ${unitText(fact)}`.trim();
}

const rowId = (source) => {
  const id = source?.kind === "log_row" || source?.kind === "finding" ? String(source.id) : "";
  return id.length > 13 ? `…${id.slice(-8)}` : id;
};

function factView(fact, facts) {
  const rows = [
    ["Source", sourceText(fact.source)],
    ["About", subjectText(fact.subject)],
    ["Date", niceDate(fact.as_of)],
    ["Error band", band(fact)],
    ["Record", rowId(fact.source)],
  ].filter(([, text]) => text);
  const inputIds = [...new Set([...(fact.derived_from ?? []), ...(fact.source?.inputs ?? [])])];
  const inputs = inputIds.map((id) => facts.get(id)).filter(Boolean);
  return el("section", { class: "fact" },
    el("div", {},
      el("p", { class: "fact-value" }, valueText(fact), unitText(fact) ? el("small", {}, unitText(fact)) : null),
      el("p", { class: "fact-label" }, words(fact.label))),
    el("dl", { class: "rows" }, ...rows.flatMap(([name, text]) => [el("dt", {}, name), el("dd", {}, text)])),
    folded(`What went in (${inputs.length})`, inputs));
}

/** Facts as one line each; few of them are unfolded at once. */
function folded(title, facts) {
  if (!facts.length) return null;
  return el("details", { open: facts.length <= 4 },
    el("summary", {}, title),
    el("ul", { class: "inputs" }, ...facts.map((one) => el("li", {},
      el("b", {}, `${valueText(one)} ${unitText(one)}`.trim()), ` ${one.label}`, el("br"),
      el("small", {}, `${sourceText(one.source)}, ${subjectText(one.subject)}, ${niceDate(one.as_of)}`)))));
}

/** Opens the facts behind `span`; `anchor` is the tapped number. */
export async function showEvidence(anchor, span, facts) {
  const known = span.factIds.map((id) => facts.get(id)).filter(Boolean);
  const body = known.length
    ? [factView(known[0], facts), el("div", { class: "fact" }, folded(`It also rests on (${known.length - 1})`, known.slice(1)))]
    : [el("p", {}, "The source of this number is not available any more.")];
  anchor.setAttribute("aria-expanded", "true");
  const { closed } = showDialog({ title: "Where this comes from", body, near: anchor });
  await closed;
  anchor.setAttribute("aria-expanded", "false");
}
