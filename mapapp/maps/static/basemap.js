// The basemap: squares of Natural Earth, decoded once, drawn on canvas tiles. See build/basemap.py for the format.
(function () {
  "use strict";
  const parts = (window.mapappParts = window.mapappParts || {});

  const LOOK = {
    light: {
      water: "#cddbe4", land: "#f6f4ef", coast: "#8fa6b5", river: "#9dbdd1",
      border: "#7d7f8c", disputed: "#8c6f8f", region: "#bcb5a6",
    },
    dark: {
      water: "#10171e", land: "#232b34", coast: "#46596a", river: "#33506a",
      border: "#8a94a3", disputed: "#b193b8", region: "#4c5967",
    },
  };

  function readNumber(bytes, state) {
    let number = 0, factor = 1;
    for (;;) {
      const byte = bytes[state.at++];
      if (byte === undefined) throw new Error("a basemap file ends early");
      number += (byte & 127) * factor;
      if (byte < 128) return number;
      factor *= 128;
    }
  }

  // Returns {bits, zoom, squares: Map("x-y" -> Map(layer -> Path2D in units from the square's corner))}.
  function decode(buffer, layers, polygons) {
    const bytes = new Uint8Array(buffer);
    if (bytes[0] !== 77 || bytes[1] !== 66 || bytes[2] !== 50) throw new Error("not a basemap file");
    const state = { at: 3 };
    const bits = readNumber(bytes, state), zoom = readNumber(bytes, state);
    const squares = new Map();
    for (let left = readNumber(bytes, state); left > 0; left--) {
      const x = readNumber(bytes, state), y = readNumber(bytes, state);
      const square = new Map();
      for (let more = readNumber(bytes, state); more > 0; more--) {
        const name = layers[readNumber(bytes, state)];
        const path = new Path2D();
        for (let shapes = readNumber(bytes, state); shapes > 0; shapes--) {
          const points = readNumber(bytes, state);
          let px = 0, py = 0;
          for (let i = 0; i < points; i++) {
            const dx = readNumber(bytes, state), dy = readNumber(bytes, state);
            px += dx & 1 ? -(dx + 1) / 2 : dx / 2;
            py += dy & 1 ? -(dy + 1) / 2 : dy / 2;
            if (i === 0) path.moveTo(px, py);
            else path.lineTo(px, py);
          }
          if (polygons.has(name)) path.closePath();
        }
        square.set(name, path);
      }
      squares.set(x + "-" + y, square);
    }
    return { bits, zoom, squares };
  }

  // All files of the basemap, fetched when first wanted.
  class Store {
    constructor(root) {
      this.root = root;
      this.levels = [];
      this.packs = new Map();
      this.listeners = new Set();
      this.pending = 0;
      this.failed = false;
    }

    async fetched(path, type) {
      const answer = await fetch(this.root + path);
      const kind = answer.headers.get("content-type") || "";
      if (!answer.ok || kind.includes("text/html")) throw new Error("no basemap at " + path);
      return type === "json" ? answer.json() : answer.arrayBuffer();
    }

    async open() {
      this.pending++;
      try {
        const index = await this.fetched("index.json", "json");
        this.layers = index.layers;
        this.views = index.views;
        this.levels = index.levels.map((level) => ({ ...level, has: new Set(level.packs) }));
      } catch (error) {
        this.failed = true;
        console.warn("mapapp: " + error.message);
      }
      this.pending--;
      for (const tell of this.listeners) tell(null);
    }

    level(zoom) {
      let found = this.levels[0];
      for (const level of this.levels) if (zoom >= level.from_zoom) found = level;
      return found;
    }

    // The pack that holds a square: undefined while it is being fetched (and asks for it), null where none is.
    pack(level, x, y) {
      const up = level.zoom - level.pack_zoom;
      const place = (x >> up) + "-" + (y >> up);
      if (!level.has.has(place)) return null;
      const name = level.name + "-" + place;
      if (!this.packs.has(name)) {
        this.packs.set(name, undefined);
        this.pending++;
        this.fetched(name + ".bin", "bytes")
          .then((buffer) => this.packs.set(name, decode(buffer, this.layers, parts.POLYGONS)))
          .catch((error) => {
            this.packs.set(name, null);
            this.failed = true;
            console.warn("mapapp: " + error.message);
          })
          .finally(() => {
            this.pending--;
            for (const tell of this.listeners) tell(name);
          });
      }
      return this.packs.get(name);
    }
  }

  parts.POLYGONS = new Set(["land", "lakes", "small lakes"]);

  // What is drawn from which zoom on, in order: [layer, what, from zoom, colour, width by zoom].
  const width = (low, high) => (zoom) => Math.min(high, low + (high - low) * Math.max(0, (zoom - 3) / 6));
  const ORDER = [
    ["land", "fill", 0, "land"],
    ["regions", "line", 6, "region", width(0.6, 1)],
    ["small regions", "line", 8, "region", width(0.6, 0.9)],
    ["great rivers", "line", 4, "river", width(0.5, 1.5)],
    ["rivers", "line", 6, "river", width(0.5, 1.1)],
    ["small rivers", "line", 8, "river", width(0.4, 0.9)],
    ["land", "line", 0, "coast", width(0.6, 1)],
    ["lakes", "fill", 0, "water"],
    ["lakes", "line", 4, "coast", width(0.4, 0.8)],
    ["small lakes", "fill", 5, "water"],
    ["small lakes", "line", 7, "coast", width(0.4, 0.8)],
    ["borders", "line", 0, "border", width(0.7, 1.6)],
  ];
  // A line on which points of view differ, by its style in the one chosen: s, d or r; n is not drawn.
  const CONTESTED = {
    s: ["line", 0, "border", width(0.7, 1.6)],
    d: ["dashes", 2, "disputed", width(0.8, 1.6)],
    r: ["line", 6, "region", width(0.6, 1)],
  };
  const styles = new Map();

  // How a view draws a layer like "border d cn=s in=n" (see build/viewpoints.py); undefined for other layers.
  function borderStyle(layer, view) {
    if (!styles.has(layer)) {
      const [what, style, ...others] = layer.split(" ");
      styles.set(layer, what === "border" ? { style, of: new Map(others.map((one) => one.split("="))) } : null);
    }
    const known = styles.get(layer);
    return known ? known.of.get(view) || known.style : undefined;
  }

  function drawSquare(canvas, square, zoom, scale, look, view) {
    canvas.lineJoin = "round";
    const order = [...ORDER];
    for (const layer of square.keys()) {
      const style = CONTESTED[borderStyle(layer, view)];
      if (style) order.push([layer, ...style]);
    }
    for (const [layer, how, from, colour, thick] of order) {
      if (zoom < from) continue;
      const path = square.get(layer);
      if (!path) continue;
      if (how === "fill") {
        canvas.fillStyle = look[colour];
        canvas.fill(path, "evenodd");
      } else {
        canvas.strokeStyle = look[colour];
        canvas.lineWidth = thick(zoom) / scale;
        canvas.setLineDash(how === "dashes" ? [5 / scale, 3.5 / scale] : []);
        canvas.stroke(path);
      }
    }
  }

  // Draws one tile from the level of its zoom, or from the coarser one while that is on its way.
  function drawTile(tile, store, coords, size, ratio, look, view) {
    const canvas = tile.getContext("2d");
    canvas.setTransform(1, 0, 0, 1, 0, 0);
    canvas.fillStyle = look.water;
    canvas.fillRect(0, 0, tile.width, tile.height);
    const wanted = store.level(coords.z);
    if (!wanted) return;
    let level = wanted, complete = true;
    const squaresOf = (of) => {
      const found = [];
      if (coords.z >= of.zoom) {
        const down = coords.z - of.zoom;
        const x = coords.x >> down, y = coords.y >> down;
        found.push({ x, y, whole: false, pack: store.pack(of, x, y) });
      } else {
        const up = of.zoom - coords.z, across = 1 << up;
        for (let i = 0; i < across; i++)
          for (let j = 0; j < across; j++) {
            const x = (coords.x << up) + i, y = (coords.y << up) + j;
            found.push({ x, y, whole: true, pack: store.pack(of, x, y) });
          }
      }
      return found;
    };
    let squares = squaresOf(level);
    if (squares.some((one) => one.pack === undefined)) {
      complete = false;
      const coarser = store.levels[store.levels.indexOf(level) - 1];
      if (coarser) {
        level = coarser;
        squares = squaresOf(level);
      }
    }
    for (const { x, y, whole, pack } of squares) {
      const square = pack && pack.squares.get(x + "-" + y);
      if (!square) continue;
      const scale = (size * 2 ** coords.z) / 2 ** pack.bits; // pixels a unit
      const side = size * 2 ** (coords.z - level.zoom); // of the square, in pixels
      const left = x * side - coords.x * size, top = y * side - coords.y * size;
      canvas.save();
      if (whole) {
        canvas.setTransform(ratio, 0, 0, ratio, 0, 0);
        canvas.beginPath();
        canvas.rect(left, top, side, side);
        canvas.clip();
      }
      canvas.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * left, ratio * top);
      drawSquare(canvas, square, coords.z, scale, look, view);
      canvas.restore();
    }
    tile.dataset.complete = complete ? "1" : "";
  }

  parts.look = LOOK;
  parts.decode = decode;
  parts.borderStyle = borderStyle;
  parts.Store = Store;

  parts.Basemap = L.GridLayer.extend({
    options: { tileSize: 256, keepBuffer: 2, updateWhenZooming: false, className: "ma-basemap" },

    initialize: function (store, theme) {
      L.setOptions(this, {});
      this.store = store;
      this.theme = theme;
      this.view = "";
      this.store.listeners.add(() => this.refresh(true));
    },

    createTile: function (coords) {
      const size = this.getTileSize().x;
      const ratio = Math.min(3, window.devicePixelRatio || 1);
      const tile = document.createElement("canvas");
      tile.width = tile.height = Math.round(size * ratio);
      tile.setAttribute("role", "presentation");
      drawTile(tile, this.store, coords, size, ratio, LOOK[this.theme], this.view);
      return tile;
    },

    // Draws the tiles again that wait for a file, or all of them.
    refresh: function (onlyWaiting) {
      if (this._waits) return;
      this._waits = requestAnimationFrame(() => {
        this._waits = 0;
        const size = this.getTileSize().x, ratio = Math.min(3, window.devicePixelRatio || 1);
        for (const key in this._tiles || {}) {
          const { el, coords } = this._tiles[key];
          if (onlyWaiting && el.dataset.complete) continue;
          drawTile(el, this.store, this._wrapCoords(coords), size, ratio, LOOK[this.theme], this.view);
        }
      });
    },

    setTheme: function (theme) {
      if (theme !== this.theme) this.redrawWith({ theme });
    },

    // Whose borders are drawn: a code of index.json's views, or "" for the international view.
    setView: function (view) {
      if (view !== this.view) this.redrawWith({ view });
    },

    redrawWith: function (changes) {
      Object.assign(this, changes);
      if (this._waits) cancelAnimationFrame(this._waits);
      this._waits = 0;
      this.refresh(false);
    },
  });
})();
