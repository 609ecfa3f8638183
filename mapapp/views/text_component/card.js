// The card beside the map; on a phone a sheet over its lower part.
import { facts, flags, heading, report } from "./event.js";
import { button, node, symbol } from "./nodes.js";
import { isPhone, cardOpened } from "./sheet.js";

let shownTurn = 0;

// Tells the list how much of the screen the card leaves it.
const sizes = new ResizeObserver((seen) => {
  for (const { target } of seen)
    document.documentElement.style.setProperty("--mapapp-card", target.offsetHeight + "px");
});
function measure(card) {
  sizes.disconnect();
  sizes.observe(card);
}

function barOf(data, send) {
  const bar = node("nav", "bar");
  bar.setAttribute("aria-label", "From event to event");
  const act = (name, text, label, does) => {
    const made = button(text, label, does);
    made.dataset.act = name;
    return made;
  };
  const step = (name, text, label, id) => {
    const made = act(name, text, label, () => send("select", { id }));
    made.disabled = !id;
    return made;
  };
  bar.append(step("previous", "‹", "Previous event", data.previous), step("next", "›", "Next event", data.next));
  bar.append(node("span", "quiet grow", data.position));
  const copy = act("copy", "Copy link", "Copy a link to this event", async () => {
    const said = (text) => {
      copy.textContent = text;
      copy.setAttribute("aria-label", text);
    };
    try {
      const link = new URL(window.location.href); // the page's own address may still be on its way
      link.searchParams.set("event", data.event.id);
      await navigator.clipboard.writeText(link.href);
      said("Copied");
    } catch {
      said("Copy it from the address bar");
    }
  });
  bar.append(copy, act("close", "✕", "Close this event", () => send("select", { id: "" })));
  return bar;
}

function hereOf(data, send) {
  const made = [node("h3", "here", "Also at this point")];
  for (const row of data.here) {
    const other = button("", "", () => send("select", { id: row.id }));
    other.className = "other";
    other.append(symbol(data.looks[row.key], data.dark, row), node("span", "quiet", row.day), node("span", "", row.type));
    made.push(other);
  }
  return made;
}

export function drawEvent(root, data, send) {
  const { event, looks, dark } = data;
  document.documentElement.toggleAttribute("data-mapapp-card", Boolean(event));
  if (!event) {
    root.replaceChildren();
    return;
  }
  const focused = root.getRootNode().activeElement?.closest?.("article.card") ? root.getRootNode().activeElement : null;
  const again = focused?.dataset.act || (focused ? "card" : "");
  const isNew = !root.querySelector("article.card");
  const card = node("article", "card");
  card.tabIndex = -1;
  card.setAttribute("aria-label", "The chosen event");
  card.append(barOf(data, send), heading(event, looks[event.type_key], dark, "h2"));
  if (data.note) card.append(node("p", "note", data.note));
  const line = flags(event);
  if (line.childNodes.length) card.append(line);
  card.append(facts(event));
  event.reports.slice(0, 20).forEach((one) => card.append(report(one)));
  if (event.reports.length > 20) card.append(node("p", "quiet", event.reports.length - 20 + " more reports"));
  if (event.merged_because) card.append(node("p", "quiet", "One incident: " + event.merged_because));
  if (data.here.length) card.append(...hereOf(data, send));
  card.addEventListener("keydown", (key) => {
    const id = { ArrowLeft: data.previous, ArrowRight: data.next, Escape: "" }[key.key];
    if (id === undefined || id === null) return;
    key.preventDefault();
    send("select", { id });
  });
  root.classList.add("beside");
  root.replaceChildren(card);
  measure(card);
  if (isNew) cardOpened(card, event.id);
  else if (again) (card.querySelector('[data-act="' + again + '"]:not(:disabled)') ?? card).focus({ preventScroll: true });
  // A card that was drawn for another event before starts at its top.
  if (data.reveal !== shownTurn && !isPhone()) card.scrollTop = 0;
  shownTurn = data.reveal;
}
