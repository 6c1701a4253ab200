// The papers: taken in by drop or choice, shown with what each was recognised as and why, and corrected by a click.

import { answered, ask, choice, el, field, fill } from "./dom.js";
import { kindName, pick, sideName, t } from "./words.js";

const LARGEST = 200 * 1024 * 1024;

// Buttons by which files or a folder are chosen, for `send`. `ids` name the two fields.
function pickers(ids, labels, send) {
  const chosen = (event) => {
    const files = [...event.target.files].map((file) => [file.webkitRelativePath || file.name, file]);
    event.target.value = "";
    send(files);
  };
  return ids.map((id, at) => {
    const input = el("input", { type: "file", id, hidden: true, onchange: chosen, ...(at === 1 ? { webkitdirectory: true } : { multiple: true }) });
    return [el("button", { type: "button", "data-key": id, onclick: () => input.click() }, labels[at]), input];
  });
}

// Where papers are dropped or chosen.
export function dropZone(page) {
  return el("section", { class: "drop", "aria-label": t("dropHere") },
    el("h2", {}, t("dropHere")),
    el("p", {}, t("dropHint")),
    el("p", { class: "buttons" }, pickers(["pick-files", "pick-folder"], [t("pickFiles"), t("pickFolder")], (files) => send(page, files))),
  );
}

// Where last year is chosen, and the comparison ended. Last year that was named when the program was started is not changed here.
export function lastChooser(page, isNamed, isThere) {
  if (isNamed) return el("p", { class: "hint" }, t("lastNamed"));
  const forget = async () => {
    if (!(await decided(t("forgetLast"), t("forgetHint"), [[t("forgetLast"), "yes"], [t("cancel"), ""]]))) return;
    const answer = await ask("api/last/forget", {});
    page.alarm(answer.ok ? "" : pick(answer));
  };
  return el("section", { class: "drop", "aria-label": t("dropLast") },
    el("h2", {}, t("dropLast")),
    el("p", {}, t("lastHint")),
    el("p", { class: "buttons" }, pickers(["last-files", "last-folder"], [t("pickLastFile"), t("pickLastFolder")], (files) => sendLast(page, files)),
      isThere && el("button", { type: "button", "data-key": "forget", onclick: forget }, t("forgetLast"))),
  );
}

// Files dropped on the view of changes are last year's.
const isLast = () => location.hash.startsWith("#/changes");

// Sends last year in the place of what was there. The folder that was chosen is last year's folder, whatever its name.
async function sendLast(page, files) {
  if (!files.length) return;
  const top = files[0][0].split("/")[0];
  const isFolder = files.every(([path]) => path.startsWith(`${top}/`));
  const all = files.map(([path, file]) => [isFolder ? path.slice(top.length + 1) : path, file]).filter(([path]) => !/(^|\/)[.~]/.test(path));
  const answer = await ask("api/last/forget", { quiet: true });
  if (!answer.ok) return page.alarm(pick(answer));
  await send(page, all, "&last=1");
}

// The whole window takes what is dropped.
export function watchDrops(page) {
  let depth = 0;
  const veil = (on) => document.body.classList.toggle("dropping", on);
  const holds = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragenter", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    depth += 1;
    document.body.dataset.drop = t(isLast() ? "dropNowLast" : "dropNow");
    veil(true);
  });
  addEventListener("dragleave", (event) => {
    if (!holds(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) veil(false);
  });
  addEventListener("dragover", (event) => holds(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    depth = 0;
    veil(false);
    const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
    // the list is emptied as soon as this function first waits
    const entries = items.map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
    const files = [];
    for (const entry of entries) await gather(entry, "", files);
    await (isLast() ? sendLast : send)(page, files);
  });
}

// The files of a folder, and of the folders in it.
async function gather(entry, above, files) {
  if (!entry) return;
  if (entry instanceof File) return files.push([entry.name, entry]);
  const path = above + entry.name;
  if (entry.isFile) {
    const file = await new Promise((done) => entry.file(done, () => done(null)));
    if (file) files.push([path, file]);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    // a reader gives some at a time
    const some = await new Promise((done) => reader.readEntries(done, () => done([])));
    if (!some.length) return;
    for (const below of some) await gather(below, `${path}/`, files);
  }
}

// Sends files one after the other, asks about those that clash, then has the papers read.
async function send(page, files, more = "") {
  if (!files.length) return;
  let [added, same] = [0, 0];
  const refused = [];
  const clashes = [];
  const one = async ([path, file], clash) => {
    if (file.size > LARGEST) return refused.push(t("tooLarge", path));
    const query = `path=${encodeURIComponent(path)}${clash ? `&clash=${clash}` : ""}${more}`;
    const answer = await answered(() => fetch(`api/upload?${query}`, { method: "POST", body: file }));
    if (answer.status === 409) clashes.push([path, file]);
    else if (!answer.ok) refused.push(pick(answer));
    else if (answer.done === "same") same += 1;
    else added += 1;
  };
  for (const [at, file] of files.entries()) {
    page.say(t("sending", at + 1, files.length, file[0]));
    await one(file);
  }
  for (const file of clashes.splice(0)) {
    const wish = await settle(file[0]);
    if (wish) await one(file, wish);
  }
  page.say(t("sent", added, same));
  page.alarm(refused.length ? `${t("notSent")}: ${refused.join(" ")}` : "");
  if (added) await ask("api/run", {});
}

// Asks what to do about a file of the same name. Gives `beside`, `replace` or nothing.
const settle = (path) => decided(path, t("clash"), [[t("beside"), "beside"], [t("replace"), "replace"], [t("leave"), ""]]);

