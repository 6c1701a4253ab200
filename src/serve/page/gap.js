// One duty in one system: both sides' words, why the state is what it is, what to propose; what a person confirms, corrects and decides.

import { ask, badge, choice, el, field, fill } from "./dom.js";
import { headingName, kindName, language, partyName, pick, t } from "./words.js";
import { sinceLast } from "./changes.js";
import { addressOf, wanted } from "./list.js";

let shown = "";

export async function gapView(main, page, about) {
  // names of parties and kinds come with the overview, which is on its way
  if (!page.data) return fill(main);
  const at = about.lastIndexOf("@");
  const query = `duty=${encodeURIComponent(about.slice(0, at))}&system=${encodeURIComponent(about.slice(at + 1))}`;
  const isOther = shown !== about;
  if (isOther) fill(main);
  shown = about;
  if (!isOther && main.querySelector("form.dirty")) {
    return warn(main, page, about);
  }
  const gap = await ask(`api/gap?${query}`);
  if (shown !== about || !location.hash.startsWith("#/gap/")) return;
  if (!isOther && main.querySelector("form.dirty")) return warn(main, page, about);
  if (!gap.ok) return fill(main, steps(page, about), el("p", {}, gap.status === 404 ? t("gone") : pick(gap)));
  draw(main, page, gap, about);
}

// New results are there while somebody is writing: what was written stays.
function warn(main, page, about) {
  if (main.querySelector(".newer")) return;
  const drop = () => {
    main.querySelectorAll("form.dirty").forEach((form) => form.classList.remove("dirty"));
    gapView(main, page, about);
  };
  main.prepend(el("p", { class: "newer", role: "status" }, t("dirty"), " ", el("button", { type: "button", onclick: drop }, t("showNew"))));
}

// The way back, and to the gaps before and behind this one.
function steps(page, about) {
  const data = page.data;
  const all = data ? wanted(data) : [];
  const here = all.findIndex(([duty, system]) => `${data.duties[duty].id}@${data.systems[system].id}` === about);
  const to = (at, words) => here >= 0 && all[at] && el("li", {}, el("a", { href: addressOf(data, all[at]), "data-key": words }, words));
  return el("nav", { class: "steps", "aria-label": t("gaps") }, el("ul", {},
    el("li", {}, el("a", { href: "#/gaps", "data-key": "back" }, t("back"))),
    here > 0 && to(here - 1, t("previous")), to(here + 1, t("next"))));
}

function draw(main, page, gap, about) {
  const facts = [
    [t("meaning"), pick(gap.state.means)],
    [t("reason"), gap.why],
    [t("plain"), pick(gap.plain)],
    [t("basis"), gap.basis.join(" / ")],
  ].filter(([, words]) => words);
  const list = (pairs) => el("dl", {}, pairs.flatMap(([label, words]) => [el("dt", {}, label), el("dd", {}, words)]));
  fill(
    main,
    steps(page, about),
    el("h2", { class: "gap-title" },
      gap.priority && el("span", { class: `prio ${gap.priority}` }, gap.priority), " ", badge(gap.state, pick(gap.state)), " ",
      pick(gap.title), " ", el("small", {}, gap.system_name, gap.holder ? ` / ${partyName(page.data.parties, gap.holder)}` : "")),
    gap.by_hand && el("p", { class: "hand banner" }, el("b", {}, t("byHand")), " ",
      gap.by_hand.changed ? t("without", pick(gap.by_hand)) : t("withoutSame")),
    list(facts),
    sinceLast(page, gap.since),
    el("div", { class: "sides" }, side(page, gap, 0, "ours"), side(page, gap, 1, "theirs")),
    gap.dropped.length > 0 && dropped(page, gap),
    gap.ask && el("section", {}, el("h3", {}, t("todo")), el("p", { class: "lines" }, gap.ask)),
    texts(page, gap),
    gap.findings.length > 0 && el("section", {}, el("h3", {}, t("findings")),
      el("ul", {}, gap.findings.map((finding) => el("li", {}, finding.says, " ", finding.remedy)))),
    (!gap.state.rests || gap.decision.standing) && decision(page, gap),
  );
}

