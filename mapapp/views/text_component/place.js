// A place's card: its names and whose they are, what it lies in, who holds and claims it, where it is from.
import { button, foreign, link, node } from "./nodes.js";

const FIRST_NAMES = 8;

export function drawPlace(root, data, send) {
  const place = data.place;
  const opened = root.firstChild?.dataset.id === place.id && Boolean(root.querySelector("details.names")?.open);
  const card = node("article", "card place");
  card.dataset.id = place.id;
  card.setAttribute("aria-label", place.label);
  const title = foreign("h2", "", place.label);
  const kinds = node("p", "kinds");
  kinds.append(node("span", "flag", place.kind));
  if (place.contested) kinds.append(node("span", "flag strong", "contested"));
  if (place.own) kinds.append(node("span", "flag own", "your own place"));
  card.append(title, kinds);
  if (place.disclaimer) card.append(node("p", "note", place.disclaimer));
  card.append(facts(place, send));
  if (place.status.length) card.append(heading("Who holds it, who claims it"), status(place.status));
  if (place.sets.length) card.append(heading("What it is called"), sets(place.sets));
  if (place.names.length) card.append(heading("Names"), names(place.names, opened));
  if (place.note) card.append(heading("Your note"), foreign("p", "", place.note));
  card.append(origin(place));
  root.replaceChildren(card);
}

const heading = (text) => node("h3", "", text);

function facts(place, send) {
  const list = node("dl");
  const row = (term, ...values) => {
    const value = node("dd");
    value.append(...values);
    list.append(node("dt", "", term), value);
  };
  const point = place.lat.toFixed(5) + ", " + place.lon.toFixed(5);
  const said = node("span", "said");
  said.setAttribute("role", "status");
  const text = node("span", "point", point);
  row("Coordinates", text, button("Copy", "Copy the coordinates", () => copy(text, point, said), "small"), said);
  if (place.radius) row(place.names.length ? "Reaches" : "Within", node("span", "", "about " + place.radius));
  if (place.people) row("People", node("span", "", place.people));
  if (place.parents.length) {
    const held = node("span", "parents");
    for (const parent of place.parents) {
      const made = button("", "", () => send("open", { id: parent.id }), "in");
      made.append(foreign("span", "", parent.label), node("span", "quiet", " " + parent.kind));
      held.append(made);
    }
    row(place.id ? ("Lies in") : "From", held);
  }
  return list;
}

async function copy(text, point, said) {
  try {
    await navigator.clipboard.writeText(point);
    said.textContent = "Copied";
  } catch {
    const range = document.createRange();
    range.selectNodeContents(text);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    said.textContent = "Selected: press Ctrl+C";
  }
  setTimeout(() => (said.textContent = ""), 4000);
}

function status(rows) {
  const list = node("ul", "status");
  for (const row of rows) {
    const line = node("li", row.over ? "over" : "");
    line.append(node("span", "", row.relation + " "), foreign("strong", "", row.actor));
    if (row.days) line.append(node("span", "quiet", " " + row.days));
    line.append(" ");
    if (row.source) line.append(link("source", row.source));
    else line.append(node("span", "quiet", "(" + row.unsourced + ")"));
    list.append(line);
  }
  return list;
}

function sets(rows) {
  const list = node("dl", "sets");
  for (const row of rows) list.append(node("dt", "", row.set), foreign("dd", "", row.label, row.lang));
  return list;
}

function names(rows, opened) {
  const box = node("div");
  const first = rows.slice(0, FIRST_NAMES), rest = rows.slice(FIRST_NAMES);
  box.append(table(first));
  if (rest.length) {
    const more = node("details", "names");
    more.open = opened;
    more.append(node("summary", "", rest.length === 1 ? "1 more name" : rest.length + " more names"), table(rest));
    box.append(more);
  }
  return box;
}

function table(rows) {
  const list = node("ul", "names");
  for (const row of rows) {
    const line = node("li");
    const type = ["variant", "common", ""].includes(row.type) ? "" : row.type;
    const about = [row.language, row.whose, type, row.days].filter(Boolean).join(" · ");
    line.append(foreign("span", row.preferred ? "name first" : "name", row.text, row.lang), node("span", "quiet", about));
    list.append(line);
  }
  return list;
}

function origin(place) {
  const foot = node("footer", "quiet");
  if (place.source) foot.append(node("p", "", place.source));
  if (place.point) {
    const line = node("p", "", "Point: ");
    line.append(/^https:/.test(place.point) ? link(place.point, place.point) : place.point);
    foot.append(line);
  }
  if (place.geonames) foot.append(node("p", "", "GeoNames " + place.geonames));
  return foot;
}
