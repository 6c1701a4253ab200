// All duties by all systems. The table is built once a run and language; what a cell is about is fetched when it is opened.

import { el, fill } from "./dom.js";
import { language, partyName, pick, standingName, t } from "./words.js";

let built = null;
let builtFor = "";
let onlyGaps = false;

export function matrixView(main, page) {
  const data = page.data;
  if (!data) return fill(main);
  // entries change without a new run: the marks of the cells tell whether anything is new
  const key = `${language()} ${JSON.stringify(data.cells)}`;
  if (key !== builtFor) {
    built = table(data);
    builtFor = key;
  }
  const box = el("input", { type: "checkbox", checked: onlyGaps, "data-key": "only", onchange: (event) => {
    onlyGaps = event.target.checked;
    built.classList.toggle("only-gaps", onlyGaps);
  } });
  built.classList.toggle("only-gaps", onlyGaps);
  fill(
    main,
    el("h2", { id: "matrix-title" }, t("matrix")),
    el("p", { class: "row" }, el("label", {}, box, " ", t("onlyGaps")), el("span", { id: "matrix-hint" }, t("matrixHint"))),
    el("div", { class: "scroll matrix" }, built),
  );
}

function table(data) {
  const states = new Map(data.states.map((state) => [state.at, state]));
  const heads = [t("area"), t("duty"), ...data.systems.map((system) => system.name)];
  const head = el("tr", {}, heads.map((words, at) => el("th", { scope: "col", class: at < 2 ? "fixed" : null }, words)));
  const rows = data.duties.map((duty, row) => {
    const cells = data.systems.map((system, column) => {
      const cell = data.cells[row][column];
      return cell ? el("td", {}, link(data, states, duty, system, cell)) : el("td", {});
    });
    const isGap = data.cells[row].some((cell) => cell && !states.get(cell[0]).rests);
    return el("tr", { class: isGap ? null : "rests-all" },
      el("td", { class: "fixed" }, duty.area), el("th", { scope: "row", class: "fixed" }, pick(duty)), cells);
  });
  const grid = el("table", { role: "grid", "aria-labelledby": "matrix-title", "aria-describedby": "matrix-hint", onkeydown: step },
    el("thead", {}, head), el("tbody", {}, rows));
  const first = grid.querySelector("tbody a");
  if (first) first.tabIndex = 0;
  grid.addEventListener("focusin", (event) => {
    if (event.target.tagName !== "A") return;
    grid.querySelectorAll('a[tabindex="0"]').forEach((other) => (other.tabIndex = -1));
    event.target.tabIndex = 0;
  });
  return grid;
}

function link(data, states, duty, system, [at, holder, priority, byHand, standing]) {
  const state = states.get(at);
  const notes = [holder && partyName(data.parties, holder), byHand ? t("byHand") : "", standing && standingName(standing)];
  const words = notes.filter(Boolean).join("、");
  return el("a", { href: `#/gap/${encodeURIComponent(`${duty.id}@${system.id}`)}`, class: state.look, tabindex: -1 },
    el("span", { "aria-hidden": "true" }, state.mark), " ", pick(state),
    words && el("small", {}, ` (${words})`),
    priority && el("span", { class: "unseen" }, ` ${t("priority")} ${priority}`),
  );
}

// Arrow keys go from cell to cell.
function step(event) {
  const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  const cell = event.target.closest("td");
  const ends = { Home: true, End: true }[event.key];
  if (!cell || !(move || ends)) return;
  event.preventDefault();
  const row = cell.parentElement;
  const links = [...row.querySelectorAll("a")];
  if (ends) return links.at(event.key === "Home" ? 0 : -1)?.focus();
  let [next, at] = [row, cell.cellIndex];
  do {
    next = move[0] < 0 ? next.previousElementSibling : move[0] > 0 ? next.nextElementSibling : next;
    at += move[1];
    const target = next?.cells[at]?.querySelector("a");
    if (target?.offsetParent) return target.focus();
  } while (next?.cells[at]);
}