function side(page, gap, at, title) {
  const { claims, searched } = gap.sides[at];
  const silence = searched.length ? [t("silent"), el("small", {}, ` (${t("searched", searched.join("、"))})`)] : t("noPaper");
  return el("section", { "aria-label": t(title) }, el("h3", {}, t(title)),
    claims.length ? claims.map((claim) => card(page, gap, claim)) : el("p", {}, silence));
}

// A sentence, where it stands, how it was read, and the way to correct it.
function card(page, gap, claim) {
  const data = page.data;
  const place = [claim.path, claim.place, claim.line && !claim.place.includes("行目") ? t("line", claim.line) : ""];
  const said = language() === "en" ? `${partyName(data.parties, claim.holder)}: ${claim.strength}` : claim.said;
  const read = [claim.step, claim.agent, claim.condition, claim.scope, t("sure")[claim.sure]].filter(Boolean).join(" / ");
  return el("article", { class: claim.correction ? "claim corrected" : "claim" },
    el("p", { class: "said" }, el("b", {}, said), " ", claim.kind && el("small", {}, kindName(data.kinds, claim.kind))),
    el("blockquote", {}, claim.quote),
    el("p", { class: "place" }, place.filter(Boolean).join(" ")),
    el("p", { class: claim.sure === "low" ? "reading unsure" : "reading" }, `${t("howRead")}: ${read}`),
    claim.around && el("details", {}, el("summary", { "data-key": `around ${claim.id}` }, t("around")), el("p", { class: "lines" }, claim.around)),
    claim.correction && corrected(page, claim.correction),
    corrector(page, gap, claim),
  );
}

function corrected(page, correction) {
  const words = [correction.says, correction.reason, correction.by, correction.day].filter(Boolean).join(" / ");
  return el("p", { class: "hand" }, el("b", {}, t("correction")), ` ${words} `, undo(page, correction.stamp));
}

export function undo(page, stamp) {
  const take = async () => {
    const answer = await ask("api/correction/undo", { stamp });
    page.alarm(answer.ok ? "" : pick(answer));
    if (answer.ok) page.say(t("saved"));
    else page.refresh();
  };
  return el("button", { type: "button", "data-key": `undo ${stamp}`, onclick: take }, t("undo"));
}

let radios = 0;

// The way to correct a sentence. The form is made when it is first opened.
function corrector(page, gap, claim) {
  const unseen = el("span", { class: "unseen" }, ` ${claim.quote.slice(0, 40)}`);
  const made = el("details", { class: "corrector" }, el("summary", { "data-key": `correct ${claim.id}` }, t("correct"), unseen));
  made.addEventListener("toggle", () => made.open && !made.querySelector("form") && made.append(correction(page, gap, claim)));
  return made;
}

function correction(page, gap, claim) {
  const name = `change-${(radios += 1)}`;
  const radio = (value, words) =>
    el("label", {}, el("input", { type: "radio", name, value, required: true, "data-key": `${value} ${claim.id}` }), " ", words);
  const holders = page.data.holders.filter((id) => id !== claim.holder).map((id) => [id, partyName(page.data.parties, id)]);
  const holder = choice({ "aria-label": t("holder"), onchange: () => (form.elements[name].value = "holder") }, holders, holders[0][0]);
  const reason = el("textarea", { rows: 2, required: true, maxlength: 4000 });
  const by = el("input", { type: "text", maxlength: 200, autocomplete: "name", value: page.by });
  const submit = async (event) => {
    event.preventDefault();
    page.by = by.value;
    const change = form.elements[name].value;
    const answer = await ask("api/correction", {
      number: gap.number, claim: claim.id, change, holder: change === "holder" ? holder.value : null,
      reason: reason.value, by: by.value, seen: claim.correction?.stamp ?? "",
    });
    page.alarm(answer.ok ? "" : pick(answer));
    if (answer.ok) {
      form.classList.remove("dirty");
      page.say(t("saved"));
    }
  };
  const form = el("form", { onsubmit: submit, oninput: () => form.classList.add("dirty") },
    el("fieldset", {}, el("legend", {}, t("correct")),
      radio("confirm", t("confirm")), radio("drop", t("drop")), el("span", { class: "row" }, radio("holder", t("holderIs")), holder)),
    field(t("reasonOf"), reason, t("reasonHint")), field(t("by"), by),
    el("p", {}, el("button", { type: "submit" }, t("applyIt")), " ", el("small", {}, t("effectNote"))),
  );
  return form;
}

