// Small helpers for all views. Words only ever become text: nothing here takes markup, so nothing that stands in a paper can run.

// An element. `fields` are attributes; `on…` are listeners; false and null are left out, true stands for an empty attribute.
export function el(tag, fields = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(fields)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "selected") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  add(node, children);
  return node;
}

function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child instanceof Node ? child : String(child));
  }
}

// Puts nodes in the place of all that stood there, and the focus back on the part that had it.
export function fill(node, ...children) {
  const had = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  node.replaceChildren();
  add(node, children);
  if (had) node.querySelector(`[data-key="${CSS.escape(had)}"]`)?.focus({ preventScroll: true });
}

// A choice of words. `options` are pairs of value and words.
export function choice(fields, options, chosen) {
  const items = options.map(([value, words]) => el("option", { value, selected: value === (chosen ?? "") }, words));
  return el("select", fields, items);
}

let labels = 0;

// A field with its label above it.
export function field(words, control, hint) {
  control.id ||= `field-${(labels += 1)}`;
  const parts = [el("label", { for: control.id }, words), control];
  if (hint) {
    const id = `${control.id}-hint`;
    control.setAttribute("aria-describedby", id);
    parts.push(el("small", { id }, hint));
  }
  return el("div", { class: "field" }, parts);
}

// A state as mark, word and colour.
export function badge(state, words) {
  return el("span", { class: state.look }, el("span", { "aria-hidden": "true" }, state.mark), " ", words);
}

// What the server says to a question; the refusal, in both languages, where it refuses.
export async function ask(address, fields) {
  const init = fields === undefined ? {} : { method: "POST", body: JSON.stringify(fields) };
  return answered(() => fetch(address, init));
}

export async function answered(send) {
  let answer;
  try {
    answer = await send();
  } catch {
    return {
      status: 0,
      ja: "hazama に届きません。端末で hazama serve が動いているか確かめてください。",
      en: "hazama cannot be reached; check that hazama serve is still running in the terminal",
    };
  }
  const body = await answer.json().catch(() => ({}));
  return { status: answer.status, ok: answer.ok, ...body };
}
