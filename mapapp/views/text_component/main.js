// The text component: everything the pages show of articles and events is drawn here, as text.
import { drawArticle, drawArticles, drawChanges } from "./articles.js";
import { drawEvent } from "./card.js";
import { drawCorrection } from "./correction.js";
import { drawFilters } from "./filters.js";
import { drawList } from "./list.js";
import { drawPlace } from "./place.js";
import { drawLines, drawOwnPlaces } from "./places.js";
import { drawNotes, drawReading } from "./reading.js";
import { drawSearch } from "./search.js";
import { drawBar, drawSheetHead } from "./sheet.js";
import { drawSide } from "./side.js";
import { drawTable } from "./table.js";

const DRAW = {
  event: drawEvent,
  list: drawList,
  bar: drawBar,
  sheet: drawSheetHead,
  reading: drawReading,
  notes: drawNotes,
  articles: drawArticles,
  article: drawArticle,
  changes: drawChanges,
  correction: drawCorrection,
  search: drawSearch,
  place: drawPlace,
  places: drawLines,
  own: drawOwnPlaces,
  filters: drawFilters,
  side: drawSide,
  table: drawTable,
};

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
