// The stored articles: their list, one of them with what was read in it, and what was changed lately.
import { button, link, marked, node, symbol } from "./nodes.js";

export function drawArticles(root, data, send) {
  const focused = root.querySelector("button:focus")?.dataset.id;
  const list = node("ol", "articles");
  list.setAttribute("aria-label", "Articles, newest first");
  for (const row of data.rows) {
    const line = node("li");
    const open = button("", "", () => send("open", { id: row.id }));
    open.dataset.id = row.id;
    const title = node("span", "title", row.title || "Untitled article");
    title.dir = "auto";
    open.append(title);
    open.append(node("span", "quiet", [row.source, row.day].filter(Boolean).join(" · ")));
    const count = node("span", "count", row.events === 1 ? "1 event" : row.events + " events");
    open.append(count);
    line.append(open);
    list.append(line);
  }
  root.replaceChildren(list);
  if (focused) list.querySelector('button[data-id="' + CSS.escape(focused) + '"]')?.focus({ preventScroll: true });
}

let shownArticle = "";

export function drawArticle(root, data, send) {
  const box = node("article", "reading stored");
  const title = node("h2");
  title.dir = "auto";
  title.append(link(data.title || "Untitled article", data.url));
  box.append(title, node("p", "quiet", data.about));
  for (const note of data.notes) box.append(node("p", "note", note));
  box.append(node("h3", "", data.events.length === 1 ? "1 event" : data.events.length + " events"));
  if (!data.events.length) box.append(node("p", "quiet", data.empty));
  for (const row of data.events) {
    const line = button("", "", () => send("map", { id: row.id }));
    line.className = "other";
    const place = row.place || "place not stated";
    line.append(symbol(data.looks[row.key], data.dark, row), node("strong", "", place));
    line.append(node("span", "", row.type), node("span", "quiet", row.day), node("span", "to", "On the map ›"));
    box.append(line);
  }
  if (data.refused.length) {
    const more = node("details", "refusals");
    const many = data.refused.length === 1 ? "1 sentence refused" : data.refused.length + " sentences refused";
    more.append(node("summary", "", many));
    for (const line of data.refused) {
      const refused = node("section", "refused");
      refused.append(marked("blockquote", line.text, []), node("p", "quiet", line.reason));
      more.append(refused);
    }
    more.open = true;
    box.append(more);
  }
  const heading = node("h3", "", "Text");
  if (data.events.length) heading.append(node("span", "key event", "an event"));
  if (data.refused.length) heading.append(node("span", "key refused", "refused"));
  box.append(heading, marked("p", data.text, data.marks));
  box.lastChild.classList.add("whole");
  root.replaceChildren(box);
  if (shownArticle !== data.id) box.scrollIntoView({ block: "nearest" });
  shownArticle = data.id;
}

export function drawChanges(root, data, send) {
  const list = node("ul", "changes");
  for (const row of data.rows) {
    const line = node("li");
    const words = node("span", "words");
    words.append(node("strong", "", row.what + " "), node("span", "", row.title), node("span", "quiet", " · " + row.at));
    line.append(words);
    if (row.can) line.append(button("Undo", "Undo: " + row.what + " " + row.title, () => send("undo", { id: row.id })));
    else if (row.state) line.append(node("span", "quiet", row.state));
    list.append(line);
  }
  root.replaceChildren(list);
}
