// How symbols look: a shape and colour each, a ring of types around a number, hollow, pale.
(function () {
  "use strict";
  const parts = (window.mapappParts = window.mapappParts || {});

  const INK = {
    light: {
      paper: "#ffffff", ink: "#1d2329", halo: "rgba(246,244,239,0.92)", ring: "#11161b", outline: "#ffffff",
      country: "#5a6270", region: "#8a857b", water: "#4f7d9a", town: "#333b45", dot: "#5c6570",
    },
    dark: {
      paper: "#171d24", ink: "#f0f3f6", halo: "rgba(27,34,42,0.92)", ring: "#ffffff", outline: "#10161c",
      country: "#a3adba", region: "#7f8b98", water: "#6fa3c4", town: "#d3dae2", dot: "#9aa5b1",
    },
  };
  const SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

  // The same as grid.symbol_radius.
  function symbolRadius(count) {
    return count <= 1 ? 7 : Math.min(22, 9 + 3 * Math.log10(count));
  }

  function polygon(canvas, x, y, r, corners, turn) {
    for (let i = 0; i < corners; i++) {
      const angle = turn + (i * 2 * Math.PI) / corners;
      canvas[i ? "lineTo" : "moveTo"](x + r * Math.cos(angle), y + r * Math.sin(angle));
    }
    canvas.closePath();
  }

  // Adds the outline of a shape to the current path; shapes of one r look equally large.
  function outline(canvas, shape, x, y, r) {
    const up = -Math.PI / 2;
    canvas.beginPath();
    if (shape === "triangle") polygon(canvas, x, y + r * 0.18, r * 1.22, 3, up);
    else if (shape === "square") canvas.rect(x - r * 0.86, y - r * 0.86, r * 1.72, r * 1.72);
    else if (shape === "diamond") polygon(canvas, x, y, r * 1.18, 4, up);
    else if (shape === "pentagon") polygon(canvas, x, y, r * 1.1, 5, up);
    else if (shape === "cross") {
      const a = r * 1.05, b = r * 0.42;
      [[-b, -a], [b, -a], [b, -b], [a, -b], [a, b], [b, b], [b, a], [-b, a], [-b, b], [-a, b], [-a, -b], [-b, -b]]
        .forEach(([dx, dy], i) => canvas[i ? "lineTo" : "moveTo"](x + dx, y + dy));
      canvas.closePath();
    } else canvas.arc(x, y, r, 0, 2 * Math.PI);
  }

  // Draws the symbol of one event: filled; hollow with a stroke through it where denied; pale for background.
  function drawShape(canvas, look, theme, x, y, r, state) {
    const ink = INK[theme], colour = look[theme];
    canvas.save();
    canvas.lineJoin = "round";
    if (state.background) canvas.globalAlpha = 0.55;
    outline(canvas, look.shape, x, y, r);
    canvas.lineWidth = 3.5;
    canvas.strokeStyle = ink.outline;
    canvas.stroke();
    canvas.fillStyle = state.denied ? ink.paper : colour;
    canvas.fill();
    if (state.denied) {
      canvas.lineWidth = 2;
      canvas.strokeStyle = colour;
      canvas.stroke();
      canvas.beginPath();
      canvas.moveTo(x - r * 0.6, y + r * 0.6);
      canvas.lineTo(x + r * 0.6, y - r * 0.6);
      canvas.stroke();
    } else if (state.background) {
      canvas.setLineDash([2.5, 2]);
      canvas.lineWidth = 1.2;
      canvas.strokeStyle = ink.ink;
      canvas.stroke();
    }
    canvas.restore();
  }

  // Draws several events: a ring of their types around their number.
  function drawMany(canvas, symbol, looks, theme, x, y, r) {
    const ink = INK[theme];
    canvas.save();
    if (symbol.background) canvas.globalAlpha = 0.6;
    canvas.beginPath();
    canvas.arc(x, y, r + 1.5, 0, 2 * Math.PI);
    canvas.fillStyle = ink.outline;
    canvas.fill();
    canvas.beginPath();
    canvas.arc(x, y, r - 2, 0, 2 * Math.PI);
    canvas.fillStyle = ink.paper;
    canvas.fill();
    let from = -Math.PI / 2;
    for (const look of looks) {
      const share = (symbol.mix[look.key] || 0) / symbol.n;
      if (!share) continue;
      canvas.beginPath();
      canvas.arc(x, y, r - 2, from, from + share * 2 * Math.PI);
      canvas.lineWidth = 4;
      canvas.strokeStyle = look[theme];
      if (symbol.denied) canvas.setLineDash([3, 2.5]);
      canvas.stroke();
      from += share * 2 * Math.PI;
    }
    const text = symbol.n < 1000 ? String(symbol.n)
      : symbol.n < 10000 ? (Math.floor(symbol.n / 100) / 10) + "k"
      : symbol.n < 1e6 ? Math.floor(symbol.n / 1000) + "k" : Math.floor(symbol.n / 1e5) / 10 + "M";
    canvas.fillStyle = ink.ink;
    canvas.font = "600 " + (text.length > 3 ? 9.5 : text.length > 2 ? 10.5 : 11.5) + "px " + SANS;
    canvas.textAlign = "center";
    canvas.textBaseline = "middle";
    canvas.fillText(text, x, y + 0.5);
    canvas.restore();
  }

  parts.INK = INK;
  parts.SANS = SANS;
  parts.symbolRadius = symbolRadius;
  parts.drawShape = drawShape;
  parts.drawMany = drawMany;

  // A small picture of a symbol, for lists and the legend.
  parts.picture = function (paint, side) {
    const canvas = document.createElement("canvas"), ratio = Math.min(3, window.devicePixelRatio || 1);
    canvas.width = canvas.height = side * ratio;
    canvas.style.width = canvas.style.height = side + "px";
    canvas.className = "ma-picture";
    canvas.setAttribute("aria-hidden", "true");
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    paint(context, side / 2);
    return canvas;
  };
})();
