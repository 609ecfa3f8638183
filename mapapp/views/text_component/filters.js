// The panel of all filters, with live counts. What is ticked shows at once and is sent to the page; what has been
// sent and not come back yet is sent again with the next change, so that no run of the page can lose it.
import { Choice, line, many, section, setCount, TypeTree, ValueList } from "./facets.js";
import { button, node } from "./nodes.js";
import { isPhone } from "./sheet.js";

const WAIT_MS = 20;
const TYPING_MS = 400;
const MOST_VALUES = 100, LONGEST = 4000;
const FOREIGN = /\{[{%#]|[<>`]/;
const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });

function languageName({ key, name }) {
  try {
    return languages.of(key) || name;
  } catch {
    return name; // no language's code
  }
}

const PRECISIONS = [["exact", "Exact spot"], ["town", "Town or village"], ["district", "District, or near a town"], ["region", "Region"], ["country", "Country only"]];
const STATUSES = [["machine", "Not reviewed"], ["reviewed", "Reviewed"]];
const fixed = (pairs) => pairs.map(([key, name]) => ({ key, name }));

class Panel {
  constructor(root, data) {
    this.pending = {};
    this.sending = {};
    this.waiting = {};
    this.sent = 0;
    this.open = button("", "", () => this.toggle(), "open-panel");
    this.open.setAttribute("aria-expanded", "false");
    this.open.setAttribute("aria-controls", "all-filters");
    this.box = node("section", "panel");
    this.box.id = "all-filters";
    this.box.tabIndex = -1;
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", "All filters");
    this.told = node("p", "told quiet");
    this.problem = node("p", "note");
    this.problem.hidden = true;
    this.problem.setAttribute("role", "status");
    this.heard = node("p", "unseen");
    this.heard.setAttribute("role", "status");
    const head = node("div", "panel-head");
    this.clearing = button("Clear filters", "", () => this.clear(), "plain");
    head.append(node("h2", "", "All filters"), this.clearing, button("✕", "Close all filters", () => this.close(), "plain close"));
    const body = node("div", "panel-body");
    body.append(...this.build(data).map((part) => part.root));
    this.box.append(head, this.told, this.problem, this.heard, body);
    this.box.addEventListener("keydown", (key) => {
      if (key.key !== "Escape" || isPhone()) return;
      key.preventDefault();
      this.close();
    });
    root.replaceChildren(this.open, this.box);
    // counts are fetched while the panel is seen: opened on a desk's screen, in the sheet on a phone
    new IntersectionObserver((seen) => {
      this.seen = seen.some((one) => one.isIntersecting);
      if (this.seen && this.asked !== this.question()) this.count(true);
    }).observe(this.told);
    window.addEventListener("resize", () => this.fit());
  }

  build(data) {
    const list = (part, key, title, rest = {}) => new ValueList(this, { part, key, title, ...rest });
    this.tree = new TypeTree(this, data.tree);
    this.lists = [
      list("places", "place", "Place"),
      list("countries", "country", "Country", { hint: "Whoever holds or claims the place." }),
      list("actors", "actors", "Actors"),
      list("claimants", "by", "Who says so"),
      list("sources", "source", "Source"),
      list("languages", "lang", "Language", { nameOf: languageName }),
      list("precisions", "precision", "How exactly placed", { fixed: fixed(PRECISIONS) }),
      list("statuses", "status", "Review", { fixed: fixed(STATUSES) }),
    ];
    const step = (n) => ({ key: String(n), name: n ? n + "+" : "Stated" });
    const share = (s) => ({ key: String(s), name: Math.round(s * 100) + " %" });
    const any = { key: "", name: "Any" };
    this.choices = [
      new Choice(this, { part: "killed", key: "killed", title: "Killed, at least", values: [any, ...[0, 1, 5, 10, 25, 50, 100, 500].map(step)], own: { label: "Another number", min: 0, max: 999999999, step: 1 } }),
      new Choice(this, { part: "confidence", key: "sure", title: "Confidence, at least", values: [any, ...[0.3, 0.5, 0.6, 0.7, 0.8, 0.9].map(share)] }),
      new Choice(this, { part: "", key: "disputed", title: "Disputed: one side denies it", values: [{ key: "", name: "Shown" }, { key: "hidden", name: "Hidden" }, { key: "only", name: "Only these" }] }),
    ];
    const [killed, sure, disputed] = this.choices;
    const [place, country, actors, by, source, lang, precision, status] = this.lists;
    return [this.words(), this.tree, country, place, this.area(), actors, by, killed, sure, disputed, this.switches(), precision, source, lang, status];
  }

  words() {
    const root = section("Words in the excerpts");
    this.typed = node("input", "find");
    Object.assign(this.typed, { type: "search", maxLength: 200, dir: "auto", placeholder: "All of these words", autocomplete: "off", spellcheck: false });
    this.typed.setAttribute("aria-label", "Words in the excerpts");
    const hint = node("p", "quiet hint", "A star stands for any ending: shell* finds shells and shelling.");
    hint.id = "words-hint";
    this.typed.setAttribute("aria-describedby", hint.id);
    const take = (wait) => {
      const text = this.typed.value.split(/\s+/).filter(Boolean).join(" ");
      if (FOREIGN.test(text)) this.say("Words hold letters and digits; these signs cannot be searched for.");
      else if (text !== this.value("words")) this.set({ words: text }, wait);
    };
    this.typed.addEventListener("input", () => take(TYPING_MS));
    this.typed.addEventListener("change", () => take(0));
    root.append(this.typed, hint);
    return { root };
  }

  area() {
    const root = section("Drawn area");
    this.noArea = node("p", "quiet", "None. Draw one on the map.");
    this.offArea = button("Drawn area ✕", "Take off the drawn area", () => this.set({ area: "" }), "chip");
    root.append(this.noArea, this.offArea);
    return { root };
  }

  switches() {
    const root = section("Also show");
    this.background = line("checkbox", "", "Background: told as history", (input) => this.set({ background: input.checked ? "1" : "" }));
    this.low = line("checkbox", "", "Low confidence", (input) => this.set({ low: input.checked ? "" : "0" }));
    const list = node("ul", "values");
    for (const made of [this.background, this.low]) {
      const item = node("li");
      item.append(made.label);
      list.append(item);
    }
    root.append(list);
    return { root };
  }

  // ---- what is chosen
  value(key) {
    return this.pending[key] ?? this.data.link[key] ?? "";
  }

  nameOf(key, value) {
    return this.data.names[key + "=" + value] ?? value;
  }

  set(changes, wait = WAIT_MS) {
    const wide = Object.values(changes).some((text) => text.length > LONGEST || text.split(",").length > MOST_VALUES);
    this.say(wide ? "A link can hold no more than this." : "");
    if (!wide) {
      Object.assign(this.pending, changes);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.tell(), wait);
      this.count();
    }
    this.draw();
  }

  tell() {
    this.sent = Math.max(this.sent + 1, Date.now());
    this.sending = { ...this.pending };
    this.send("change", { set: this.sending, n: this.sent });
  }

  clear() {
    clearTimeout(this.timer);
    this.pending = {};
    this.sending = {};
    this.sent = Math.max(this.sent + 1, Date.now());
    this.send("change", { clear: true, n: this.sent });
  }

  update(data, send) {
    this.data = data;
    this.send = send;
    if (data.taken >= this.sent) this.forget();
    this.open.textContent = data.limits ? "More filters · " + data.limits : "More filters";
    this.draw();
    if (this.seen && this.asked !== this.question()) this.count();
  }

  // Python has what was sent last: only what was changed since is still pending.
  forget() {
    for (const [key, value] of Object.entries(this.sending)) if (this.pending[key] === value) delete this.pending[key];
    this.sending = {};
  }

  // ---- counts
  question() {
    const asked = { ...this.data.link, ...this.pending };
    for (const key of Object.keys(asked)) if (!asked[key]) delete asked[key];
    return new URLSearchParams({ ...asked, map: this.data.map }).toString() + "#" + this.data.version;
  }

  async fetch(path, more, asker) {
    asker.asking?.abort();
    const mine = (asker.asking = new AbortController());
    try {
      const query = new URLSearchParams(this.question().split("#")[0]);
      for (const [key, value] of Object.entries(more)) query.set(key, value);
      const answer = await fetch(this.data.api + "/" + path + "?" + query, { signal: mine.signal, headers: { Accept: "application/json" } });
      if (!answer.ok || !(answer.headers.get("content-type") || "").includes("json")) throw new Error("status " + answer.status);
      const found = await answer.json();
      return mine === asker.asking ? found : null;
    } catch (error) {
      if (error.name !== "AbortError" && mine === asker.asking) this.say("The counts could not be loaded; the filters work all the same.");
      return null;
    }
  }

  async count(fresh = false) {
    if (!this.seen) return;
    this.asked = this.question();
    this.fresh = this.fresh || fresh;
    const answer = await this.fetch("facets", {}, this);
    if (!answer) return;
    fresh = this.fresh;
    this.fresh = false;
    this.told.textContent = answer.sentence;
    this.tree.take(answer.facets);
    for (const one of this.choices) one.take(answer.facets);
    for (const one of this.lists) one.take(answer.facets[one.part] ?? { values: [], more: 0 }, fresh);
    setCount(this.background, answer.switches.background);
    setCount(this.low, answer.switches.low_confidence);
    const only = this.choices[2].made.find((one) => one.key === "only");
    setCount(only, answer.switches.disputed);
    this.problem.hidden = true;
  }

  // ---- what is seen
  draw() {
    for (const one of [this.tree, ...this.choices, ...this.lists]) one.draw();
    if (!this.typed.matches(":focus")) this.typed.value = this.value("words");
    this.background.input.checked = this.value("background") === "1";
    this.low.input.checked = this.value("low") !== "0";
    this.offArea.hidden = !this.value("area");
    this.noArea.hidden = !this.offArea.hidden;
    this.clearing.disabled = !Object.values({ ...this.data.link, ...this.pending }).some(Boolean);
  }

  say(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
  }

  toggle() {
    if (this.box.classList.contains("shown")) this.close();
    else {
      this.box.classList.add("shown");
      this.open.setAttribute("aria-expanded", "true");
      this.fit();
      this.box.focus({ preventScroll: true });
    }
  }

  close() {
    this.box.classList.remove("shown");
    this.open.setAttribute("aria-expanded", "false");
    this.open.focus({ preventScroll: true });
  }

  // Below the chips, over the list: map and chips stay in sight.
  fit() {
    const above = document.querySelector(".st-key-summary") ?? this.open;
    const top = Math.max(60, above.getBoundingClientRect().bottom + 8);
    this.box.style.setProperty("--top", Math.round(top) + "px");
  }
}

const panels = new WeakMap();

export function drawFilters(root, data, send) {
  if (!panels.has(root)) {
    const made = new Panel(root, data);
    made.data = data;
    panels.set(root, made);
  }
  panels.get(root).update(data, send);
}
