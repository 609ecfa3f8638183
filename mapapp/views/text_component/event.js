// One event: what, when, where, how many, who says so, and the sentences it was read from.
import { button, link, marked, node, symbol, webAddress } from "./nodes.js";

function fact(list, name, ...values) {
  const shown = values.filter(Boolean);
  if (!shown.length) return;
  const text = node("dd");
  for (const value of shown) text.append(typeof value === "string" ? node("span", "", value) : value);
  list.append(node("dt", "", name), text);
}

function placeOf(place) {
  if (!place) return [node("span", "quiet", "Place not stated")];
  const pinned = Number.isFinite(place.lat);
  const others = place.names?.slice(0, 8).join(", ");
  return [
    node("strong", "", place.label || place.name),
    others && node("span", "quiet", "also " + others),
    node("span", "quiet", pinned ? place.precision_text : "Named, but not sure enough to be put on the map"),
  ];
}

// "Why there?": what spoke for this place, for those who want to check it.
function why(place) {
  const reasons = place?.reasons ?? [];
  if (!reasons.length) return null;
  const more = node("details", "why");
  more.append(node("summary", "", "Why there?"));
  for (const reason of reasons.slice(0, 12)) more.append(node("span", "quiet", reason));
  return more;
}

export function facts(event) {
  const list = node("dl");
  fact(list, "When", event.when.text);
  fact(list, "Where", ...placeOf(event.place), why(event.place));
  fact(list, "Killed", event.killed?.text);
  fact(list, "Injured", event.injured?.text);
  if (!event.killed && !event.injured) fact(list, "Toll", node("span", "quiet", "not stated"));
  fact(list, "Says who", event.claimed_by || node("span", "quiet", "the article itself"));
  return list;
}

export function flags(event) {
  const line = node("p", "flags");
  if (event.demo) line.append(node("span", "flag demo", "Demo text"));
  if (event.denied) line.append(node("span", "flag strong", "Disputed: one side denies it"));
  if (event.background) line.append(node("span", "flag", "Background: told as history"));
  if (event.confidence < 0.4) line.append(node("span", "flag", "Low confidence"));
  return line;
}

export function heading(event, look, dark, level = "h3") {
  const head = node("header");
  const words = node("div");
  words.append(node(level, "", event.sub_event_type || event.event_type));
  if (event.sub_event_type) words.append(node("p", "quiet", event.event_type));
  head.append(symbol(look, dark, event), words);
  return head;
}

function source(report) {
  const line = node("p", "source");
  line.append(link(report.title || "Untitled article", report.url));
  const address = webAddress(report.url);
  const rest = [report.source, address?.hostname, report.published && "published " + report.published];
  line.append(node("span", "quiet", rest.filter(Boolean).join(" · ") || "no link given"));
  return line;
}

export function report(one) {
  const box = node("section", "report");
  box.append(one.excerpt ? marked("blockquote", one.excerpt, one.marks) : node("p", "quiet", "The text is gone."));
  box.append(source(one));
  return box;
}

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

// The card beside the map.
export function drawEvent(root, data, send) {
  const { event, looks, dark } = data;
  const card = node("article", "card");
  card.setAttribute("aria-label", "The chosen event");
  const bar = node("nav", "bar");
  const step = (text, label, id) => {
    const made = button(text, label, () => send("select", { id }));
    made.disabled = !id;
    return made;
  };
  bar.append(step("‹", "Previous event", data.previous), step("›", "Next event", data.next));
  bar.append(node("span", "quiet grow", data.position));
  const copy = button("Copy link", "Copy a link to this event", async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "Copy it from the address bar";
    }
  });
  bar.append(copy, button("✕", "Close this event", () => send("select", { id: "" })));
  card.append(bar, heading(event, looks[event.type_key], dark, "h2"));
  if (data.note) card.append(node("p", "note", data.note));
  const line = flags(event);
  if (line.childNodes.length) card.append(line);
  card.append(facts(event));
  event.reports.slice(0, 20).forEach((one) => card.append(report(one)));
  if (event.reports.length > 20) card.append(node("p", "quiet", event.reports.length - 20 + " more reports"));
  if (event.merged_because) card.append(node("p", "quiet", "One incident: " + event.merged_because));
  if (data.here.length) {
    card.append(node("h3", "here", "Also at this point"));
    for (const row of data.here) {
      const other = button("", "", () => send("select", { id: row.id }));
      other.className = "other";
      other.append(symbol(looks[row.key], dark, row), node("span", "quiet", row.day), node("span", "", row.type));
      card.append(other);
    }
  }
  card.addEventListener("keydown", (key) => {
    const id = { ArrowLeft: data.previous, ArrowRight: data.next, Escape: "" }[key.key];
    if (id === undefined || id === null) return;
    key.preventDefault();
    send("select", { id });
  });
  root.classList.add("beside");
  root.replaceChildren(card);
  measure(card);
  // On a phone the card may lie above the list it was chosen in; one chosen on the map leaves the map in sight.
  const revealed = data.reveal && data.reveal !== shownTurn;
  shownTurn = data.reveal;
  if (revealed && window.matchMedia("(max-width: 640px)").matches)
    setTimeout(() => card.scrollIntoView({ block: "start" }), 120); // once the list below has its new length
}
