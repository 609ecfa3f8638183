// Counts by first-level division, shaded, under the symbols; off until someone switches it on.
//
// mapappParts.layers is for the control that switches it: `list` [{key, name}], `shown` (a key or null),
// `show(key or null)`, `listeners` (a Set of functions, called after every change), `legend` (an element of its own).
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { node } = parts;

  // Five steps of one hue, light to dark on light ground and the other way round on dark: told apart by
  // lightness alone, so that no kind of colour blindness matters (after ColorBrewer's Purples).
  const SHADES = {
    light: ["#e4e1f0", "#c3bfdf", "#a29ccb", "#7d73b4", "#5a4a9c"],
    dark: ["#33364f", "#454a75", "#5e639c", "#8187c4", "#b0b5ea"],
  };
  const KINDS = [
    { key: "n", name: "Events by region", column: 0, unit: ["event", "events"] },
    { key: "killed", name: "People killed, by region", column: 1, unit: ["killed", "killed"] },
  ];

  const layers = (parts.layers = {
    list: KINDS.map(({ key, name }) => ({ key, name })),
    shown: null,
    listeners: new Set(),
    legend: node("section", "ma-shades leaflet-bar"),
    show: () => {},
  });
  layers.legend.hidden = true;

  parts.Choropleth = parts.CanvasLayer.extend({
    options: { padding: 0.3, pane: "ma-regions", className: "ma-regions" },

    // `ask` fetches the counts of the view: (bbox) -> answer of /mapapp/api/regions.
    initialize: function (areas, theme, ask) {
      this.areas = areas;
      this.theme = theme;
      this.ask = ask;
      this.kind = null;
      this.answer = null;
      this.shown = [];
      areas.listeners.add(() => this.kind && this._map && this.draw());
      layers.show = (key) => this.show(key);
    },

    beforeAdd: function (map) {
      if (!map.getPane("ma-regions")) {
        const pane = map.createPane("ma-regions");
        pane.style.zIndex = 250;
        pane.style.pointerEvents = "none";
      }
    },

    // Shows the events ("n"), the people killed ("killed"), or nothing (null).
    show: function (kind) {
      const next = KINDS.find((one) => one.key === kind) || null;
      if (next === this.kind) return;
      this.kind = next;
      layers.shown = next ? next.key : null;
      if (this.answer) this.draw();
      this.drawLegend();
      this.load();
      for (const tell of layers.listeners) tell();
    },

    // Fetches the counts, where anything is shown: `wanted` names selection, data and view.
    load: async function () {
      if (!this.kind || !this._map) return;
      if (this.asking) this.asking.abort();
      const mine = (this.asking = new AbortController());
      try {
        const answer = await this.ask(mine.signal);
        if (mine !== this.asking) return;
        if (answer) {
          this.answer = answer;
          this.draw();
          this.drawLegend();
        }
      } catch (error) {
        if (error.name === "AbortError" || mine !== this.asking) return;
        console.warn("mapapp: " + error.message);
        this.failed = true;
        this.drawLegend();
      }
      if (mine === this.asking) this.asking = null;
    },

    // The class of a value: -1 where it is 0.
    classOf: function (value) {
      const limits = this.answer.limits[this.kind.key];
      let found = -1;
      for (let i = 0; i < limits.length; i++) if (value >= limits[i]) found = i;
      return found;
    },

    // The shades in use: all five, or of fewer classes those farthest apart.
    shades: function () {
      const count = this.answer.limits[this.kind.key].length, all = SHADES[this.theme];
      return Array.from({ length: count }, (_, i) => all[count === 1 ? 2 : Math.round((i * 4) / (count - 1))]);
    },

    draw: function () {
      const canvas = this._cleared();
      this.shown = [];
      if (!this.kind || !this.answer) return;
      const shades = this.shades(), zoom = this._zoom;
      canvas.lineJoin = "round";
      for (const [key, row] of Object.entries(this.answer.by)) {
        const outline = this.areas.region(key, zoom);
        if (!outline) continue;
        const shade = this.classOf(row[this.kind.column]);
        for (const one of this.outlines([outline])) {
          this.shown.push({ key, row, ...one });
          if (shade < 0) continue;
          canvas.globalAlpha = 0.78;
          canvas.fillStyle = shades[shade];
          canvas.fill(one.path, "evenodd");
          canvas.globalAlpha = 1;
          canvas.lineWidth = 0.7;
          canvas.strokeStyle = parts.look[this.theme].land;
          canvas.stroke(one.path);
        }
      }
    },

    // The region under a point of the container, as [key, [events, killed, name]], or null.
    at: function (point) {
      if (!this.kind || !this._map) return null;
      const { x, y } = this._map.containerPointToLayerPoint(point).subtract(this._corner);
      const canvas = this._canvas.getContext("2d");
      canvas.save();
      canvas.setTransform(1, 0, 0, 1, 0, 0);
      const hit = this.shown.find((one) => x >= one.west && x <= one.east && y >= one.north && y <= one.south
        && canvas.isPointInPath(one.path, x, y, "evenodd"));
      canvas.restore();
      return hit ? [hit.key, hit.row] : null;
    },

    // Writes in the legend what the region under the pointer has.
    point: function (point) {
      if (!this.kind || !this.answer) return;
      const hit = this.at(point), line = layers.legend.querySelector(".ma-shade-here");
      if (!line || line.dataset.key === (hit ? hit[0] : "")) return;
      line.dataset.key = hit ? hit[0] : "";
      line.textContent = hit ? this.words(hit[1]) : "Point at a region";
    },

    words: function ([events, killed, name]) {
      const many = (n, [one, more]) => n.toLocaleString("en") + " " + (n === 1 ? one : more);
      return (name || "Region") + ": " + many(events, KINDS[0].unit) + ", " + many(killed, KINDS[1].unit);
    },

    drawLegend: function () {
      const box = layers.legend;
      box.hidden = !this.kind;
      if (!this.kind) return;
      box.replaceChildren(node("h3", "", this.kind.name));
      if (!this.answer) {
        box.append(node("p", "ma-shade-note", this.failed ? "Could not load the counts." : "Loading…"));
        return;
      }
      const limits = this.answer.limits[this.kind.key], shades = this.shades(), list = node("ul");
      limits.forEach((least, i) => {
        const line = node("li"), most = i + 1 < limits.length ? limits[i + 1] - 1 : null;
        line.append(parts.picture((c, m) => {
          c.fillStyle = shades[i];
          c.fillRect(1, 3, 2 * m - 2, 2 * m - 6);
          c.strokeStyle = parts.INK[this.theme].country;
          c.lineWidth = 1;
          c.strokeRect(1.5, 3.5, 2 * m - 3, 2 * m - 7);
        }, 16));
        const few = least.toLocaleString("en");
        line.append(node("span", "", most === null ? few + (limits.length > 1 || least > 1 ? " and more" : "")
          : most === least ? few : few + " to " + most.toLocaleString("en")));
        list.append(line);
      });
      if (limits.length) box.append(list);
      else box.append(node("p", "ma-shade-note", "Nothing to count in any region."));
      const left = this.answer.wider + this.answer.outside;
      if (left)
        box.append(node("p", "ma-shade-note", left.toLocaleString("en")
          + (left === 1 ? " event is" : " events are") + " placed in a wider area or at sea: not counted"));
      const here = node("p", "ma-shade-here", "Point at a region");
      here.dataset.key = "";
      box.append(here);
    },

    setTheme: function (theme) {
      this.theme = theme;
      if (!this.kind || !this._map) return;
      this.draw();
      this.drawLegend();
    },
  });
})();