// Asks for one of some answers, each with its words; to leave gives nothing.
function decided(title, words, answers) {
  return new Promise((done) => {
    const end = (wish) => {
      dialog.close();
      dialog.remove();
      done(wish);
    };
    const dialog = el("dialog", { "aria-labelledby": "asked" },
      el("h2", { id: "asked" }, title),
      el("p", {}, words),
      el("p", { class: "buttons" }, answers.map(([label, wish]) => el("button", { type: "button", onclick: () => end(wish) }, label))),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      end("");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

// The list of papers.
export function papersView(main, page) {
  const data = page.data;
  if (!data) return fill(main, dropZone(page));
  if (main.querySelector("form.dirty")) return;
  fill(
    main,
    el("h2", {}, t("papers")),
    !data.has_manifest && el("p", { class: "hint" }, t("madeManifest")),
    el("div", { class: "papers" }, data.papers.map((paper) => card(page, paper))),
    el("div", { class: "adders" }, adder(page, "system"), adder(page, "vendor")),
    dropZone(page),
  );
}

function names(data, paper) {
  const all = paper.systems.length === data.systems.length && !paper.told?.systems.length;
  return all ? t("all") : paper.systems.map((id) => data.systems.find((one) => one.id === id)?.name ?? id).join("、");
}

function card(page, paper) {
  const data = page.data;
  const told = (on) => (on ? el("small", {}, ` (${t("told")})`) : null);
  const facts = [
    [t("kind"), [kindName(data.kinds, paper.kind), paper.edition ? ` ${paper.edition}` : "", told(paper.told?.kind)]],
    [t("why"), paper.reason],
    [t("side"), [sideName(paper.side), told(paper.told?.side)]],
    [t("systems"), [names(data, paper), told(paper.told?.systems.length)]],
    [t("vendor"), [data.vendors.find((one) => one.id === paper.vendor)?.name ?? "", told(paper.told?.vendor)]],
    [t("read"), t("readOf", paper.rows, paper.units, paper.claims)],
  ].filter(([, words]) => words && String(words) !== ",");
  const notices = paper.notices.map((notice) => el("li", {}, `${notice.place} ${notice.says}`));
  return el("article", { class: paper.kind === "unknown" ? "paper-card unknown" : "paper-card" },
    el("h3", {}, paper.path),
    el("dl", {}, facts.flatMap(([label, words]) => [el("dt", {}, label), el("dd", {}, words)])),
    notices.length > 0 && el("ul", { class: "notes" }, notices),
    fixer(page, paper),
  );
}

// The way to say what a paper is. The form is made when it is first opened: a case may have many papers and systems.
function fixer(page, paper) {
  const summary = el("summary", { "data-key": `fix ${paper.path}` }, t("fix"), el("span", { class: "unseen" }, ` ${paper.path}`));
  const fix = el("details", {}, summary);
  fix.addEventListener("toggle", () => fix.open && !fix.querySelector("form") && fix.append(form(page, paper)));
  return fix;
}

// What a person says of a paper; an empty choice leaves it to recognition.
function form(page, paper) {
  const data = page.data;
  const told = paper.told ?? { kind: null, side: null, systems: [], vendor: null };
  const kinds = data.kinds.map((kind) => [kind.id, kindName(data.kinds, kind.id)]);
  const auto = t("auto", kindName(data.kinds, paper.kind));
  const kind = choice({ name: "kind" }, [["", told.kind ? t("none") : auto], ...kinds], told.kind);
  const sides = ["hospital", "vendor", "both"].map((id) => [id, sideName(id)]);
  const side = choice({ name: "side" }, [["", told.side ? t("none") : t("auto", sideName(paper.side))], ...sides], told.side);
  const vendors = data.vendors.map((vendor) => [vendor.id, vendor.name]);
  const vendor = choice({ name: "vendor" }, [["", t("none")], ...vendors], told.vendor);
  const boxes = data.systems.map((system) => {
    const box = el("input", { type: "checkbox", name: "system", value: system.id, checked: told.systems.includes(system.id) });
    return el("label", {}, box, " ", system.name);
  });
  const submit = async (event) => {
    event.preventDefault();
    const systems = [...made.querySelectorAll("[name=system]:checked")].map((box) => box.value);
    const fields = { path: paper.path, kind: kind.value || null, side: side.value || null, vendor: vendor.value || null, systems };
    const answer = await ask("api/paper", fields);
    if (!answer.ok) return page.alarm(pick(answer));
    made.classList.remove("dirty");
    page.alarm("");
    page.say(t("saved"));
  };
  const made = el("form", { onsubmit: submit, oninput: () => made.classList.add("dirty") },
    field(t("kind"), kind), field(t("side"), side), field(t("vendor"), vendor),
    el("fieldset", { class: "boxes" }, el("legend", {}, t("systems")), boxes),
    el("button", { type: "submit", "data-key": `save ${paper.path}` }, t("save")),
  );
  return made;
}

// One system or vendor more, which papers can then be given to.
function adder(page, what) {
  const name = el("input", { type: "text", maxlength: 200, required: true });
  const vendors = page.data.vendors.map((vendor) => [vendor.id, vendor.name]);
  const vendor = what === "system" ? choice({}, [["", t("none")], ...vendors], "") : null;
  const submit = async (event) => {
    event.preventDefault();
    const answer = await ask(`api/${what}`, { name: name.value, vendor: vendor?.value || null });
    if (!answer.ok) return page.alarm(pick(answer));
    page.alarm("");
    name.value = "";
    page.say(t("saved"));
  };
  return el("details", {}, el("summary", { "data-key": `add ${what}` }, t(what === "system" ? "newSystem" : "newVendor")),
    el("form", { onsubmit: submit }, field(t("name"), name), vendor && field(t("vendor"), vendor), el("button", { type: "submit" }, t("addIt"))),
  );
}
