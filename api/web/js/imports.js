// Logs of other apps and our own export: choose a file, see what is in it, say the unit if the file
// does not, import. The server says which kind of log a file is.

import { upload } from "./api.js";
import { withConsent } from "./consent.js";
import { button, problemText, showDialog } from "./dialog.js";
import { el, niceDate, speak, words } from "./dom.js";

const TRAINING = "/v1/imports";
const FOOD = "/v1/imports/food-log";
const OWN = "/v1/imports/fitholic";
const ELSEWHERE = { food_log: FOOD, own_export: OWN };

const count = (number) => new Intl.NumberFormat().format(number);

function form(file, fields) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) data.append(name, value);
  data.append("file", file, file.name);
  return data;
}

/** Leads through one import; resolves to true when something was stored. */
export async function importLog(file) {
  const content = el("div", { class: "sheet-form" }, el("p", { role: "status" }, "Reading the file …"));
  const go = button("Import", () => {}, "primary");
  go.disabled = true;
  const { close, closed } = showDialog({
    title: `Import ${file.name}`, body: [content], actions: [button("Cancel", () => close()), go],
  });
  const flow = new ImportFlow(file, content, go, close);
  await flow.preview();
  await closed;
  return flow.stored;
}

class ImportFlow {
  stored = false;
  unit = null;
  path = TRAINING;
  said = "";

  constructor(file, content, go, close) {
    Object.assign(this, { file, content, go, close });
  }

  async preview() {
    const { unit, path } = this;
    try {
      const found = await upload(`${path}/preview`, form(this.file, { unit }));
      if (unit !== this.unit) return;
      if (path === FOOD) this.#showFood(found);
      else this.#show(found);
    } catch (problem) {
      if (unit !== this.unit) return;
      if (problem.code === "unit_needed") this.#askUnit();
      else if (path === TRAINING && ELSEWHERE[problem.code]) await this.#goOn(ELSEWHERE[problem.code]);
      else this.#fail(problem);
    }
  }

