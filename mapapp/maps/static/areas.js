// The outlines of regions and countries, fetched when first wanted, and a canvas layer to draw on.
(function () {
  "use strict";
  const parts = (window.mapappParts = window.mapappParts || {});
  const FINE_ZOOM = 6; // from here on a country's own file is drawn

  function readNumber(bytes, state) {
    let number = 0, factor = 1;
    for (;;) {
      const byte = bytes[state.at++];
      if (byte === undefined) throw new Error("a file of regions ends early");
      number += (byte & 127) * factor;
      if (byte < 128) return number;
      factor *= 128;
    }
  }

  // Returns Map(key -> {country, path in parts of the world's width, box}). See mapapp/maps/regions.py.
  function decode(buffer) {
    const bytes = new Uint8Array(buffer);
    if (bytes[0] !== 77 || bytes[1] !== 82 || bytes[2] !== 49) throw new Error("not a file of regions");
    const size = new DataView(buffer).getUint32(3, true), state = { at: 7 + size };
    const head = JSON.parse(new TextDecoder().decode(bytes.subarray(7, 7 + size)));
    const unit = 2 ** head.bits, found = new Map();
    let x = 0, y = 0;
    for (const [key, country, rings] of head.regions) {
      const path = new Path2D(), box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const points of rings) {
        for (let i = 0; i < points; i++) {
          const dx = readNumber(bytes, state), dy = readNumber(bytes, state);
          x += dx & 1 ? -(dx + 1) / 2 : dx / 2;
          y += dy & 1 ? -(dy + 1) / 2 : dy / 2;
          path[i ? "lineTo" : "moveTo"](x / unit, y / unit);
          box[0] = Math.min(box[0], x / unit);
          box[1] = Math.min(box[1], y / unit);
          box[2] = Math.max(box[2], x / unit);
          box[3] = Math.max(box[3], y / unit);
        }
        path.closePath();
      }
      if (rings.length) found.set(key, { key, country, path, box });
    }
    return found;
  }

  // All outlines we have. `find` answers at once with what is there, and asks for what is not.
  class Areas {
    constructor(root) {
      this.root = root;
      this.packs = new Map();
      this.countries = new Map();
      this.listeners = new Set();
      this.pending = 0;
    }

    // A file's regions; undefined while it is on its way, null where there is none.
    pack(name) {
      if (!this.packs.has(name)) {
        this.packs.set(name, undefined);
        this.pending++;
        fetch(this.root + name + ".bin")
          .then((answer) => {
            if (!answer.ok || (answer.headers.get("content-type") || "").includes("text/html"))
              throw new Error("no regions at " + name);
            return answer.arrayBuffer();
          })
          .then((buffer) => this.packs.set(name, decode(buffer)))
          .catch((error) => {
            this.packs.set(name, null);
            console.warn("mapapp: " + error.message);
          })
          .finally(() => {
            this.pending--;
            for (const tell of this.listeners) tell();
          });
      }
      return this.packs.get(name);
    }

    // One region as finely as a zoom needs and as is there; null where it is not known (yet).
    region(key, zoom) {
      const world = this.pack("world");
      const coarse = world ? world.get(key) : null;
      if (!coarse || zoom < FINE_ZOOM) return coarse || null;
      const fine = this.pack(coarse.country);
      return (fine && fine.get(key)) || coarse;
    }

    // The outlines of what a symbol stands for: a region by its key, a country by its code; [] where none is known.
    find(area, zoom) {
      if (!/^[A-Z]{2}$/.test(area)) {
        const one = this.region(area, zoom);
        return one ? [one] : [];
      }
      const world = this.pack("world");
      if (!world) return [];
      if (!this.countries.size)
        for (const one of world.values()) {
          if (!this.countries.has(one.country)) this.countries.set(one.country, []);
          this.countries.get(one.country).push(one.key);
        }
      return (this.countries.get(area) || []).map((key) => this.region(key, zoom)).filter(Boolean);
    }
  }

  // A canvas that covers the view and a margin, moves with the map and is drawn again when it rests.
  parts.CanvasLayer = L.Layer.extend({
    options: { padding: 0.3, pane: "overlayPane", className: "ma-overlay" },

    onAdd: function (map) {
      this._canvas = L.DomUtil.create("canvas", this.options.className + " leaflet-zoom-animated");
      this._canvas.setAttribute("aria-hidden", "true");
      map.getPane(this.options.pane).appendChild(this._canvas);
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

    // An empty canvas, one unit a pixel of the screen.
    _cleared: function () {
      const canvas = this._canvas.getContext("2d");
      canvas.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      canvas.clearRect(0, 0, this._size.x, this._size.y);
      return canvas;
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

    // The upper left corner of the world on the canvas, and its width, in pixels.
    _world: function () {
      return { origin: this._map.getPixelOrigin().add(this._corner).multiplyBy(-1), wide: 256 * 2 ** this._zoom };
    },

    // Where outlines are on the canvas: a path for each copy of the world in sight, with the box about it.
    outlines: function (areas) {
      const { origin, wide } = this._world(), found = [];
      const box = [0, 1].map((i) => Math.min(...areas.map((one) => one.box[i])))
        .concat([2, 3].map((i) => Math.max(...areas.map((one) => one.box[i]))));
      const first = Math.ceil((-origin.x - box[2] * wide) / wide);
      for (let k = first; origin.x + (box[0] + k) * wide <= this._size.x && found.length < 8; k++) {
        const left = origin.x + k * wide, path = new Path2D();
        const matrix = new DOMMatrix([wide, 0, 0, wide, left, origin.y]);
        for (const one of areas) path.addPath(one.path, matrix);
        const [west, north, east, south] = box.map((side, i) => side * wide + (i % 2 ? origin.y : left));
        if (south >= 0 && north <= this._size.y) found.push({ path, west, north, east, south });
      }
      return found;
    },
  });

  parts.Areas = Areas;
  parts.decodeRegions = decode;
})();
