// What is to be acted on, worst first, with filters. Long lists are shown part by part.

import { badge, choice, el, field, fill } from "./dom.js";
import { pick, standingName, t } from "./words.js";

const PART = 200;
const wish = { state: "", system: "", priority: "", words: "", shown: PART };

export const addressOf = (data, [duty, system]) =>
  `#/gap/${encodeURIComponent(`${data.duties[duty].id}@${data.systems[system].id}`)}`;

export function listView(main, page, about) {
  const data = page.data;
  if (!data) return fill(main);
  if (about) {
    Object.assign(wish, { state: about, shown: PART });
    history.replaceState(null, "", "#/gaps");
  }
  const states = data.states.filter((state) => !state.rests && state.count > 0);
  if (!states.some((state) => state.id === wish.state)) wish.state = "";
  const body = el("div", {});
  const change = (part) => (event) => {
    Object.assign(wish, { [part]: event.target.value, shown: PART });
    rows(body, data);
  };
  const controls = el("form", { class: "filter", "aria-label": t("filter"), onsubmit: (event) => event.preventDefault() },
    field(t("state"), choice({ "data-key": "state", onchange: change("state") }, [["", t("everyState")], ...states.map((state) => [state.id, pick(state)])], wish.state)),
    field(t("system"), choice({ "data-key": "system", onchange: change("system") }, [["", t("everySystem")], ...data.systems.map((system) => [system.id, system.name])], wish.system)),
    field(t("priority"), choice({ "data-key": "priority", onchange: change("priority") }, [["", t("everyPriority")], ...["A", "B", "C"].map((letter) => [letter, letter])], wish.priority)),
    field(t("search"), el("input", { type: "search", value: wish.words, "data-key": "words", oninput: change("words") })),
  );
  fill(main, el("h2", {}, t("gaps")), controls, body);
  rows(body, data);
}

// The gaps that the filters let through.
export function wanted(data) {
  const states = new Map(data.states.map((state) => [state.at, state]));
  return data.order.filter(([duty, system]) => {
    const [at, , priority] = data.cells[duty][system];
    return (!wish.state || states.get(at).id === wish.state)
      && (!wish.system || data.systems[system].id === wish.system)
      && (!wish.priority || priority === wish.priority)
      && (!wish.words || pick(data.duties[duty]).toLowerCase().includes(wish.words.toLowerCase()));
  });
}

function rows(body, data) {
  const states = new Map(data.states.map((state) => [state.at, state]));
  const all = wanted(data);
  if (!all.length) return fill(body, el("p", {}, t("noGaps")));
  const heads = ["priority", "state", "duty", "system", "standing"].map((key) => el("th", { scope: "col" }, t(key)));
  const lines = all.slice(0, wish.shown).map((one) => {
    const [duty, system] = one;
    const [at, , priority, byHand, standing] = data.cells[duty][system];
    const state = states.get(at);
    return el("tr", {},
      el("td", { class: "mid" }, el("span", { class: `prio ${priority}` }, priority)),
      el("td", {}, badge(state, pick(state)), byHand ? el("small", { class: "hand" }, t("byHand")) : null),
      el("td", {}, el("a", { href: addressOf(data, one) }, pick(data.duties[duty]))),
      el("td", {}, data.systems[system].name),
      el("td", {}, standing && standingName(standing)),
    );
  });
  fill(
    body,
    el("div", { class: "scroll" }, el("table", {},
      el("caption", {}, t("shownOf", data.order.length, all.length)), el("thead", {}, el("tr", {}, heads)), el("tbody", {}, lines))),
    all.length > wish.shown && el("p", {}, el("button", { type: "button", "data-key": "more", onclick: () => {
      wish.shown += PART;
      rows(body, data);
    } }, t("more"))),
  );
}
