// Small parts that the search box, the card and the lists are built from.

export function node(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined && text !== null) made.textContent = String(text);
  return made;
}

// A text in whatever language it is: its own direction, kept from turning what stands around it.
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

export function link(text, raw) {
  let address = null;
  try {
    address = new URL(String(raw));
  } catch {
    // no address: the text alone
  }
  if (!address || !["http:", "https:"].includes(address.protocol)) return node("span", "", text);
  const made = node("a", "", text);
  made.href = address.href;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}
