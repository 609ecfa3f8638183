// List or table: two buttons of which one is pressed.
import { button, node } from "./nodes.js";

export function sideSwitch(send) {
  const box = node("div", "side-switch");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Show the events as");
  for (const [key, name] of [["list", "List"], ["table", "Table"]]) {
    const made = button(name, "", () => send("as", { kind: key, at: Date.now() }), "plain");
    made.dataset.as = key;
    box.append(made);
  }
  return box;
}

export function drawSide(root, data, send) {
  if (!root.querySelector(".side-switch")) root.append(sideSwitch(send));
  document.documentElement.toggleAttribute("data-mapapp-table", Boolean(data.table));
  for (const made of root.querySelectorAll(".side-switch button"))
    made.setAttribute("aria-pressed", String((made.dataset.as === "table") === Boolean(data.table)));
}
