// The text component: everything the pages show of articles and events is drawn here, as text.
import { drawArticle, drawArticles, drawChanges } from "./articles.js";
import { drawEvent } from "./event.js";
import { drawList } from "./list.js";
import { drawNotes, drawReading } from "./reading.js";

const DRAW = { event: drawEvent, list: drawList, reading: drawReading, notes: drawNotes, articles: drawArticles, article: drawArticle, changes: drawChanges };

export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".mapapp-text");
  if (!root) {
    root = document.createElement("div");
    root.className = "mapapp-text";
    parentElement.append(root);
  }
  root.classList.toggle("dark", Boolean(data.dark));
  DRAW[data.view](root, data, setTriggerValue);
}
