// The events of a selection as a table: any column sorts it, page by page, and it can be taken along as a file.
import { button, foreign, node, symbol } from "./nodes.js";
import { listenToMap, tellMap } from "./list.js";
import { cardClosed } from "./sheet.js";

const PAGE = 50;
const COLUMNS = [
  ["date", "Date", true], ["type", "Type"], ["place", "Place"], ["country", "Country"], ["killed", "Killed", true],
  ["", "Injured"], ["claimant", "Says who"], ["confidence", "Confidence", true], ["source", "Source"],
];

class Table {
  constructor(root) {
    this.sort = "-date";
    this.offset = 0;
    this.answer = null;
    this.box = node("div", "scroll sheet-table");
    this.told = node("p", "quiet");
    this.told.setAttribute("role", "status");
    this.files = node("p", "files quiet");
    this.table = node("table");
    const caption = node("caption", "unseen", "Events of the selection");
    const row = node("tr");
    this.heads = COLUMNS.map(([key, name, down]) => {
      const cell = node("th");
      cell.scope = "col";
      if (key) cell.append(button(name, "", () => this.order(key, down), "plain"));
      else cell.textContent = name;
      row.append(cell);
      return { key, cell };
    });
    const head = node("thead"), pages = node("nav", "pages");
    pages.setAttribute("aria-label", "Pages of the table");
    head.append(row);
    this.body = node("tbody");
    this.table.append(caption, head, this.body);
    this.back = button("‹", "The page before", () => this.turn(-PAGE));
    this.on = button("›", "The next page", () => this.turn(PAGE));
    pages.append(this.back, this.told, this.on, this.files);
    this.box.append(this.table);
    root.replaceChildren(pages, this.box);
    this.body.addEventListener("click", (event) => this.choose(event.target.closest("tr")?.dataset.id));
    for (const begin of ["mouseover", "focusin"])
      this.body.addEventListener(begin, (event) => tellMap(event.target.closest("tr")?.dataset.id ?? ""));
    for (const end of ["mouseleave", "focusout"]) this.body.addEventListener(end, () => tellMap(""));
    listenToMap(root);
    this.body.addEventListener("keydown", (event) => {
      const rows = [...this.body.children], at = rows.indexOf(event.target.closest("tr"));
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
      if (event.key === "Escape") this.choose("");
      else if (to === undefined) return;
      else rows[Math.max(0, Math.min(rows.length - 1, to))]?.querySelector("button")?.focus();
      event.preventDefault();
    });
  }

  choose(id) {
    if (id !== undefined) this.send("select", { id });
  }

  order(key, down) {
    const first = (down ? "-" : "") + key, other = (down ? "" : "-") + key;
    this.sort = this.sort === first ? other : first;
    this.offset = 0;
    this.load();
  }

  turn(by) {
    this.offset = Math.max(0, this.offset + by);
    this.load(true);
  }

  update(data, send) {
    const before = this.data;
    this.data = data;
    this.send = send;
    if (!before || before.s !== data.s || before.map !== data.map) this.offset = 0;
    if (!before || ["s", "map", "version"].some((name) => before[name] !== data[name])) this.load();
    else this.mark();
    this.box.classList.toggle("short", Boolean(data.selected));
    if (before?.selected && !data.selected) cardClosed(this.box, before.selected);
  }

  address(path, rest) {
    return this.data.api + "/" + path + "?" + new URLSearchParams({ map: this.data.map, s: this.data.s, ...rest });
  }

  async load(fromTop = false) {
    this.asking?.abort();
    const mine = (this.asking = new AbortController());
    this.files.replaceChildren("Download: ", ...[["csv", "CSV"], ["geojson", "GeoJSON"]].flatMap(([format, name], at) => {
      const made = node("a", "", name);
      made.href = this.address("export", { format });
      made.setAttribute("download", "mapapp-events." + format);
      return at ? [" · ", made] : [made];
    }));
    try {
      const asked = this.address("table", { sort: this.sort, offset: this.offset, limit: PAGE });
      const answer = await fetch(asked, { signal: mine.signal, headers: { Accept: "application/json" } });
      if (!answer.ok || !(answer.headers.get("content-type") || "").includes("json")) throw new Error("status " + answer.status);
      const found = await answer.json();
      if (mine !== this.asking) return;
      this.answer = found;
      this.draw(fromTop);
    } catch (error) {
      if (error.name !== "AbortError" && mine === this.asking) this.told.textContent = "The table could not be loaded.";
    }
  }

  draw(fromTop) {
    const { rows, total, offset } = this.answer;
    const focused = this.body.getRootNode().activeElement?.closest?.("tr")?.dataset.id;
    this.body.replaceChildren(...rows.map((row) => this.row(row)));
    this.told.textContent = total ? (offset + 1).toLocaleString("en") + "–" + (offset + rows.length).toLocaleString("en") + " of " + total.toLocaleString("en") : "No event matches all of these limits.";
    this.back.disabled = offset === 0;
    this.on.disabled = offset + rows.length >= total;
    for (const { key, cell } of this.heads) {
      const name = this.sort.replace(/^-/, "");
      if (key && key === name) cell.setAttribute("aria-sort", this.sort.startsWith("-") ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    if (fromTop) this.box.scrollTop = 0;
    this.mark();
    if (focused) this.body.querySelector('tr[data-id="' + CSS.escape(focused) + '"] button')?.focus({ preventScroll: true });
  }

  row(row) {
    const line = node("tr");
    line.dataset.id = row.id;
    const day = node("th");
    day.scope = "row";
    day.append(button(row.day || "undated", (row.day || "undated") + ", " + row.type + ", " + (row.place || "place not stated"), () => {}, "plain day"));
    const type = node("td", "type");
    const kind = node("div", "kind");
    type.append(kind);
    kind.append(symbol(this.data.looks[row.key], this.data.dark, row), node("span", "", row.type + (row.denied ? " · disputed" : "") + (row.background ? " · background" : "")));
    const cell = (text, name) => foreign("td", name, text || "–");
    line.append(day, type, cell(row.place), cell(row.country), cell(row.killed, "number"), cell(row.injured, "number"), cell(row.by), cell(row.sure, "number"), cell(row.source));
    return line;
  }

  mark() {
    for (const line of this.body.children) {
      const chosen = line.dataset.id === this.data.selected;
      line.classList.toggle("chosen", chosen);
      line.querySelector("button").setAttribute("aria-pressed", String(chosen));
    }
  }
}

const tables = new WeakMap();

export function drawTable(root, data, send) {
  if (!tables.has(root)) tables.set(root, new Table(root));
  tables.get(root).update(data, send);
}
