// What lies on the basemap: areas of uncertain places, names, symbols; all on one canvas.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { INK, SANS, symbolRadius, drawShape, drawMany } = parts;
  const VAGUE = new Set(["district", "region", "country"]);

  // A canvas that covers the view and a margin, moves with the map and is drawn again when it rests.
  parts.Overlay = L.Layer.extend({
    options: { padding: 0.3 },

    initialize: function (looks, theme) {
      this.looks = looks;
      this.lookOf = Object.fromEntries(looks.map((look) => [look.key, look]));
      this.theme = theme;
      this.symbols = [];
      this.labels = [];
      this.selected = "";
      this.selectedPoint = null;
      this.hovered = null;
    },

    onAdd: function (map) {
      this._canvas = L.DomUtil.create("canvas", "ma-overlay leaflet-zoom-animated");
      this._canvas.setAttribute("aria-hidden", "true");
      map.getPane("overlayPane").appendChild(this._canvas);
      this._rest();
    },

    onRemove: function () {
      this._canvas.remove();
    },

    getEvents: function () {
      return {
        moveend: this._rest,
        viewreset: this._rest,
        resize: this._rest,
        zoomanim: (event) => this._follow(event.center, event.zoom),
        zoom: () => this._follow(this._map.getCenter(), this._map.getZoom()),
      };
    },

    // L.Renderer does the same for its own canvas.
    _follow: function (center, zoom) {
      const map = this._map, scale = map.getZoomScale(zoom, this._zoom);
      const half = map.getSize().multiplyBy(0.5 + this.options.padding);
      const offset = half.multiplyBy(-scale).add(map.project(this._center, zoom))
        .subtract(map._getNewPixelOrigin(center, zoom));
      L.DomUtil.setTransform(this._canvas, offset, scale);
    },

    _rest: function () {
      const map = this._map, size = map.getSize(), padding = this.options.padding;
      this._corner = map.containerPointToLayerPoint(size.multiplyBy(-padding)).round();
      this._size = size.multiplyBy(1 + 2 * padding).round();
      this._center = map.getCenter();
      this._zoom = map.getZoom();
      const ratio = Math.min(3, window.devicePixelRatio || 1);
      const wide = Math.round(this._size.x * ratio), high = Math.round(this._size.y * ratio);
      if (this._canvas.width !== wide || this._canvas.height !== high) {
        this._canvas.width = wide;
        this._canvas.height = high;
        this._canvas.style.width = this._size.x + "px";
        this._canvas.style.height = this._size.y + "px";
      }
      this._ratio = ratio;
      L.DomUtil.setPosition(this._canvas, this._corner);
      this.draw();
    },

    update: function (changes) {
      Object.assign(this, changes);
      if (this._map) this.draw();
    },

    // The longitudes at which a point is drawn: once in every copy of the world in sight.
    copies: function (lon) {
      const bounds = this._map.getBounds().pad(this.options.padding), found = [];
      const first = Math.ceil((bounds.getWest() - lon) / 360);
      for (let k = first; lon + 360 * k <= bounds.getEast() && found.length < 8; k++) found.push(lon + 360 * k);
      return found;
    },

    _place: function (lat, lon) {
      return this._map.latLngToLayerPoint([lat, lon]).subtract(this._corner);
    },

    draw: function () {
      if (!this._map || !this._size) return;
      const canvas = this._canvas.getContext("2d");
      canvas.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      canvas.clearRect(0, 0, this._size.x, this._size.y);
      const drawn = [];
      for (const symbol of this.symbols)
        for (const lon of this.copies(symbol.lon)) {
          const { x, y } = this._place(symbol.lat, lon);
          drawn.push({ symbol, lon, x, y, r: symbolRadius(symbol.n) });
        }
      for (const one of drawn) this._drawArea(canvas, one);
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

    _drawArea: function (canvas, { symbol, x, y, r }) {
      if (!VAGUE.has(symbol.precision) || !symbol.radius_km) return;
      const metre = 1 / (156543.03392804097 * Math.cos((symbol.lat * Math.PI) / 180) / 2 ** this._zoom);
      // A country's circle would cover its neighbours: a dashed ring of one size says "somewhere in it".
      const reach = symbol.precision === "country" ? r + 9 : symbol.radius_km * 1000 * metre;
      if (reach < r + 3) return;
      const colour = this.lookOf[symbol.key][this.theme], large = symbol.precision !== "district";
      canvas.save();
      canvas.beginPath();
      canvas.arc(x, y, reach, 0, 2 * Math.PI);
      canvas.globalAlpha = this._isSelected(symbol) ? 0.16 : large ? 0.05 : 0.07;
      canvas.fillStyle = colour;
      canvas.fill();
      canvas.globalAlpha = this._isSelected(symbol) ? 0.95 : 0.65;
      canvas.setLineDash(large ? [9, 6] : [4, 4]);
      canvas.lineWidth = 1.4;
      canvas.strokeStyle = colour;
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
