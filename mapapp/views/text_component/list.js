// The events of a selection, newest first, and the trays of those that cannot be placed or dated.
import { button, node, symbol } from "./nodes.js";
import { cardClosed } from "./sheet.js";

function rowOf(row, data, send) {
  const line = node("li");
  line.id = "row-" + row.id;
  line.setAttribute("role", "option");
  line.tabIndex = -1;
  line.dataset.id = row.id;
  line.setAttribute("aria-selected", String(row.id === data.selected));
  const words = node("div", "words");
  const head = node("p", "head");
  head.append(node("span", "day", row.day), node("span", "where", row.place || "place not stated"));
  const text = node("p", "excerpt", row.words);
  text.dir = "auto";
  const type = node("p", "quiet", row.type);
  if (row.denied) type.append(" · disputed");
  if (row.background) type.append(" · background");
  words.append(head, type, text);
  line.append(symbol(data.looks[row.key], data.dark, row), words);
  for (const begin of ["mouseenter", "focus"]) line.addEventListener(begin, () => tellMap(row.id));
  for (const end of ["mouseleave", "blur"]) line.addEventListener(end, () => tellMap(""));
  line.addEventListener("click", () => send("select", { id: row.id }));
  return line;
}

// The map and the list show each other what the pointer, or the focus, is on: by messages, without a run.
export function tellMap(id) {
  for (const frame of document.querySelectorAll("iframe"))
    frame.contentWindow?.postMessage({ type: "mapapp:list-hover", id }, window.location.origin);
}

export function listenToMap(root) {
  if (root.mapListener) return;
  root.mapListener = (event) => {
    if (!root.isConnected) window.removeEventListener("message", root.mapListener);
    if (event.origin !== window.location.origin || event.data?.type !== "mapapp:map-hover") return;
    const ids = new Set(event.data.ids);
    for (const line of root.querySelectorAll("[data-id]")) line.classList.toggle("pointed", ids.has(line.dataset.id));
  };
  window.addEventListener("message", root.mapListener);
}

function listOf(rows, label, data, send) {
  const list = node("ol", "events");
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  for (const row of rows) list.append(rowOf(row, data, send));
  const lines = () => [...list.children];
  const first = lines().find((line) => line.dataset.id === data.selected) ?? list.firstElementChild;
  if (first) first.tabIndex = 0;
  list.addEventListener("keydown", (key) => {
    const all = lines();
    const at = all.indexOf(key.target.closest("li"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[key.key];
    if (to !== undefined) {
      const next = all[Math.max(0, Math.min(all.length - 1, to))];
      all.forEach((line) => (line.tabIndex = line === next ? 0 : -1));
      next.focus();
    } else if (key.key === "Enter" || key.key === " ") send("select", { id: all[at]?.dataset.id ?? "" });
    else if (key.key === "Escape") send("select", { id: "" });
    else return;
    key.preventDefault();
  });
  return list;
}

export function drawList(root, data, send) {
  listenToMap(root);
  const focused = root.querySelector("li:focus")?.dataset.id, before = root.dataset.selected;
  const open = new Set([...root.querySelectorAll("details[open]")].map((tray) => tray.dataset.name));
  const scrolled = root.querySelector(".scroll")?.scrollTop ?? 0;
  const box = node("div", "scroll" + (data.short ? " short" : ""));
  if (data.demo) {
    const line = node("p", "demo-line");
    line.append(node("span", "flag demo", "Demo text"), node("span", "quiet", "Newest first"));
    box.append(line);
  }
  if (data.rows.length) box.append(listOf(data.rows, "Events, newest first", data, send));
  else {
    const empty = node("div", "empty");
    empty.append(node("p", "", data.empty));
    if (data.limited) empty.append(button("Clear the filters", "", () => send("clear", { n: Date.now() })));
    box.append(empty);
  }
  if (data.more) {
    const more = button("Show " + data.more + " more", "", () => send("more", { shown: data.rows.length }));
    more.classList.add("more");
    box.append(more);
  }
  for (const tray of data.trays) {
    const details = node("details");
    details.dataset.name = tray.name;
    details.open = open.has(tray.name) || tray.rows.some((row) => row.id === data.selected);
    details.append(node("summary", "", tray.name + ": " + tray.total));
    if (tray.note) details.append(node("p", "quiet", tray.note));
    details.append(listOf(tray.rows, tray.name, data, send));
    if (tray.total > tray.rows.length)
      details.append(node("p", "quiet", "The first " + tray.rows.length + " of " + tray.total + "."));
    box.append(details);
  }
  root.replaceChildren(box);
  box.scrollTop = scrolled;
  const chosen = box.querySelector('li[aria-selected="true"]');
  if (chosen && root.dataset.selected !== data.selected) {
    const over = chosen.offsetTop - box.scrollTop;
    if (over < 0 || over + chosen.offsetHeight > box.clientHeight)
      box.scrollTop = chosen.offsetTop - box.clientHeight / 3;
  }
  root.dataset.selected = data.selected;
  if (focused) box.querySelector('li[data-id="' + CSS.escape(focused) + '"]')?.focus({ preventScroll: true });
  if (before && !data.selected) cardClosed(box, before);
}
