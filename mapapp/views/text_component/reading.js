// What was understood of an article, before it is saved: its date, its events, its refusals.
import { facts, flags, heading, quotes } from "./event.js";
import { marked, node } from "./nodes.js";

let shownTurn = 0;

export function drawReading(root, data) {
  const box = node("div", "reading");
  box.append(node("h2", "", data.title || "Untitled article"));
  const about = node("dl");
  about.append(node("dt", "", "Published"));
  const when = node("dd");
  when.append(node("span", "", data.published.text));
  if (data.published.evidence) when.append(node("span", "quiet", data.published.evidence));
  about.append(when);
  box.append(about);
  for (const note of data.notes) box.append(node("p", "note", note));
  box.append(node("h3", "", data.events.length === 1 ? "1 event understood" : data.events.length + " events understood"));
  if (!data.events.length) box.append(node("p", "quiet", data.empty));
  for (const event of data.events) {
    const card = node("article", "card");
    card.append(heading(event, data.looks[event.type_key], data.dark, "h4"));
    const line = flags(event);
    if (line.childNodes.length) card.append(line);
    card.append(facts(event));
    for (const one of event.reports) card.append(...quotes(one));
    box.append(card);
  }
  if (data.refused.length) {
    box.append(node("h3", "", data.refused.length === 1 ? "1 sentence refused" : data.refused.length + " sentences refused"));
    for (const line of data.refused) {
      const refused = node("section", "refused");
      refused.append(marked("blockquote", line.text, []), node("p", "quiet", line.reason));
      box.append(refused);
    }
  }
  root.replaceChildren(box);
  if (data.reveal !== shownTurn && window.matchMedia("(max-width: 640px)").matches)
    setTimeout(() => box.scrollIntoView({ block: "start" }), 120);
  shownTurn = data.reveal;
}

// Sentences of ours that hold words from outside: an error, a result.
export function drawNotes(root, data) {
  root.replaceChildren(...data.notes.map((text) => node("p", "note " + (data.kind ?? ""), text)));
}
