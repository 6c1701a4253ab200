// All that people corrected, with what it did; those that lapsed first.

import { el, fill } from "./dom.js";
import { partyName, pick, t } from "./words.js";
import { undo } from "./gap.js";

export function correctionsView(main, page) {
  const data = page.data;
  if (!data) return fill(main);
  const head = el("h2", {}, t("corrections"));
  if (!data.corrections.length) return fill(main, head, el("p", {}, t("correctionsNone")));
  const sorted = [...data.corrections].sort((one, other) => Number(!one.lapsed) - Number(!other.lapsed));
  fill(main, head, el("div", { class: "papers" }, sorted.map((one) => card(page, one))));
}

function card(page, one) {
  const data = page.data;
  const duty = data.duties.find((duty) => duty.id === one.duty);
  const state = (id) => pick(data.states.find((state) => state.id === id) ?? {});
  const effects = one.touched.map((touched) => {
    const system = data.systems.find((system) => system.id === touched.system)?.name ?? touched.system;
    const words = touched.before === touched.after
      ? `${state(touched.after)} (${t("unchanged")})`
      : `${state(touched.before)} → ${state(touched.after)}`;
    const address = `#/gap/${encodeURIComponent(`${one.duty}@${touched.system}`)}`;
    return el("li", {}, el("a", { href: address }, `${system}: ${words}`));
  });
  const change = { confirm: t("confirm"), drop: t("drop"), holder: `${t("holderIs")} ${partyName(data.parties, one.holder)}` }[one.change];
  const facts = [
    [t("sentence"), el("blockquote", {}, one.quote)],
    [t("paper"), `${one.path} ${one.place}`],
    [t("change"), change],
    [t("reason"), one.reason],
    [t("who"), [one.by, one.day].filter(Boolean).join(" ")],
    [t("effect"), one.lapsed ? one.lapsed : el("ul", { class: "plain" }, effects)],
  ].filter(([, words]) => words);
  return el("article", { class: one.lapsed ? "paper-card unknown" : "paper-card" },
    el("h3", {}, el("span", { class: one.lapsed ? "state hangs" : "state weak" }, t(one.lapsed ? "lapsed" : "applied")), " ", duty ? pick(duty) : one.duty),
    el("dl", {}, facts.flatMap(([label, words]) => [el("dt", {}, label), el("dd", {}, words)])),
    el("p", {}, undo(page, one.stamp)),
  );
}