  /** Takes the file, or what else is in it, to where the server says it belongs. */
  async #goOn(path) {
    this.path = path;
    this.go.textContent = "Import";
    if (path === FOOD) await this.preview();
    else this.#offer([el("p", {}, "This is an export of fitholic. What you do not have is added; what is there stays as it is.")], false, 0);
  }

  #fail(problem) {
    this.content.replaceChildren(el("p", { class: "error", role: "alert" }, problemText(problem)));
    this.go.disabled = true;
  }

  #askUnit() {
    const choice = (unit, label) => el("label", { class: "choice" },
      el("input", { type: "radio", name: "unit", value: unit, onchange: () => { this.unit = unit; this.preview(); } }), label);
    const first = choice("kg", "Kilograms");
    this.content.replaceChildren(el("fieldset", {},
      el("legend", {}, "The file does not say its unit. Which one did you log in?"),
      el("div", { class: "choices" }, first, choice("lb", "Pounds"))));
    first.querySelector("input").focus();
  }

  #show(found) {
    const unmatched = found.exercises.filter((one) => one.exercise_id === null);
    const toStore = found.new + found.changed + found.cardio.to_store + found.weigh_ins.to_store + found.nights.to_store;
    const nothing = toStore === 0;
    const facts = [["Workouts", found.workouts], ["Sets", found.sets], ["Endurance", found.cardio.in_file],
      ["Weigh-ins", found.weigh_ins.in_file], ["Nights", found.nights.in_file]].filter(([, number]) => number > 0);
    facts.push(["New", toStore]);
    const units = found.units.length ? `, loads in ${found.units.join(" and ")}` : "";
    this.#offer([
      figures(facts),
      el("p", {}, `${words(found.source)}, ${niceDate(found.first)} to ${niceDate(found.last)}${units}.`),
      found.food_log ? el("p", {}, "The food log in this archive comes next.") : null,
      nothing ? el("p", { role: "status" }, "Everything in this file is already in your log.") : null,
      found.overlaps.length ? more(`${count(found.overlaps.length)} sessions took place at the time of others`, found.overlaps.map((one) =>
        `${niceDate(one.started_at)}: ${one.title}, ${words(one.other_source)}; ${one.stored ? "kept" : "the same session, left out"}`)) : null,
      found.doubtful.length ? more(`${count(found.doubtful.length)} loads look like typing errors`, found.doubtful.map((one) =>
        `${niceDate(one.started_at)}: ${one.exercise_name} ${one.load_kg} kg`)) : null,
      unmatched.length ? more(unmatched.length === 1 ? "1 exercise becomes your own" : `${unmatched.length} exercises become your own`, unmatched.map((one) => one.name)) : null,
      unreadable(found),
    ], nothing && !found.food_log, found.error_count);
    if (nothing && found.food_log) this.go.onclick = () => this.#goOn(FOOD);
    this.food = found.food_log;
  }

  #showFood(found) {
    const nothing = found.new + found.changed + found.removed + found.weigh_ins === 0;
    const facts = [["Meals", found.meals], ["Days", found.days], ["Weigh-ins", found.weigh_ins], ["New", found.new],
      ["Changed", found.changed]].filter(([, number]) => number > 0);
    const span = found.first ? `, ${niceDate(found.first)} to ${niceDate(found.last)}` : "";
    this.#offer([
      figures(facts),
      el("p", {}, `${words(found.source)}${span}.`),
      nothing ? el("p", { role: "status" }, "Everything in this file is already in your log.") : null,
      found.days_kept.length ? more("Days with meals from elsewhere stay as they are", found.days_kept.map((day) => niceDate(day))) : null,
      unreadable(found),
    ], nothing, found.error_count);
  }

  /** Shows what would be stored; the button stores it. */
  #offer(parts, nothing, errors) {
    const before = this.said ? el("p", { role: "status" }, this.said) : null;
    this.content.replaceChildren(...[before, ...parts].filter(Boolean));
    this.go.disabled = nothing;
    this.go.onclick = () => this.#store(errors > 0);
    this.go.focus();
  }

  async #store(skipErrors) {
    this.go.disabled = true;
    this.go.textContent = "Importing …";
    const fields = this.path === OWN ? {} : { unit: this.unit, skip_errors: skipErrors ? "true" : "" };
    try {
      const send = () => upload(this.path, form(this.file, fields));
      const report = await (this.path === TRAINING ? send() : withConsent("nutrition", send));
      this.stored = true;
      this.said = SAY[this.path](report);
      speak(this.said);
      if (this.path === TRAINING && this.food) {
        await this.#goOn(FOOD);
        return;
      }
      this.content.replaceChildren(el("p", { role: "status" }, this.said));
      const done = button("Done", this.close, "primary");
      this.go.parentElement.replaceChildren(done);
      done.focus();
    } catch (problem) {
      this.go.textContent = "Import";
      this.#fail(problem);
    }
  }
}

const SAY = {
  [TRAINING]: (report) => `${sayTraining(report)} are in your log now.`,
  [FOOD]: (report) => `${counted([[report.added + report.replaced, "meals"], [report.weigh_ins_added, "weigh-ins"]]) || "No further meals"} are in your log now.`,
  [OWN]: (report) => `${count(report.added)} rows were added, ${count(report.kept)} were there already.`,
};

function sayTraining(report) {
  const rest = counted([[report.cardio_added, "endurance sessions"], [report.weigh_ins_added, "weigh-ins"], [report.nights_added, "nights"]]);
  const workouts = report.added || !rest ? `${count(report.added)} workouts with ${count(report.sets_added)} sets` : "";
  return [workouts, rest].filter(Boolean).join(", ");
}

function counted(pairs) {
  return pairs.filter(([number]) => number > 0).map(([number, what]) => `${count(number)} ${what}`).join(", ");
}

function figures(facts) {
  return el("dl", { class: "figures" }, ...facts.map(([name, number]) => el("div", {}, el("dt", {}, name), el("dd", {}, count(number)))));
}

function unreadable({ error_count: number, errors }) {
  if (!number) return null;
  return more(number === 1 ? "1 row cannot be read and would be left out" : `${number} rows cannot be read and would be left out`,
    errors.map((one) => `Line ${one.line}: ${one.column} ${one.value} ${one.reason}`));
}

function more(title, lines) {
  return el("details", {}, el("summary", {}, title), el("ul", { class: "list" }, ...lines.map((line) => el("li", {}, line))));
}
