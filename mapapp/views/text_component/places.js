// Lists of places and events that lead somewhere, and the reader's own places with what can be done to them.
import { button, foreign, node } from "./nodes.js";

export function drawLines(root, data, send) {
  const box = node("section", "lines");
  for (const group of data.groups) {
    box.append(node("h3", "", group.title));
    if (!group.rows.length) box.append(node("p", "quiet", group.empty));
    const list = node("ul");
    list.setAttribute("aria-label", group.title);
    for (const row of group.rows) {
      const line = node("li");
      const made = button("", "", () => send(group.act, { id: row.id }), "line");
      const words = node("span", "words");
      words.append(foreign("span", "name", row.label), foreign("span", "quiet", row.about));
      made.append(words);
      if (row.end) made.append(node("span", "end", row.end));
      line.append(made);
      list.append(line);
    }
    if (group.rows.length) box.append(list);
    if (group.more) box.append(node("p", "quiet", group.more));
  }
  root.replaceChildren(box);
}

export function drawOwnPlaces(root, data, send) {
  const focused = root.querySelector("button:focus")?.dataset.id;
  const list = node("ul", "own-places");
  list.setAttribute("aria-label", "Your own places");
  for (const row of data.rows) {
    const line = node("li");
    const made = button("", "", () => send("open", { id: row.id }), "line");
    made.dataset.id = row.id;
    const words = node("span", "words");
    words.append(foreign("span", "name", row.label), foreign("span", "quiet", row.about));
    made.append(words);
    line.append(made);
    if (data.can) {
      const acts = node("span", "acts");
      acts.append(button("Edit", "Edit " + row.label, () => send("edit", { id: row.id }), "small"));
      acts.append(button("Delete", "Delete " + row.label, () => send("delete", { id: row.id }), "small"));
      line.append(acts);
    }
    list.append(line);
  }
  root.replaceChildren(list);
  if (data.more) root.append(node("p", "quiet", data.more));
  if (focused) list.querySelector('button[data-id="' + CSS.escape(focused) + '"]')?.focus({ preventScroll: true });
}
