// What a correction would change: the article's events as they are on the map, and as they would be.
import { marked, node, symbol } from "./nodes.js";

const NAMES = { kept: "unchanged", gone: "goes", changed: "changes", added: "new" };

function side(name, rows, data) {
  const box = node("section", "side");
  box.append(node("h3", "", name));
  if (!rows.length) box.append(node("p", "quiet", "No event"));
  const list = node("ul", "compared");
  for (const row of rows) {
    const line = node("li", row.change);
    const words = node("div", "words");
    const head = node("p", "head");
    head.append(node("strong", "", row.place || "place not stated"), node("span", "mark-" + row.change, NAMES[row.change]));
    words.append(head, node("p", "quiet", [row.type, row.day, row.toll].filter(Boolean).join(" · ")));
    words.append(marked("p", row.words, []));
    line.append(symbol(data.looks[row.key], data.dark, row), words);
    list.append(line);
  }
  box.append(list);
  return box;
}

export function drawCorrection(root, data) {
  const box = node("div", "correction");
  box.append(node("p", "summary", data.summary));
  for (const note of data.notes) box.append(node("p", "note", note));
  const sides = node("div", "sides");
  sides.append(side("On the map now", data.before, data), side("After the correction", data.after, data));
  box.append(sides);
  root.replaceChildren(box);
}
