// What stands on the map's edge: zoom, tools, scale, coordinates, sources, the legend, and a line for trouble.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { node, button, picture, drawShape, drawMany } = parts;
  const ATTRIBUTION = "Natural Earth · GeoNames CC BY 4.0 · names and borders imply no opinion";
  const ICONS = {
    full: "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5",
    whole: "M8 3v5H3M17 8h-5V3M12 17v-5h5M3 12h5v5",
    layers: "M10 3l7 4-7 4-7-4zM3 10.5l7 4 7-4M3 14l7 4 7-4",
    area: "M4 6l8-2 5 6-4 6-9-2zM4 6h.01M12 4h.01M17 10h.01M13 16h.01M4 14h.01",
    find: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4.5 4.5",
  };

  function icon(name) {
    const picture = L.SVG.create("svg"), line = L.SVG.create("path");
    for (const [key, value] of [["viewBox", "0 0 20 20"], ["class", "ma-icon"], ["aria-hidden", "true"]]) picture.setAttribute(key, value);
    line.setAttribute("d", ICONS[name]);
    picture.append(line);
    return picture;
  }

  // Copies a text; where the browser keeps its clipboard to safe sites, by way of a hidden field.
  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = node("textarea", "ma-unseen");
      field.value = text;
      document.body.append(field);
      const before = document.activeElement;
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      if (before) before.focus({ preventScroll: true });
      return done;
    }
  }

  // A button of the tool bar and the panel it opens. Escape, and its own cross, close it.
  class Panel {
    constructor(controls, name, iconName) {
      this.controls = controls;
      this.opener = controls.tool(name, iconName, () => this.toggle());
      this.opener.setAttribute("aria-expanded", "false");
      this.root = node("section", "ma-panel");
      this.root.setAttribute("aria-label", name);
      this.root.hidden = true;
      const head = node("div", "ma-panel-head");
      head.append(node("h2", "", name), button("×", "Close", () => this.close(true)));
      this.body = node("div", "ma-panel-body");
      this.root.append(head, this.body);
      L.DomEvent.disableClickPropagation(this.root).disableScrollPropagation(this.root);
      this.root.addEventListener("keydown", (event) => {
        event.stopPropagation(); // arrows and plus belong to the fields here, not to the map
        if (event.key === "Escape") this.close(true);
      });
      controls.map.getContainer().append(this.root);
    }

    toggle() {
      if (this.root.hidden) this.open();
      else this.close(true);
    }

    open() {
      for (const other of this.controls.panels) other.close(false);
      this.controls.panels.add(this);
      this.root.hidden = false;
      this.opener.setAttribute("aria-expanded", "true");
      const first = this.body.querySelector("select, input, button");
      if (first) first.focus({ preventScroll: true });
    }

    close(focus) {
      if (this.root.hidden) return;
      this.root.hidden = true;
      this.opener.setAttribute("aria-expanded", "false");
      if (focus) this.opener.focus({ preventScroll: true });
    }
  }

  class Controls {
    constructor(map, looks, theme) {
      this.map = map;
      this.looks = looks;
      this.panels = new Set();
      L.control.zoom({ position: "topleft" }).addTo(map);
      this.bar = node("div", "ma-tools leaflet-bar");
      this.bar.hidden = true;
      this.place(this.bar, "topleft");
      this.sources = node("div", "leaflet-control-attribution");
      this.place(this.sources, "bottomright");
      this.setSources("");
      L.control.scale({ position: "bottomright", maxWidth: 110, imperial: false }).addTo(map);
      this.drawCoordinates();
      this.legend = node("details", "ma-legend leaflet-bar");
      this.legend.open = map.getSize().x >= 900 && map.getSize().y >= 480;
      this.place(this.legend, "bottomleft");
      this.drawLegend(theme);
      this.status = node("div", "ma-status");
      this.status.setAttribute("role", "status");
      this.status.hidden = true;
      L.DomEvent.disableClickPropagation(this.status);
      map.getContainer().append(this.status);
      this.addFullScreen();
    }

    // Puts an element into a corner of the map; a click on it is not one on the map.
    place(element, position) {
      L.DomEvent.disableClickPropagation(element).disableScrollPropagation(element);
      const Placed = L.Control.extend({ onAdd: () => element });
      new Placed({ position }).addTo(this.map);
    }

    // Adds a button with a picture to the bar of tools.
    tool(name, iconName, act) {
      const made = button("", name, act);
      made.className = "ma-tool";
      made.title = name;
      made.append(icon(iconName));
      this.bar.append(made);
      this.bar.hidden = false;
      return made;
    }

    addFullScreen() {
      if (!document.fullscreenEnabled) return;
      const full = this.tool("Full screen", "full", () => {
        const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
        done.catch((error) => console.warn("mapapp: " + error.message));
      });
      document.addEventListener("fullscreenchange", () => {
        const on = Boolean(document.fullscreenElement), name = on ? "Leave full screen" : "Full screen";
        full.replaceChildren(icon(on ? "whole" : "full"));
        full.title = name;
        full.setAttribute("aria-label", name);
      });
    }

    // Says where the pictures under the events come from; `tiles` is whose tiles lie over our own map, or "".
    setSources(tiles) {
      this.sources.textContent = tiles ? "Tiles: " + tiles + " · " + ATTRIBUTION : ATTRIBUTION;
    }

    // The point under the cursor, else the middle of the view; a click copies it, a right click that point.
    drawCoordinates() {
      const map = this.map;
      this.where = button("", "", () => this.copy(this.point));
      this.where.className = "ma-where";
      this.where.title = "Copy these coordinates. A right click on the map copies those of a point.";
      this.place(this.where, "bottomright");
      let waits = 0;
      const show = (point) => {
        this.point = point.wrap();
        if (!waits)
          waits = requestAnimationFrame(() => {
            waits = 0;
            this.where.textContent = this.written(this.point);
            this.where.setAttribute("aria-label", "Copy the coordinates " + this.where.textContent);
          });
      };
      map.on("mousemove", (event) => show(event.latlng));
      map.on("moveend", () => show(map.getCenter()));
      map.on("contextmenu", (event) => {
        show(event.latlng);
        this.copy(event.latlng.wrap());
      });
      map.whenReady(() => show(map.getCenter()));
    }

    written(point) {
      return point.lat.toFixed(4) + ", " + point.lng.toFixed(4);
    }

    async copy(point) {
      const text = this.written(point), done = await copyText(text);
      this.say(done ? "Copied " + text : "The browser did not let " + text + " be copied.");
      clearTimeout(this.quiet);
      this.quiet = setTimeout(() => this.said === "copy" && this.say(""), 2500);
      this.said = "copy";
    }

    // Shows a line and a way to try again; "" takes it away.
    say(text, again) {
      this.said = "";
      this.status.replaceChildren();
      this.status.hidden = !text;
      if (!text) return;
      this.status.append(node("span", "", text));
      if (again) this.status.append(button("Retry", "", again));
    }

    drawLegend(theme) {
      const row = (paint, text) => {
        const line = node("li");
        line.append(picture(paint, 20), node("span", "", text));
        return line;
      };
      const dashes = (colour, ...draw) => (c, m) => {
        draw.forEach(([act, ...where]) => c[act](...where.map((part) => part * m)));
        c.setLineDash([4, 2.5]);
        c.strokeStyle = colour;
        c.lineWidth = 1.5;
        c.stroke();
      };
      const plain = { key: "x", shape: "circle", light: parts.INK.light.country, dark: parts.INK.dark.country };
      const list = node("ul");
      for (const look of this.looks) list.append(row((c, m) => drawShape(c, look, theme, m, m, 6, {}), look.name));
      list.append(
        row((c, m) => drawMany(c, { n: 3, mix: { x: 3 } }, [plain], theme, m, m, 8.5), "Several events"),
        row((c, m) => drawShape(c, plain, theme, m, m, 6, { denied: true }), "Disputed"),
        row((c, m) => drawShape(c, plain, theme, m, m, 6, { background: true }), "Background, told as history"),
        row((c, m) => {
          c.arc(m, m, 8, 0, 2 * Math.PI);
          dashes(plain[theme])(c, m);
        }, "Near here, or in this district"),
        row((c, m) => {
          c.rect(m * 0.2, m * 0.3, m * 1.6, m * 1.4);
          c.save();
          c.clip();
          c.lineWidth = 1;
          c.strokeStyle = plain[theme];
          for (let x = -1; x < 2; x += 0.4) {
            c.moveTo(x * m, m * 1.8);
            c.lineTo((x + 1.6) * m, m * 0.2);
          }
          c.stroke();
          c.restore();
        }, "Somewhere in this region or country"),
        row((c, m) => {
          c.lineCap = "round";
          c.moveTo(m * 0.2, m * 1.5);
          c.lineTo(m * 1.8, m * 0.5);
          c.strokeStyle = plain[theme];
          c.globalAlpha = 0.25;
          c.lineWidth = 7;
          c.stroke();
          c.globalAlpha = 1;
          c.setLineDash([3.5, 2.5]);
          c.lineWidth = 1.3;
          c.stroke();
        }, "Somewhere along this line"),
        row(dashes(parts.look[theme].disputed, ["moveTo", 0.15, 1], ["lineTo", 1.85, 1]), "Disputed border"),
      );
      this.legend.replaceChildren(node("summary", "", "Legend"), list);
    }
  }

  parts.icon = icon;
  parts.Panel = Panel;
  parts.Controls = Controls;
})();
