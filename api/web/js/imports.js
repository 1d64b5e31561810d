// Training logs: choose a file, see what is in it, say the unit if the file does not, import.

import { upload } from "./api.js";
import { button, problemText, showDialog } from "./dialog.js";
import { el, niceDate, speak, words } from "./dom.js";

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

  constructor(file, content, go, close) {
    Object.assign(this, { file, content, go, close });
  }

  async preview() {
    const { unit } = this;
    try {
      const found = await upload("/v1/imports/preview", form(this.file, { unit }));
      if (unit === this.unit) this.#show(found);
    } catch (problem) {
      if (unit !== this.unit) return;
      if (problem.code === "unit_needed") this.#askUnit();
      else this.#fail(problem);
    }
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
    this.content.replaceChildren(...[
      el("dl", { class: "figures" }, ...facts.map(([name, number]) => el("div", {}, el("dt", {}, name), el("dd", {}, count(number))))),
      el("p", {}, `${words(found.source)}, ${niceDate(found.first)} to ${niceDate(found.last)}${units}.`),
      nothing ? el("p", { role: "status" }, "Everything in this file is already in your log.") : null,
      found.overlaps.length ? more(`${count(found.overlaps.length)} sessions took place at the time of others`, found.overlaps.map((one) =>
        `${niceDate(one.started_at)}: ${one.title}, ${words(one.other_source)}; ${one.stored ? "kept" : "the same session, left out"}`)) : null,
      found.doubtful.length ? more(`${count(found.doubtful.length)} loads look like typing errors`, found.doubtful.map((one) =>
        `${niceDate(one.started_at)}: ${one.exercise_name} ${one.load_kg} kg`)) : null,
      unmatched.length ? more(unmatched.length === 1 ? "1 exercise becomes your own" : `${unmatched.length} exercises become your own`, unmatched.map((one) => one.name)) : null,
      found.error_count ? more(found.error_count === 1 ? "1 row cannot be read and would be left out" : `${found.error_count} rows cannot be read and would be left out`,
        found.errors.map((one) => `Line ${one.line}: ${one.column} ${one.value} ${one.reason}`)) : null,
    ].filter(Boolean));
    this.go.disabled = nothing;
    this.go.onclick = () => this.#store(found.error_count > 0);
    this.go.focus();
  }

  async #store(skipErrors) {
    this.go.disabled = true;
    this.go.textContent = "Importing …";
    try {
      const report = await upload("/v1/imports", form(this.file, { unit: this.unit, skip_errors: skipErrors ? "true" : "" }));
      this.stored = true;
      const said = `${sayStored(report)} are in your log now.`;
      this.content.replaceChildren(el("p", { role: "status" }, said));
      speak(said);
      const done = button("Done", this.close, "primary");
      this.go.parentElement.replaceChildren(done);
      done.focus();
    } catch (problem) {
      this.go.textContent = "Import";
      this.#fail(problem);
    }
  }
}

function sayStored(report) {
  const parts = [[report.cardio_added, "endurance sessions"], [report.weigh_ins_added, "weigh-ins"], [report.nights_added, "nights"]]
    .filter(([number]) => number > 0).map(([number, what]) => `${count(number)} ${what}`);
  if (report.added || !parts.length) parts.unshift(`${count(report.added)} workouts with ${count(report.sets_added)} sets`);
  return parts.join(", ");
}

function more(title, lines) {
  return el("details", {}, el("summary", {}, title), el("ul", { class: "list" }, ...lines.map((line) => el("li", {}, line))));
}
