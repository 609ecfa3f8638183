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

// How many, and by whose count where counts differ.
function tollOf(toll) {
  if (!toll) return [];
  return [node("strong", "", toll.text), ...(toll.accounts ?? []).map((one) => {
    const line = node("span", "account");
    line.append(node("span", "quiet", one.who), node("span", "", one.text));
    return line;
  })];
}

export function facts(event) {
  const list = node("dl");
  fact(list, "When", event.when.text);
  fact(list, "Where", ...placeOf(event.place), why(event.place));
  fact(list, "Killed", ...tollOf(event.killed));
  fact(list, "Injured", ...tollOf(event.injured));
  if (!event.killed && !event.injured) fact(list, "Toll", node("span", "quiet", "not stated"));
  fact(list, event.denied ? "Claim" : "Says who", event.claimed_by || node("span", "quiet", "the article itself"));
  if (event.denied) fact(list, "Answer", "the other side denies it");
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

const STANCES = { claim: "Claim", "counter-claim": "Counter-claim" };

export function quotes(one) {
  const made = [];
  if (STANCES[one.stance]) {
    const line = node("p", "stance", STANCES[one.stance]);
    if (one.claimed_by) line.append(node("span", "quiet", one.claimed_by));
    made.push(line);
  }
  made.push(one.excerpt ? marked("blockquote", one.excerpt, one.marks) : node("p", "quiet", "The text is gone."));
  if (one.answer) made.push(node("p", "stance", "Counter-claim"), marked("blockquote", one.answer, []));
  return made;
}

export function report(one) {
  const box = node("section", "report");
  box.append(...quotes(one), source(one));
  return box;
}
