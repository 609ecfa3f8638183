// A chip for each limit that is set, and a link to what is shown.
import { button, foreign, node } from "./nodes.js";

// Draws the chips into a list of its own, anew only where they changed; the focus stays where it was.
export function drawChips(list, chips, send) {
  const told = JSON.stringify(chips);
  if (list.dataset.told === told) return;
  const before = [...list.children].findIndex((line) => line.contains(list.getRootNode().activeElement));
  list.dataset.told = told;
  list.hidden = !chips.length;
  list.replaceChildren(...chips.map((chip) => {
    const made = button("", "Take off: " + chip.name, () => send("change", { set: chip.set, at: Date.now() }), "chip");
    made.append(foreign("span", "name", chip.name), node("span", "off", "✕"));
    made.title = chip.name;
    made.lastChild.setAttribute("aria-hidden", "true");
    const line = node("li");
    line.append(made);
    return line;
  }));
  if (before >= 0) list.children[Math.min(before, chips.length - 1)]?.firstChild.focus({ preventScroll: true });
}

export function chipList() {
  const list = node("ul", "chips");
  list.setAttribute("aria-label", "Limits that are set");
  list.hidden = true;
  return list;
}

// The page's address, which says all that is chosen, with where the map is looked at.
function viewLink() {
  const link = new URL(window.location.href);
  const view = document.querySelector('iframe[title*="st_folium"]')?.contentWindow?.mapapp?.view();
  if (view) link.searchParams.set("at", [view.lat.toFixed(3), (((view.lon + 540) % 360 + 360) % 360 - 180).toFixed(3), view.zoom].join(","));
  return link.href;
}

// A button that copies the page's address, or what `textOf` gives.
export function copyButton(text = "Copy link", label = "Copy a link to this view", textOf = viewLink) {
  let back = 0;
  const copy = button(text, label, async () => {
    let said = "Copied";
    try {
      await navigator.clipboard.writeText(textOf());
    } catch {
      said = "The browser does not let it be copied";
    }
    copy.textContent = said;
    copy.setAttribute("aria-label", said);
    clearTimeout(back);
    back = setTimeout(() => {
      copy.textContent = text;
      copy.setAttribute("aria-label", label);
    }, 4000);
  }, "copy-view");
  return copy;
}
