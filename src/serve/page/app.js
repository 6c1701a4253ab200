// The page: hears what the program is doing, fetches the overview of each run, and shows the view that the address names.

import { ask, badge, el, fill } from "./dom.js";
import { language, pick, t, turn } from "./words.js";
import { dropZone, papersView, watchDrops } from "./papers.js";
import { matrixView } from "./matrix.js";
import { listView } from "./list.js";
import { gapView } from "./gap.js";
import { changesView } from "./changes.js";
import { correctionsView } from "./corrections.js";

const part = (id) => document.getElementById(id);

// What all views share. `data` is the overview of the last run that went through; null before the first.
export const page = { data: null, by: "", show, say, alarm, refresh };

const VIEWS = [
  ["overview", overview],
  ["papers", papersView],
  ["gaps", listView],
  ["matrix", matrixView],
  ["changes", changesView],
  ["corrections", correctionsView],
];

// The view that the address names, with what it is about: `#/gap/bck.take@ehr`.
function route() {
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  return [name || "overview", decodeURIComponent(rest.join("/"))];
}

let shownAt = "";

function show() {
  const [name, about] = route();
  const view = name === "gap" ? gapView : (VIEWS.find(([known]) => known === name)?.[1] ?? overview);
  part("skip").textContent = t("skip");
  head();
  tabs(name);
  const main = part("main");
  const moved = shownAt !== "" && shownAt !== location.hash;
  shownAt = location.hash || "#/";
  view(main, page, about);
  if (moved) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function head() {
  const data = page.data;
  const name = data?.hospital ?? t("noName");
  document.title = `${name} - hazama`;
  fill(part("title"), name);
  fill(part("facts"), data && [
    `${t("asOf")} ${data.as_of} / ${pick(data.use)} / ${t("guideline", data.guideline)} / `,
    `${t("papersRead", data.papers.length)} / ${t("claims", data.claims)}`,
  ].join(""));
  const files = [["gaps.xlsx", "book"], ["report.html", "html"], ["report.json", "json"]];
  const links = files.map(([file, words]) => el("li", {}, el("a", { href: `${file}?lang=${language()}`, download: file, "data-key": file }, t(words))));
  fill(
    part("tools"),
    data && el("nav", { "aria-label": t("downloads") }, el("ul", {}, links)),
    el("button", { type: "button", "data-key": "reread", onclick: reread }, t("reread")),
    el("button", { type: "button", "data-key": "lang", lang: language() === "ja" ? "en" : "ja", onclick: speak }, t("lang")),
  );
}

function speak() {
  turn();
  show();
}

async function reread() {
  const answer = await ask("api/run", {});
  if (!answer.ok) alarm(pick(answer));
}

function tabs(name) {
  const nav = part("tabs");
  nav.setAttribute("aria-label", t("tabs"));
  const count = (view) => {
    if (!page.data) return null;
    if (view === "changes") return page.data.last?.changes;
    return { papers: page.data.papers, gaps: page.data.order, corrections: page.data.corrections }[view]?.length;
  };
  const items = VIEWS.map(([view]) => {
    const number = count(view);
    const here = view === name || (view === "gaps" && name === "gap");
    const link = el("a", { href: `#/${view === "overview" ? "" : view}`, "aria-current": here ? "page" : null, "data-key": view });
    link.append(t(view));
    if (number !== null && number !== undefined) link.append(" ", el("span", { class: "number" }, number));
    return el("li", {}, link);
  });
  fill(nav, el("ul", {}, items));
}

// A short word on what was done; read aloud.
function say(words) {
  fill(part("news"), el("p", {}, words));
}

// Why what a person did was refused; read aloud at once. It stays until they do something that is not, whatever runs meanwhile.
function alarm(words) {
  fill(part("refused"), words && el("p", {}, words));
}

function overview(main, { data }) {
  if (!data) return fill(main, dropZone(page));
  const counts = data.states.filter((state) => state.count > 0).map((state) => {
    const words = [el("b", {}, state.count), " ", badge(state, pick(state))];
    const target = state.rests ? "#/matrix" : `#/gaps/${state.id}`;
    return el("li", { title: pick(state.means) }, el("a", { href: target }, words));
  });
  const notes = data.notices.concat(
    data.papers.flatMap((paper) => paper.notices.map((notice) => `${paper.path} ${notice.place}: ${notice.says}`)),
  );
  const dropped = data.last?.dropped?.length ?? 0;
  fill(
    main,
    dropped > 0 && el("p", { class: "newer dropped" }, el("b", {}, t("droppedCount", dropped)), " ", el("a", { href: "#/changes" }, t("changes"))),
    data.last?.refused && el("p", { class: "newer" }, t("lastUnused"), " ", el("a", { href: "#/changes" }, t("changes"))),
    el("h2", {}, t("counts")),
    el("ul", { class: "tally" }, counts),
    el("p", {}, t("start")),
    dropZone(page),
    el("h2", {}, t("unread")),
    notes.length ? el("ul", { class: "notes" }, notes.map((note) => el("li", {}, note))) : el("p", {}, t("nothingUnread")),
  );
}

// Fetches the overview where there is a newer one.
async function refresh() {
  const answer = await ask("api/overview");
  if (answer.ok) {
    page.data = answer;
    show();
  }
}

function hear(news) {
  const now = news.now;
  const words = {
    waiting: () => t("waiting"),
    reading: () => t("reading", now.at, now.of, now.path),
    judging: () => t("judging"),
  }[now.phase];
  if (words) {
    const bar = el("progress", { max: now.of ?? 1, "aria-label": t("read") });
    if (now.phase === "reading") bar.value = now.at - 1;
    fill(part("work"), el("p", {}, words(), " ", bar));
  } else {
    fill(part("work"));
  }
  if (now.phase === "stopped") {
    const faults = now.faults.map((fault) => el("li", {}, pick(fault)));
    fill(part("alert"), el("p", {}, t("stopped")), el("ul", {}, faults));
  } else if (now.phase === "ready") {
    fill(part("alert"));
  }
  if (now.phase === "ready" || (now.phase === "stopped" && !page.data && news.shown)) refresh();
}

// Listens only while the page is looked at: a browser keeps few connections to one address.
let ears = null;

function listen() {
  if (document.hidden || ears) return;
  ears = new EventSource("api/news");
  ears.onmessage = (message) => hear(JSON.parse(message.data));
  ears.onopen = () => part("alert").querySelector(".lost")?.remove();
  ears.onerror = () => {
    if (!part("alert").querySelector(".lost")) part("alert").append(el("p", { class: "lost" }, t("lost")));
  };
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    ears?.close();
    ears = null;
  } else {
    listen();
  }
});
addEventListener("hashchange", show);
part("skip").addEventListener("click", (event) => {
  event.preventDefault();
  part("main").focus();
});
watchDrops(page);
show();
listen();
