// The search box: suggestions while one types (an ARIA combobox with a list), chosen by keyboard or pointer.
import { foreign, node } from "./nodes.js";

const WAIT_MS = 120;
let number = 0;

class Search {
  constructor(root) {
    const id = "place-search-" + ++number;
    this.send = () => {};
    this.found = [];
    this.active = -1;
    this.turn = null;
    this.label = node("label", "caption", "Find a place");
    this.label.htmlFor = id;
    this.input = node("input");
    Object.assign(this.input, { id, type: "text", autocomplete: "off", spellcheck: false, maxLength: 300 });
    this.input.placeholder = "A name in any script, or “12 km north of …”";
    this.input.dir = "auto";
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", id + "-list"], ["autocapitalize", "off"], ["enterkeyhint", "search"]])
      this.input.setAttribute(name, value);
    this.list = node("ul", "suggestions");
    this.list.id = id + "-list";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Places");
    this.said = node("p", "said");
    this.said.setAttribute("role", "status");
    this.note = node("p", "quiet note-line");
    this.note.hidden = true;
    const box = node("div", "search");
    box.append(this.label, this.input, this.list, this.note, this.said);
    root.replaceChildren(box);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("focus", () => this.input.value.trim() && this.found.length && this.open());
  }

  update(data, send) {
    this.api = data.api;
    this.send = send;
    if (data.turn === this.turn) return;
    this.turn = data.turn;
    this.input.value = data.value || "";
    this.found = [];
    this.close();
    if (data.focus) this.input.focus({ preventScroll: true });
  }

  typed() {
    clearTimeout(this.timer);
    const typed = this.input.value.trim();
    if (!typed) {
      this.asking?.abort();
      this.found = [];
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.ask(typed), WAIT_MS);
  }

  async ask(typed) {
    this.asking?.abort();
    const mine = (this.asking = new AbortController());
    try {
      const answer = await fetch(this.api + "?q=" + encodeURIComponent(typed), { signal: mine.signal, headers: { Accept: "application/json" } });
      if (!answer.ok || !(answer.headers.get("content-type") || "").includes("json")) throw new Error("status " + answer.status);
      const { places } = await answer.json();
      if (mine !== this.asking || this.input.value.trim() !== typed) return;
      this.found = Array.isArray(places) ? places : [];
      this.tell("");
      this.draw();
      if (document.activeElement === this.input || this.input.matches(":focus")) this.open();
      this.say(this.found.length === 1 ? "1 place" : this.found.length + " places");
    } catch (error) {
      if (error.name === "AbortError" || mine !== this.asking) return;
      this.found = [];
      this.close();
      this.tell("Suggestions could not be loaded. Press Enter to search.");
    }
  }

  draw() {
    this.active = -1;
    this.list.replaceChildren(...this.found.map((place, at) => {
      const line = node("li");
      line.id = this.list.id + "-" + at;
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", "false");
      const head = node("span", "head");
      head.append(foreign("span", "name", place.name));
      if (place.label) head.append(foreign("span", "label", place.label));
      const about = [place.own ? "your own" : "", place.historic ? "former name" : "", place.kind, place.where].filter(Boolean).join(" · ");
      line.append(head, foreign("span", "quiet", about));
      line.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
      line.addEventListener("click", () => this.choose(at));
      return line;
    }));
  }

  open() {
    this.list.hidden = !this.found.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }

  mark(at) {
    this.active = at;
    [...this.list.children].forEach((line, i) => line.setAttribute("aria-selected", String(i === at)));
    if (at < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", this.list.children[at].id);
      this.list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  key(event) {
    if (event.isComposing) return;
    const shown = !this.list.hidden, last = this.found.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!this.found.length) return;
      const down = event.key === "ArrowDown";
      if (!shown) {
        this.open();
        this.mark(down ? 0 : last);
      } else if (down) this.mark(this.active >= last ? -1 : this.active + 1);
      else this.mark(this.active < 0 ? last : this.active - 1);
    } else if (event.key === "Enter") {
      if (shown && this.active >= 0) this.choose(this.active);
      else if (this.input.value.trim()) {
        this.stop();
        this.send("choose", { query: this.input.value.trim() });
      }
    } else if (event.key === "Escape") {
      if (shown) this.close();
      else {
        this.stop();
        this.input.value = "";
        this.found = [];
      }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  choose(at) {
    const place = this.found[at];
    this.stop();
    this.input.value = place.name;
    this.send("choose", { id: place.id, name: place.name });
  }

  stop() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.asking = null;
    this.close();
  }

  say(text) {
    this.said.textContent = text;
  }

  tell(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
  }
}

const boxes = new WeakMap();

export function drawSearch(root, data, send) {
  if (!boxes.has(root)) boxes.set(root, new Search(root));
  boxes.get(root).update(data, send);
}