function dropped(page, gap) {
  const all = gap.dropped.map((one) => el("li", {},
    el("blockquote", {}, one.quote), el("p", { class: "place" }, `${one.path} ${one.place}`), corrected(page, one)));
  return el("section", { class: "hand" }, el("h3", {}, t("droppedHead")), el("ul", { class: "plain" }, all));
}

function texts(page, gap) {
  if (!gap.proposal.texts.length) return null;
  const all = gap.proposal.texts.map((text, at) => {
    const words = pick(text);
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(words);
        page.say(t("copied"));
      } catch {
        getSelection().selectAllChildren(shownWords);
      }
    };
    const shownWords = el("p", { class: "lines copy" }, words);
    const button = el("button", { type: "button", "data-key": `copy ${at}`, "aria-label": `${t("copy")}: ${pick(text.for)}`, onclick: copy }, t("copy"));
    return el("article", { class: "text" }, el("h4", {}, pick(text.for), " ", button), shownWords);
  });
  return el("section", {}, el("h3", {}, t("texts")), all);
}

// What people decide. The words of a heading that means a day are read as one where they can be.
function decision(page, gap) {
  const now = gap.decision;
  const lists = [["plans", "planChoices"], ["judgements", "judgementChoices"]].map(([id, key]) =>
    el("datalist", { id }, t(key).map((words) => el("option", { value: words }))));
  const controls = now.entries.map(([heading, words]) => {
    const fields = { name: heading, value: words, maxlength: 4000, "data-key": `entry ${heading}` };
    if (heading === "メモ") return [heading, el("textarea", { rows: 3, ...fields })];
    const list = { "対応方針": "plans", "判断": "judgements" }[heading];
    return [heading, el("input", { type: "text", autocomplete: "off", list, ...fields })];
  });
  const isDay = (heading) => heading === "期限" || heading === "完了日";
  const by = el("input", { type: "text", maxlength: 200, autocomplete: "name", value: page.by, "data-key": "decided by" });
  const moved = now.standing?.id === "moved";
  const looked = el("input", { type: "checkbox", "data-key": "confirmed" });
  const submit = async (event) => {
    event.preventDefault();
    page.by = by.value;
    const entries = Object.fromEntries(controls.map(([heading, control]) => [heading, control.value]));
    const answer = await ask("api/decision", {
      duty: gap.duty, system: gap.system, entries, confirmed: looked.checked, by: by.value, seen: now.stamp,
    });
    page.alarm(answer.ok ? "" : pick(answer));
    if (answer.ok) page.say(t("saved"));
    form.classList.remove("dirty");
    page.refresh();
  };
  const form = el("form", { class: "decision", onsubmit: submit, oninput: () => form.classList.add("dirty") },
    lists, controls.map(([heading, control]) => {
      const part = field(headingName(heading), control, isDay(heading) ? t("dayHint") : null);
      if (heading === "メモ") part.classList.add("wide");
      return part;
    }),
    field(t("by"), by),
    now.added.length > 0 && el("div", { class: "field" }, el("b", {}, t("yours")), now.added.map(([heading, words]) => el("p", {}, `${heading}: ${words}`))),
    moved && el("p", {}, el("label", {}, looked, " ", t("confirmed"))),
    el("p", {}, el("button", { type: "submit", "data-key": "decide" }, t("save"))),
  );
  const standing = now.standing && [now.standing.ja, now.standing.why, now.place].filter(Boolean).join(" / ");
  return el("section", {}, el("h3", {}, t("decide")), el("p", { class: "hint" }, t("decideHint")),
    standing && el("p", { class: moved ? "hand" : "hint" }, standing), form);
}
