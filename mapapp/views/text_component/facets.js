// Parts of the filter panel: lists of values with their counts, a tree of types, choices of one.
import { button, foreign, node } from "./nodes.js";

const SHOWN = 6;
const SEARCH_FROM = 8;
let numbered = 0;

export const many = (count) => count.toLocaleString("en");
export const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

// A link holds the values of one filter in one parameter, commas between them.
export const readList = (raw) =>
  (raw || "").split(",").filter(Boolean).map((part) => part.replaceAll("%2C", ",").replaceAll("%25", "%"));
export const writeList = (values) =>
  [...values].map((value) => value.replaceAll("%", "%25").replaceAll(",", "%2C")).join(",");

export function section(title, name) {
  const box = node("fieldset", "facet" + (name ? " " + name : ""));
  box.append(node("legend", "", title));
  return box;
}

// A line with a box to tick or one of several to choose, a name, and how many events that would be.
export function line(kind, name, text, act) {
  const label = node("label", "value");
  const input = node("input");
  input.type = kind;
  if (name) input.name = name;
  input.addEventListener("change", () => act(input));
  const words = foreign("span", "name", text);
  const count = node("span", "n");
  label.append(input, words, count);
  return { label, input, words, count };
}

export function setCount(made, count) {
  made.count.textContent = count === undefined ? "" : many(count);
  made.label.classList.toggle("none", count === 0);
}

// Several values of one filter: the commonest, those that are chosen, and the rest by searching.
export class ValueList {
  constructor(panel, { part, key, title, hint, fixed, nameOf }) {
    Object.assign(this, { panel, part, key, fixed, nameOf: nameOf || ((value) => value.name) });
    this.known = new Map();
    this.lines = new Map();
    this.found = null;
    this.more = 0;
    this.root = section(title);
    if (hint) this.root.append(node("p", "quiet hint", hint));
    this.search = node("input", "find");
    Object.assign(this.search, { type: "search", placeholder: "Search", maxLength: 200, hidden: true, dir: "auto", autocomplete: "off", spellcheck: false });
    this.search.setAttribute("aria-label", "Search " + title.toLowerCase());
    this.search.addEventListener("input", () => this.typed());
    this.list = node("ul", "values");
    this.note = node("p", "quiet", "");
    this.unfold = button("", "", () => {
      this.unfolded = !this.unfolded;
      this.draw();
    }, "plain more");
    this.root.append(this.search, this.list, this.note, this.unfold);
    for (const value of fixed || []) this.known.set(value.key, { ...value, n: undefined });
  }

  // Takes up an answer of the server. The order of what is seen stays, so that nothing moves under a pointer.
  take({ values, more }, fresh) {
    if (fresh && !this.fixed) this.known.clear();
    for (const value of this.known.values()) value.n = 0;
    for (const value of values) {
      const held = this.known.get(value.key);
      if (held) held.n = value.n;
      else if (!this.fixed) this.known.set(value.key, { ...value, name: this.nameOf(value) });
    }
    this.more = more;
    if (this.search.value.trim() && this.more) this.ask();
    this.draw();
  }

  typed() {
    clearTimeout(this.timer);
    this.found = null;
    this.draw();
    if (this.search.value.trim()) this.timer = setTimeout(() => (this.more ? this.ask() : this.hear()), this.more ? 150 : 400);
  }

  async ask() {
    const typed = this.search.value.trim();
    const answer = typed && (await this.panel.fetch("values", { part: this.part, q: typed }, this));
    if (!answer || this.search.value.trim() !== typed) return;
    this.found = answer.values.map((value) => ({ ...value, name: this.nameOf(value) }));
    this.draw();
    this.hear();
  }

  // Tells a screen reader what a search has found.
  hear() {
    const n = this.list.children.length;
    this.panel.heard.textContent = n === 1 ? "1 value" : many(n) + " values";
  }

  draw() {
    const chosen = new Set(readList(this.panel.value(this.key)));
    for (const key of chosen)
      if (!this.known.has(key)) {
        const name = this.found?.find((value) => value.key === key)?.name ?? this.panel.nameOf(this.key, key);
        this.known.set(key, { key, name: this.nameOf({ key, name }), n: undefined });
      }
    const typed = folded(this.search.value), all = [...this.known.values()];
    const local = typed ? all.filter((value) => folded(value.name).includes(typed)) : all;
    const wanted = this.found ?? local;
    const seen = typed || this.unfolded || this.fixed || all.length <= SHOWN + 1
      ? wanted
      : wanted.filter((value, at) => at < SHOWN || chosen.has(value.key));
    this.place(seen.map((value) => this.lineOf(value, chosen)));
    this.search.hidden = !this.more && all.length < SEARCH_FROM && !typed;
    const rest = wanted.length - seen.length;
    this.unfold.hidden = !(rest || (this.unfolded && !typed && all.length > SHOWN + 1));
    this.unfold.textContent = rest ? "Show " + rest + " more" : "Show fewer";
    this.unfold.setAttribute("aria-expanded", String(Boolean(this.unfolded)));
    this.note.textContent = typed && !wanted.length ? "No such value."
      : this.more && !typed && this.unfolded ? many(this.more) + " more: search for them." : !all.length ? "Nothing to choose from." : "";
    this.note.hidden = !this.note.textContent;
  }

