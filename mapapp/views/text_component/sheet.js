// On a phone the filters and the card are sheets over the lower edge of the screen; the map stays in sight behind
// them. A sheet takes the focus when it opens and gives it back when it closes.
import { chipList, copyButton, drawChips } from "./chips.js";
import { button, node } from "./nodes.js";
import { drawSide, sideSwitch } from "./side.js";

const phone = window.matchMedia("(max-width: 640px)");
const page = document.documentElement;

export const isPhone = () => phone.matches;

const mapFrame = () => document.querySelector('iframe[title*="st_folium"]');
const scroller = () => document.querySelector(".stMain") ?? document.scrollingElement;

// Scrolls the map up to the page's head, so that as much of it as can be is in sight above a sheet.
function showMap() {
  const head = document.querySelector(".stAppHeader")?.getBoundingClientRect().bottom ?? 0;
  const top = mapFrame()?.getBoundingClientRect().top ?? 0;
  scroller()?.scrollBy({ top: top - head, behavior: "instant" });
}

// ---- the filters
let opener = null;

function boxOf(root) {
  return root.getRootNode().host?.closest(".st-key-filters") ?? document.querySelector(".st-key-filters");
}

function openFilters(from) {
  const box = document.querySelector(".st-key-filters");
  if (!box) return;
  opener = from;
  page.dataset.mapappSheet = "filters";
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", "Filters");
  opener.setAttribute("aria-expanded", "true");
  showMap();
  box.addEventListener("keydown", onEscape);
  setTimeout(() => closer?.focus({ preventScroll: true }), 0);
}

function closeFilters() {
  if (page.dataset.mapappSheet !== "filters") return;
  delete page.dataset.mapappSheet;
  const box = document.querySelector(".st-key-filters");
  for (const name of ["role", "aria-label"]) box?.removeAttribute(name);
  box?.removeEventListener("keydown", onEscape);
  opener?.setAttribute("aria-expanded", "false");
  opener?.focus({ preventScroll: true });
}

function onEscape(key) {
  // A list or a calendar that is open over the sheet takes the first Escape for itself.
  if (key.key !== "Escape" || boxOf(key.currentTarget)?.querySelector('[aria-expanded="true"]')) return;
  key.preventDefault();
  closeFilters();
}

phone.addEventListener("change", () => closeFilters());

// The head of the filters' sheet.
let closer = null;
export function drawSheetHead(root, data, send) {
  if (!root.firstChild) {
    const head = node("div", "sheet-head");
    closer = button("Done", "Close the filters", closeFilters);
    head.append(node("h2", "", "Filters"), copyButton(), closer);
    root.replaceChildren(head, chipList());
  }
  drawChips(root.querySelector(".chips"), data.chips, send);
}

// The bar above the map: a chip for each limit; on a phone the way to the filters; for a screen reader how many
// events are shown.
export function drawBar(root, data, send) {
  let open = root.querySelector(".filters-button");
  if (!open) {
    delete page.dataset.mapappSheet;
    open = button("", "", () => openFilters(open), "filters-button");
    const undo = button("Undo", "Undo: set the limits again", () => send("change", { undo: true, at: Date.now() }), "undo");
    open.setAttribute("aria-haspopup", "dialog");
    open.setAttribute("aria-expanded", "false");
    const live = node("p", "unseen");
    live.setAttribute("role", "status");
    root.classList.add("view-bar");
    const embed = copyButton("Embed", "Copy the code that shows this view inside another site", () => root.embedCode);
    embed.classList.add("embed-code");
    root.replaceChildren(chipList(), undo, copyButton(), embed, sideSwitch(send), open, live);
  }
  drawChips(root.querySelector(".chips"), data.chips, send);
  root.querySelector(".undo").hidden = !data.undo;
  root.embedCode = data.embed;
  root.querySelector(".embed-code").hidden = !data.embed;
  drawSide(root, data, send);
  open.textContent = data.limits ? "Filters · " + data.limits : "Filters";
  const live = root.querySelector("[role=status]");
  if (live.textContent !== data.live) live.textContent = data.live;
  mapFrame()?.setAttribute("aria-label", "Map of events");
}

// ---- the card
let back = null;

// The card has come: remember where the reader was, and on a phone go to it, the map in sight above it.
export function cardOpened(card, id) {
  const fromMap = document.activeElement === mapFrame();
  back = { id, fromMap, top: scroller()?.scrollTop ?? 0 };
  if (!isPhone()) return;
  showMap();
  if (document.activeElement !== document.body || fromMap) card.focus({ preventScroll: true });
}

// The card has gone: give the focus back where nothing else has taken it. `box` is the list.
export function cardClosed(box, id) {
  const was = back;
  back = null;
  if (!was) return;
  setTimeout(() => {
    const lost = !document.activeElement || document.activeElement === document.body;
    if (isPhone() && !was.fromMap) scroller()?.scrollTo({ top: was.top });
    if (!lost && !isPhone()) return;
    const row = box.querySelector('li[data-id="' + CSS.escape(id || was.id) + '"]');
    if (was.fromMap || !row) mapFrame()?.focus({ preventScroll: true });
    else row.focus({ preventScroll: !isPhone() });
  }, 80);
}
