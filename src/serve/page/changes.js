// What changed since last year: duties that contracts lost first, then what moved, then the words, struck out where they are gone and
// underlined where they are new. Last year is chosen or dropped here.

import { ask, badge, choice, el, field, fill } from "./dom.js";
import { lastChooser } from "./papers.js";
import { partyName, pick, t } from "./words.js";

const PART = 100;
let shown = PART;
let onlyBearing = true;

export async function changesView(main, page, about) {
  const data = page.data;
  if (!data) return fill(main);
  const answer = await ask("api/changes");
  if (!location.hash.startsWith("#/changes")) return;
  const last = answer.ok ? answer.last : {};
  if (!last.shifts) return fill(main, el("h2", {}, t("changes")), unknown(last), lastChooser(page, answer.is_named, Boolean(last.faults)));
  const at = /^\d+$/.test(about) ? Number(about) : null;
  if (at !== null && !last.changes[at]?.bears) onlyBearing = false;
  if (at !== null) shown = Math.max(shown, at + 1);
  const list = el("div", {});
  const listed = () => words(list, page, last, listed);
  const filter = choice({ "data-key": "bearing", onchange: (event) => {
    onlyBearing = event.target.value === "bearing";
    shown = PART;
    listed();
  } }, [["bearing", t("bearing")], ["all", t("everyChange")]], onlyBearing ? "bearing" : "all");
  fill(
    main,
    el("h2", {}, t("changes")),
    dropped(data, last),
    el("p", {}, `${t("comparedWith")} ${last.path} (${t("asOf")} ${last.as_of})`, last.kept !== "folder" && ` ${t("keptLess")}`),
    figures(last),
    moved(page, last),
    el("section", { "aria-label": t("changedWords") }, el("h3", {}, t("changedWords")),
      el("form", { class: "filter", onsubmit: (event) => event.preventDefault() }, field(t("filter"), filter)), list),
    overdue(data, last),
    open(data, last),
    lastChooser(page, answer.is_named, true),
  );
  listed();
  if (at !== null) {
    const card = document.getElementById(`change-${at}`);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: "center" });
  }
}

// Nothing is compared: nothing was named yet, or why it cannot be used.
function unknown(last) {
  if (!last.faults) return el("p", {}, t("noLast"));
  return el("div", { class: "newer", role: "status" }, el("p", {}, t("lastRefused", last.path)), el("ul", {}, last.faults.map((fault) => el("li", {}, pick(fault)))));
}

const stateOf = (data, id) => data.states.find((state) => state.id === id);
const dutyOf = (data, id) => pick(data.duties.find((duty) => duty.id === id) ?? { ja: id, en: id });
const systemOf = (data, id) => data.systems.find((system) => system.id === id)?.name ?? id;

// The duty in its system; it leads to the gap where there is one this year.
function link(data, [duty, system]) {
  const name = `${dutyOf(data, duty)} (${systemOf(data, system)})`;
  const known = data.duties.some((one) => one.id === duty) && data.systems.some((one) => one.id === system);
  return known ? el("a", { href: `#/gap/${encodeURIComponent(`${duty}@${system}`)}` }, name) : name;
}

// The first line: what contracts no longer put on the vendor.
function dropped(data, last) {
  if (!last.dropped.length) return null;
  const names = last.dropped.map((one, at) => [at > 0 && t("comma"), link(data, one.on)]);
  const why = last.dropped.length === 1 ? last.dropped[0].why : t("droppedWhy");
  return el("p", { class: "newer dropped" }, el("b", {}, `${t("droppedDuties")}: `), names, " ", why);
}

function figures(last) {
  const { worse, same, better, bears, turned } = last.counts;
  const all = [
    [worse, "worse"], [better, "better"], [same, "otherwise"], [last.changes.length, "changedPlaces"], [bears, "ofThemBearing"],
    [turned, "turned"], [last.open.length, "stillOpen"], [last.overdue.length, "overdue"],
  ];
  return el("ul", { class: "tally figures" }, all.map(([count, key]) => el("li", {}, el("b", {}, count), " ", t(key))));
}

function stood(data, [id, holder]) {
  const state = stateOf(data, id);
  return [badge(state, pick(state)), holder && el("small", {}, ` (${partyName(data.parties, holder)})`)];
}

