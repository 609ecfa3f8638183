// The component of the Places page: its search box, a place's card, lists of places. Text goes in as text.
import { drawCard } from "./card.js";
import { drawLines, drawOwn } from "./lists.js";
import { drawSearch } from "./search.js";

const DRAW = { search: drawSearch, card: drawCard, lines: drawLines, own: drawOwn };

export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".mapapp-places");
  if (!root) {
    root = document.createElement("div");
    root.className = "mapapp-places";
    parentElement.append(root);
  }
  root.classList.toggle("dark", Boolean(data.dark));
  DRAW[data.view](root, data, setTriggerValue);
}