  lineOf(value, chosen) {
    if (!this.lines.has(value.key)) {
      const made = line("checkbox", "", value.name, (input) => {
        const now = new Set(readList(this.panel.value(this.key)));
        if (input.checked) now.add(value.key);
        else now.delete(value.key);
        this.panel.set({ [this.key]: writeList(now) });
      });
      made.item = node("li");
      made.item.append(made.label);
      this.lines.set(value.key, made);
    }
    const made = this.lines.get(value.key);
    made.input.checked = chosen.has(value.key);
    setCount(made, value.n);
    return made.item;
  }

  // Puts lines into the list; those that stand right already are not touched: they may have the focus.
  place(items) {
    const wanted = new Set(items);
    for (const old of [...this.list.children]) if (!wanted.has(old)) old.remove();
    items.forEach((item, at) => {
      if (this.list.children[at] !== item) this.list.insertBefore(item, this.list.children[at] ?? null);
    });
  }
}

// Types with their sub-types. A type that is chosen has all its sub-types; they are one filter to the server.
export class TypeTree {
  constructor(panel, tree) {
    this.panel = panel;
    this.tree = tree;
    this.root = section("Type");
    const list = node("ul", "values");
    this.made = tree.map((kind) => {
      const item = node("li"), head = node("div", "head"), subs = node("ul", "values subs");
      const top = line("checkbox", "", kind.name, (input) => this.tick(kind, null, input.checked));
      const open = button("", "Sub-types of " + kind.name, () => {
        subs.hidden = !subs.hidden;
        open.setAttribute("aria-expanded", String(!subs.hidden));
      }, "plain fold");
      open.setAttribute("aria-expanded", "false");
      subs.hidden = true;
      const below = kind.subs.map((sub) => {
        const made = line("checkbox", "", sub.name, (input) => this.tick(kind, sub, input.checked));
        const inner = node("li");
        inner.append(made.label);
        subs.append(inner);
        return { ...made, key: sub.key };
      });
      head.append(open, top.label);
      item.append(head, subs);
      list.append(item);
      return { kind, top, below, open, subs };
    });
    this.root.append(list);
  }

  tick(kind, sub, on) {
    const types = new Set(readList(this.panel.value("types"))), subs = new Set(readList(this.panel.value("sub")));
    const own = kind.subs.map((one) => one.key), whole = types.has(kind.key);
    if (!sub || whole) {
      types.delete(kind.key);
      own.forEach((key) => subs.delete(key));
    }
    if (!sub && on) types.add(kind.key);
    if (sub && whole) own.filter((key) => key !== sub.key).forEach((key) => subs.add(key));
    else if (sub && on) subs.add(sub.key);
    else if (sub) subs.delete(sub.key);
    this.panel.set({ types: writeList(types), sub: writeList(subs) });
  }

  take(facets) {
    const counts = (part) => new Map((facets[part]?.values ?? []).map((value) => [value.key, value.n]));
    const types = counts("types"), subs = counts("sub_types");
    for (const { kind, top, below } of this.made) {
      setCount(top, types.get(kind.key) ?? 0);
      for (const one of below) setCount(one, subs.get(one.key) ?? 0);
    }
  }

  draw() {
    const types = new Set(readList(this.panel.value("types"))), subs = new Set(readList(this.panel.value("sub")));
    for (const { kind, top, below, open, subs: list } of this.made) {
      const whole = types.has(kind.key), some = below.some((one) => subs.has(one.key));
      top.input.checked = whole;
      top.input.indeterminate = !whole && some;
      for (const one of below) one.input.checked = whole || subs.has(one.key);
      if (some && !whole && open.getAttribute("aria-expanded") === "false" && !this.drawn) open.click();
    }
    this.drawn = true;
  }
}

// One of several values, none of them by default; `own` is a field for a number that is not among them.
export class Choice {
  constructor(panel, { part, key, title, values, own, hint }) {
    Object.assign(this, { panel, part, key, fixed: new Set(values.map((value) => value.key)) });
    this.root = section(title, "pills");
    if (hint) this.root.append(node("p", "quiet hint", hint));
    this.name = "choice-" + ++numbered;
    this.row = node("div", "row");
    this.made = values.map((value) => this.pill(value));
    this.root.append(this.row);
    if (own) {
      const label = node("label", "own", own.label);
      this.number = node("input");
      Object.assign(this.number, { type: "number", min: own.min, max: own.max, step: own.step, inputMode: "numeric" });
      this.number.addEventListener("input", () => {
        const typed = this.number.value;
        if (typed && !this.number.checkValidity()) return;
        panel.set({ [key]: typed }, 400);
      });
      label.append(this.number);
      this.root.append(label);
    }
  }

  pill(value) {
    const made = line("radio", this.name, value.name, () => this.panel.set({ [this.key]: value.key }));
    this.row.append(made.label);
    return { ...made, key: value.key };
  }

  take(facets) {
    const counts = new Map((facets[this.part]?.values ?? []).map((value) => [value.key, value.n]));
    for (const one of this.made) if (one.key) setCount(one, counts.get(one.key));
  }

  draw() {
    const value = this.panel.value(this.key);
    if (value && !this.number && !this.fixed.has(value)) {
      this.fixed.add(value);
      this.made.push(this.pill({ key: value, name: Math.round(value * 100) + " %" }));
    }
    for (const one of this.made) one.input.checked = one.key === value;
    if (this.number && !this.number.matches(":focus")) this.number.value = value;
  }
}