// Duties whose state or holder moved.
function moved(page, last) {
  const data = page.data;
  const head = el("h3", {}, t("movedDuties"));
  if (!last.shifts.length) return el("section", {}, head, el("p", {}, t("nothingMoved")));
  const heads = ["turn", "duty", "system", "lastYear", "thisYear", "whyMoved"].map((key) => el("th", { scope: "col" }, t(key)));
  const rows = last.shifts.map((one) => {
    const [duty, system] = one.on;
    const to = one.changes[0];
    return el("tr", {},
      el("td", {}, el("span", { class: one.badge.look }, pick(one.badge))),
      el("td", {}, el("a", { href: `#/gap/${encodeURIComponent(`${duty}@${system}`)}` }, dutyOf(data, duty))),
      el("td", {}, systemOf(data, system)),
      el("td", {}, stood(data, one.then)),
      el("td", {}, stood(data, one.now)),
      el("td", {}, one.why, " ", to !== undefined && el("a", { href: `#/changes/${to}` }, t("see"), el("span", { class: "unseen" }, ` ${dutyOf(data, duty)}`))),
    );
  });
  return el("section", { "aria-label": t("movedDuties") }, head, el("div", { class: "scroll moved", tabindex: 0, role: "region", "aria-label": t("movedDuties") },
    el("table", {}, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows))));
}

// The words then and now; a reader that speaks says which are gone and which are new.
export function difference(pieces) {
  const spoken = (words) => el("span", { class: "unseen" }, ` [${words}: `);
  const end = () => el("span", { class: "unseen" }, "] ");
  return pieces.map(([side, words]) => {
    if (side === "old") return el("del", {}, spoken(t("goneWords")), words, end());
    return side === "new" ? el("ins", {}, spoken(t("newWords")), words, end()) : words;
  });
}

function words(list, page, last, again) {
  const data = page.data;
  const all = last.changes.map((one, at) => [one, at]).filter(([one]) => one.bears || !onlyBearing);
  const cards = all.slice(0, shown).map(([one, at]) => {
    const paper = one.paper ?? (one.last_paper && `${t("inLastYear")} ${one.last_paper}`);
    const places = [...new Set([one.then, one.now].filter(Boolean))].join(" → ");
    const duties = one.duties.map((touched) => {
      const state = (id) => (id ? pick(stateOf(data, id)) : t("notThere"));
      const states = touched.then === touched.now ? t("stays", state(touched.now)) : `${state(touched.then)} → ${state(touched.now)}`;
      return el("li", {}, link(data, touched.on), `: ${states}`);
    });
    return el("article", { class: "claim change", id: `change-${at}`, tabindex: -1 },
      el("p", { class: "said" }, el("span", { class: one.effect.look }, pick(one.effect)), " ", el("b", {}, pick(one.sort)), " ", one.about),
      el("p", { class: "lines difference" }, difference(one.pieces)),
      el("p", { class: "place" }, [paper, places].filter(Boolean).join(" ")),
      duties.length > 0 && el("ul", {}, duties));
  });
  fill(list, el("p", { class: "hint" }, t("shownOf", last.changes.length, all.length)), all.length ? cards : el("p", {}, t("noChanges")),
    all.length > shown && el("p", {}, el("button", { type: "button", "data-key": "more", onclick: () => {
      shown += PART;
      again();
    } }, t("more"))));
}

function overdue(data, last) {
  if (!last.overdue.length) return null;
  const items = last.overdue.map((one) => el("li", {}, el("b", {}, one.due), " ", one.on && [link(data, one.on), " "], [one.place, one.says].filter(Boolean).join(" ")));
  return el("section", { "aria-label": t("overdue") }, el("h3", {}, t("overdue")), el("ul", {}, items));
}

function open(data, last) {
  if (!last.open.length) return null;
  const items = last.open.map((one) => {
    const [then, now] = [one.then, one.now].map((id) => pick(stateOf(data, id)));
    return el("li", {}, link(data, one.on), `: ${then === now ? t("stays", now) : `${then} → ${now}`}`);
  });
  return el("details", {}, el("summary", { "data-key": "open" }, `${t("stillOpen")} (${items.length})`), el("ul", {}, items));
}

// What became of one duty, for the page of that duty.
export function sinceLast(page, since) {
  if (!since) return null;
  const data = page.data;
  return el("section", { class: "since", "aria-label": t("changes") }, el("h3", {}, t("changes")),
    el("p", {}, el("span", { class: since.badge.look }, pick(since.badge)), " ", stood(data, since.then), " → ", stood(data, since.now)),
    el("p", { class: "lines" }, since.why),
    since.words.map((one) => el("p", { class: "text lines difference" }, el("b", {}, pick(one.sort)), " ", one.about, " ", difference(one.pieces))));
}
