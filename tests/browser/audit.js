// Contrast (WCAG 2.2, 1.4.3 and 1.4.11) and names (4.1.2) of what is seen on a page, shadow trees included.
// Evaluates to {contrast: [...], edges: [...], nameless: [...], texts: number}.
(() => {
  const point = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const read = new Map();
  const rgba = (colour) => {
    if (!read.has(colour)) {
      point.clearRect(0, 0, 1, 1);
      point.fillStyle = colour;
      point.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = point.getImageData(0, 0, 1, 1).data;
      read.set(colour, [r, g, b, a / 255]);
    }
    return read.get(colour);
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const parentOf = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;
  const around = (element) => {
    const found = [];
    for (let at = element; at; at = parentOf(at)) found.push(at);
    return found;
  };
  // The colour behind an element: its own and its ancestors' backgrounds, down to the first opaque one.
  const behind = (element) => {
    const layers = [];
    for (const at of around(element)) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    const dark = getComputedStyle(document.documentElement).colorScheme === "dark";
    return layers.reverse().reduce((under, layer) => over(layer, under), dark ? [18, 18, 18, 1] : [255, 255, 255, 1]);
  };
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 2 && box.height > 2 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const idle = (element) => around(element).some((at) => at.matches(":disabled, [aria-disabled='true'], [data-disabled='true']"));
  const opacity = (element) => around(element).reduce((all, at) => all * Number(getComputedStyle(at).opacity), 1);
  const where = (element) => element.tagName.toLowerCase() + (typeof element.className === "string" && element.className ? "." + element.className.trim().split(/\s+/).slice(0, 2).join(".") : "");

  const contrast = [], edges = [], nameless = [];
  let texts = 0;
  const judge = (element, text, colour, style) => {
    texts++;
    const ground = behind(element), [r, g, b, a] = rgba(colour);
    const found = ratio(over([r, g, b, a * opacity(element)], ground), ground);
    const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
    const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    if (found < least - 0.005) contrast.push(found.toFixed(2) + " " + where(element) + " “" + text.trim().slice(0, 40) + "”");
  };
  const FIELDS = "[data-testid='stDateInputField'], [data-testid='stTextInputRootElement'], [data-testid='stTextAreaRootElement'], .stSelectbox [role='group'], .stMultiSelect [role='group']";
  const CONTROLS = "button, a[href], input:not([type='hidden']), select, textarea, summary, iframe, [role='button'], [role='option'], [role='switch'], [role='combobox'], [role='spinbutton'], [role='dialog'], [role='listbox']";
  const nameOf = (element) => {
    const root = element.getRootNode();
    const by = (element.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => id && root.getElementById(id)?.textContent).join(" ");
    const label = element.labels?.length ? [...element.labels].map((one) => one.textContent).join(" ") : "";
    return [by, element.getAttribute("aria-label"), label, element.textContent, element.getAttribute("title"), element.querySelector?.("img[alt]")?.alt].find((one) => one && one.trim()) || "";
  };
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (["STYLE", "SCRIPT", "TEMPLATE", "NOSCRIPT", "HEAD", "TITLE"].includes(element.tagName) || !seen(element)) continue;
      const style = getComputedStyle(element), spared = idle(element);
      for (const text of element.childNodes)
        if (text.nodeType === Node.TEXT_NODE && text.data.trim() && !spared) judge(element, text.data, style.color, style);
      if (element.matches("input, textarea") && !spared) {
        if (element.value) judge(element, element.value, style.color, style);
        else if (element.placeholder) judge(element, element.placeholder, getComputedStyle(element, "::placeholder").color, style);
      }
      if (element.matches(FIELDS) && !spared) {
        const outside = behind(parentOf(element)), border = over(rgba(style.borderTopColor), outside);
        const found = Math.max(parseFloat(style.borderTopWidth) > 0 ? ratio(border, outside) : 1, ratio(behind(element), outside));
        if (found < 2.995) edges.push(found.toFixed(2) + " " + where(element));
      }
      const hidden = around(element).some((at) => at.getAttribute("aria-hidden") === "true");
      if (element.matches(CONTROLS) && !hidden && !nameOf(element)) nameless.push(where(element));
    }
  };
  walk(document);
  return { contrast: [...new Set(contrast)], edges: [...new Set(edges)], nameless: [...new Set(nameless)], texts };
})()
