// What lies on the basemap: areas of uncertain places, names, symbols; all on one canvas.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { INK, SANS, symbolRadius, drawShape, drawMany } = parts;
  const VAGUE = new Set(["district", "region", "country"]);

  const LARGE = new Set(["region", "country"]);
  const MOST_HATCHED = 40;
  const HATCH = { region: 11, country: 20 }; // pixels from line to line

  parts.Overlay = parts.CanvasLayer.extend({
    initialize: function (looks, theme, areas) {
      this.looks = looks;
      this.lookOf = Object.fromEntries(looks.map((look) => [look.key, look]));
      this.theme = theme;
      this.areas = areas;
      this.symbols = [];
      this.labels = [];
      this.selected = "";
      this.selectedPoint = null;
      this.hovered = null;
      this._outlined = new Map();
      areas.listeners.add(() => {
        this._outlined.clear();
        if (this._map) this.draw();
      });
    },

    _rest: function () {
      this._outlined.clear();
      parts.CanvasLayer.prototype._rest.call(this);
    },

    draw: function () {
      if (!this._map || !this._size) return;
      const canvas = this._cleared();
      const drawn = [];
      for (const symbol of this.symbols)
        for (const lon of this.copies(symbol.lon)) {
          const { x, y } = this._place(symbol.lat, lon);
          drawn.push({ symbol, lon, x, y, r: symbolRadius(symbol.n) });
        }
      this.hatched = this._drawHatches(canvas);
      for (const one of drawn) (one.symbol.line ? this._drawLine : this._drawArea).call(this, canvas, one);
      this._drawLabels(canvas, drawn);
      drawn.sort((a, b) => (a.symbol === this.hovered) - (b.symbol === this.hovered)
        || this._isSelected(a.symbol) - this._isSelected(b.symbol) || b.symbol.n - a.symbol.n || a.y - b.y);
      for (const one of drawn) this._drawSymbol(canvas, one);
      if (this.selectedPoint && !drawn.some((one) => this._isSelected(one.symbol)))
        for (const lon of this.copies(this.selectedPoint[1])) {
          const { x, y } = this._place(this.selectedPoint[0], lon);
          this._drawRing(canvas, x, y, 9);
        }
      this.drawn = drawn;
    },

    _isSelected: function (symbol) {
      return this.selected && symbol.ids.includes(this.selected) ? 1 : 0;
    },

    _isStrong: function (symbol) {
      return symbol === this.hovered || Boolean(this._isSelected(symbol));
    },

    // Hatches the regions and countries that events are somewhere in, where we have their outlines: thin lines
    // and no fill, so that what lies in them stays legible. Returns the symbols whose areas are hatched.
    _drawHatches: function (canvas) {
      const wanted = this.symbols.filter((one) => LARGE.has(one.precision) && one.area);
      wanted.sort((a, b) => this._isStrong(b) - this._isStrong(a) || b.n - a.n);
      const hatched = new Set(), done = new Set();
      for (const symbol of wanted) {
        if (done.size >= MOST_HATCHED && !done.has(symbol.area)) continue;
        if (!this._outlined.has(symbol.area)) {
          const found = this.areas.find(symbol.area, this._zoom);
          this._outlined.set(symbol.area, found.length ? this.outlines(found) : null);
        }
        const outlines = this._outlined.get(symbol.area);
        if (!outlines) continue;
        hatched.add(symbol);
        if (done.has(symbol.area)) continue;
        done.add(symbol.area);
        for (const outline of outlines) this._hatch(canvas, symbol, outline);
      }
      return hatched;
    },

    _hatch: function (canvas, symbol, { path, west, north, east, south }) {
      const least = 2 * symbolRadius(symbol.n) + 8;
      if (east - west < least && south - north < least) return; // the symbol covers it
      const strong = this._isStrong(symbol), country = symbol.precision === "country";
      canvas.save();
      canvas.globalAlpha = strong ? 0.75 : country ? 0.34 : 0.42;
      canvas.fillStyle = this._pattern(canvas, this.lookOf[symbol.key][this.theme], HATCH[symbol.precision]);
      canvas.fill(path, "evenodd");
      if (!country) { // a country's own border is on the basemap; its regions' are not meant
        canvas.globalAlpha = strong ? 0.95 : 0.6;
        canvas.lineWidth = strong ? 1.6 : 1.1;
        canvas.setLineDash([9, 5]);
        canvas.strokeStyle = this.lookOf[symbol.key][this.theme];
        canvas.stroke(path);
      }
      canvas.restore();
    },

    // Slanting lines that stay where they are on the world when the map is drawn again.
    _pattern: function (canvas, colour, step) {
      const tile = document.createElement("canvas"), side = step * this._ratio;
      tile.width = tile.height = Math.round(side);
      const pen = tile.getContext("2d");
      pen.strokeStyle = colour;
      pen.lineWidth = 1.2 * this._ratio;
      for (const shift of [-side, 0, side]) {
        pen.moveTo(shift - 2, side + 2);
        pen.lineTo(shift + side + 2, -2);
      }
      pen.stroke();
      const pattern = canvas.createPattern(tile, "repeat"), { origin } = this._world();
      const scale = step / tile.width;
      pattern.setTransform(new DOMMatrix([scale, 0, 0, scale, origin.x % step, origin.y % step]));
      return pattern;
    },

    _drawArea: function (canvas, { symbol, x, y, r }) {
      if (!VAGUE.has(symbol.precision)) return;
      const metre = 1 / (156543.03392804097 * Math.cos((symbol.lat * Math.PI) / 180) / 2 ** this._zoom);
      const large = LARGE.has(symbol.precision), hatched = this.hatched.has(symbol);
      // A country's circle would cover its neighbours: a dashed ring of one size says "somewhere in it"; so does
      // one where no radius is known, and one about the symbol that an outline is drawn for.
      const ring = hatched || symbol.precision === "country" || !symbol.radius_km;
      const reach = ring ? r + (hatched ? 5 : 9) : symbol.radius_km * 1000 * metre;
      if (reach < r + 3) return;
      const colour = this.lookOf[symbol.key][this.theme], strong = this._isStrong(symbol);
      canvas.save();
      canvas.beginPath();
      canvas.arc(x, y, reach, 0, 2 * Math.PI);
      canvas.globalAlpha = strong ? 0.16 : large ? 0.05 : 0.07;
      canvas.fillStyle = colour;
      canvas.fill();
      canvas.globalAlpha = strong ? 0.95 : 0.65;
      canvas.setLineDash(ring ? [4, 3] : large ? [9, 6] : [4, 4]);
      canvas.lineWidth = 1.4;
      canvas.strokeStyle = colour;
      canvas.stroke();
      canvas.restore();
    },

    // The way that an event is somewhere along, as a faint band with a dashed line in it.
    _drawLine: function (canvas, { symbol, lon }) {
      const strong = this._isStrong(symbol);
      canvas.save();
      canvas.beginPath();
      for (const [lat, at] of symbol.line) {
        const { x, y } = this._place(lat, at + lon - symbol.lon);
        canvas.lineTo(x, y);
      }
      canvas.lineCap = canvas.lineJoin = "round";
      canvas.strokeStyle = this.lookOf[symbol.key][this.theme];
      canvas.globalAlpha = strong ? 0.3 : 0.16;
      canvas.lineWidth = 12;
      canvas.stroke();
      canvas.globalAlpha = strong ? 0.95 : 0.7;
      canvas.setLineDash([7, 6]);
      canvas.lineWidth = 1.6;
      canvas.stroke();
      canvas.restore();
    },

    _drawRing: function (canvas, x, y, r) {
      canvas.beginPath();
      canvas.arc(x, y, r + 6, 0, 2 * Math.PI);
      canvas.lineWidth = 6;
      canvas.strokeStyle = INK[this.theme].outline;
      canvas.stroke();
      canvas.lineWidth = 2.5;
      canvas.strokeStyle = INK[this.theme].ring;
      canvas.stroke();
    },

    _drawSymbol: function (canvas, { symbol, x, y, r }) {
      if (this._isSelected(symbol)) this._drawRing(canvas, x, y, r);
      const grown = symbol === this.hovered ? r + 1.5 : r;
      if (symbol.n === 1) drawShape(canvas, this.lookOf[symbol.key], this.theme, x, y, grown, symbol);
      else drawMany(canvas, symbol, this.looks, this.theme, x, y, grown);
    },

    _labelStyle: function (label) {
      const ink = INK[this.theme];
      switch (label.kind) {
        case "country":
          return this._zoom < 3
            ? { font: "600 10px " + SANS, colour: ink.country, spacing: 0.6, upper: true }
            : { font: "600 12px " + SANS, colour: ink.country, spacing: 1.5, upper: true };
        case "region": case "district": case "disputed":
          return { font: "500 11px " + SANS, colour: ink.region, spacing: 0.8 };
        case "river": case "water": case "sea": case "lake":
          return { font: "italic 11px " + SANS, colour: ink.water, spacing: 0.4 };
        case "mountain": case "park": case "island":
          return { font: "italic 11px " + SANS, colour: ink.region, spacing: 0 };
        case "city":
          return { font: "600 12px " + SANS, colour: ink.town, spacing: 0, dot: 2.3 };
        case "town":
          return { font: "500 11.5px " + SANS, colour: ink.town, spacing: 0, dot: 1.9 };
        default:
          return { font: "400 11px " + SANS, colour: ink.town, spacing: 0, dot: 1.6 };
      }
    },

    // Names in the order they came, each where it covers no other name and no symbol, or left out.
    _drawLabels: function (canvas, drawn) {
      const ink = INK[this.theme], taken = [], named = [];
      const clash = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
      for (const { x, y, r } of drawn) taken.push([x - r - 1, y - r - 1, x + r + 1, y + r + 1]);
      canvas.save();
      canvas.textBaseline = "middle";
      canvas.lineJoin = "round";
      for (const label of this.labels) {
        const style = this._labelStyle(label);
        if (style.dot && this._zoom < 3) continue; // from afar countries are enough
        const text = style.upper ? label.text.toLocaleUpperCase("en") : label.text;
        canvas.font = style.font;
        if ("letterSpacing" in canvas) canvas.letterSpacing = style.spacing + "px";
        const wide = canvas.measureText(text).width, high = 15;
        for (const lon of this.copies(label.lon)) {
          const { x, y } = this._place(label.lat, lon);
          const here = drawn.find((one) => Math.abs(one.x - x) < 3 && Math.abs(one.y - y) < 3);
          const gap = here ? here.r + 4 : 5;
          const spots = style.dot
            ? [[x + gap, y], [x - gap - wide, y], [x - wide / 2, y - gap - 7], [x - wide / 2, y + gap + 7]]
            : [[x - wide / 2, y]];
          for (const [left, middle] of spots) {
            const box = [left - 3, middle - high / 2, left + wide + 3, middle + high / 2];
            if (taken.some((other) => clash(box, other))) continue;
            taken.push(box);
            named.push({ text, style, left, middle, x, y, dot: style.dot && !here });
            break;
          }
        }
      }
      for (const { text, style, left, middle, x, y, dot } of named) {
        canvas.font = style.font;
        if ("letterSpacing" in canvas) canvas.letterSpacing = style.spacing + "px";
        canvas.lineWidth = 3.5;
        canvas.strokeStyle = ink.halo;
        canvas.strokeText(text, left, middle);
        canvas.fillStyle = style.colour;
        canvas.fillText(text, left, middle);
        if (dot) {
          canvas.beginPath();
          canvas.arc(x, y, style.dot, 0, 2 * Math.PI);
          canvas.fillStyle = ink.dot;
          canvas.fill();
          canvas.lineWidth = 1;
          canvas.strokeStyle = ink.halo;
          canvas.stroke();
        }
      }
      canvas.restore();
      this.named = named.map((one) => one.text);
    },

    // The symbol under a point of the container: the nearest within its radius and some tolerance, or null.
    at: function (point, tolerance) {
      let best = null, nearest = Infinity;
      for (const symbol of this.symbols)
        for (const lon of this.copies(symbol.lon)) {
          const gap = this._map.latLngToContainerPoint([symbol.lat, lon]).distanceTo(point);
          if (gap < symbolRadius(symbol.n) + tolerance && gap < nearest) {
            best = { symbol, lon };
            nearest = gap;
          }
        }
      return best;
    },
  });
})();
