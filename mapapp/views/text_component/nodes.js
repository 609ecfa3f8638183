// Small parts that the list, the card and the preview are built from. Text goes in with textContent only.

export function node(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined && text !== null) made.textContent = String(text);
  return made;
}

// A text in whatever language it is: in its own direction, which does not turn what stands around it.
export function foreign(tag, name, text, language) {
  const made = node(tag, name, text);
  made.dir = "auto";
  if (language) made.lang = language;
  return made;
}

export function button(text, label, act, name) {
  const made = node("button", name || "plain", text);
  made.type = "button";
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

const MARKS = new Set(["place", "event", "refused"]);

// A text with highlights. Offsets are code points, as Python counts them; JavaScript counts UTF-16 units.
export function marked(tag, text, marks) {
  const into = node(tag, "marked");
  into.dir = "auto";
  const points = Array.from(String(text ?? ""));
  let at = 0;
  for (const [start, end, kind] of marks ?? []) {
    if (!(at <= start && start < end && end <= points.length)) continue;
    into.append(points.slice(at, start).join(""));
    into.append(node("mark", MARKS.has(kind) ? kind : "trigger", points.slice(start, end).join("")));
    at = end;
  }
  into.append(points.slice(at).join(""));
  return into;
}

// An address that may be followed: http or https, else null.
export function webAddress(raw) {
  try {
    const address = new URL(String(raw));
    return ["http:", "https:"].includes(address.protocol) ? address : null;
  } catch {
    return null;
  }
}

export function link(text, raw) {
  const address = webAddress(raw);
  if (!address) return node("span", "title", text);
  const made = node("a", "title", text);
  made.href = address.href;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

const corners = (count, radius, turn = -Math.PI / 2) =>
  Array.from({ length: count }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / count;
    return [10 + radius * Math.cos(angle), 10 + radius * Math.sin(angle)].map((side) => side.toFixed(2)).join(",");
  }).join(" ");
const SHAPES = {
  diamond: corners(4, 8),
  square: corners(4, 8.6, Math.PI / 4),
  triangle: corners(3, 8.6),
  pentagon: corners(5, 8),
  cross: "7,2 13,2 13,7 18,7 18,13 13,13 13,18 7,18 7,13 2,13 2,7 7,7",
};

// The symbol of a type as the map draws it: hollow and struck through where denied, pale for background.
export function symbol(look, dark, state = {}) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "symbol");
  svg.setAttribute("aria-hidden", "true");
  const colour = look ? (dark ? look.dark : look.light) : "currentColor";
  const part = (tag, attributes) => {
    const made = document.createElementNS(svg.namespaceURI, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    svg.append(made);
  };
  const paint = { fill: state.denied ? "none" : colour, stroke: colour, "stroke-width": state.denied ? 2 : 0 };
  const points = look && SHAPES[look.shape];
  if (points) part("polygon", { points, ...paint });
  else part("circle", { cx: 10, cy: 10, r: 7, ...paint });
  if (state.denied) part("line", { x1: 5.5, y1: 14.5, x2: 14.5, y2: 5.5, stroke: colour, "stroke-width": 2 });
  if (state.background) svg.style.opacity = "0.55";
  return svg;
}
