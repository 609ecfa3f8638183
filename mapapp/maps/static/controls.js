// What stands on the map's edge: zoom, scale, sources, the legend, and a quiet line for trouble.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { node, button, picture, drawShape, drawMany } = parts;
  const ATTRIBUTION = "Natural Earth · GeoNames CC BY 4.0 · names and borders imply no opinion";

  class Controls {
    constructor(map, looks, theme) {
      this.looks = looks;
      L.control.zoom({ position: "topleft" }).addTo(map);
      L.control.attribution({ prefix: false, position: "bottomright" }).addAttribution(ATTRIBUTION).addTo(map);
      L.control.scale({ position: "bottomright", maxWidth: 110, imperial: false }).addTo(map);
      this.legend = node("details", "ma-legend leaflet-bar");
      this.legend.open = map.getSize().x >= 900 && map.getSize().y >= 480;
      L.DomEvent.disableClickPropagation(this.legend).disableScrollPropagation(this.legend);
      const Legend = L.Control.extend({ onAdd: () => this.legend });
      new Legend({ position: "bottomleft" }).addTo(map);
      this.drawLegend(theme);
      this.status = node("div", "ma-status");
      this.status.setAttribute("role", "status");
      this.status.hidden = true;
      L.DomEvent.disableClickPropagation(this.status);
      map.getContainer().append(this.status);
    }

    // Shows a line and a way to try again; "" takes it away.
    say(text, again) {
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
        }, "Somewhere in this area"),
        row(dashes(parts.look[theme].disputed, ["moveTo", 0.15, 1], ["lineTo", 1.85, 1]), "Disputed border"),
      );
      this.legend.replaceChildren(node("summary", "", "Legend"), list);
    }
  }

  parts.Controls = Controls;
})();
