// "Draw an area": a rectangle by dragging, a polygon by clicks, or what is in view; and the outline of the area set.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { node, button } = parts;
  const MOST_CORNERS = 100, FAR = 4; // pixels that make a drag
  const LINE = { className: "ma-area", weight: 2.5, dashArray: "7 5", fillOpacity: 0.05, interactive: false };

  const plain = (number) => String(Number(number.toFixed(4)));

  // The corners of an area as a link has it ("west,south,east,north" or "lon,lat;lon,lat;..."), or null.
  function readArea(text) {
    const points = (text || "").split(";").map((point) => point.split(",").map(Number));
    if (!text || points.flat().some((number) => !Number.isFinite(number))) return null;
    if (points.length === 1 && points[0].length === 4) {
      const [west, south, east, north] = points[0], end = east < west ? east + 360 : east;
      return [[south, west], [south, end], [north, end], [north, west]];
    }
    return points.length > 2 && points.every((point) => point.length === 2) ? points.map(([lon, lat]) => [lat, lon]) : null;
  }

  // Corners as a link has them, turned so that the westernmost lies within the world; "" where they enclose nothing.
  function writeArea(corners, isBox) {
    const lats = corners.map((point) => Math.max(-85, Math.min(85, point.lat))), lons = corners.map((point) => point.lng);
    const west = Math.min(...lons), turn = -360 * Math.floor((west + 180) / 360);
    const wide = Math.max(...lons) - west, high = Math.max(...lats) - Math.min(...lats);
    if (wide < 1e-3 || high < 1e-3) return "";
    if (isBox) {
      const east = west + Math.min(wide, 360);
      return [wide >= 360 ? -180 : west + turn, Math.min(...lats), wide >= 360 ? 180 : east + turn, Math.max(...lats)].map(plain).join(",");
    }
    if (wide > 360) return "";
    return corners.map((point, i) => plain(lons[i] + turn) + "," + plain(lats[i])).join(";");
  }

  class Draw {
    // `tell` hands { set: { area } } to the page.
    constructor(map, controls, tell) {
      this.map = map;
      this.tell = tell;
      this.area = "";
      this.pane = L.svg({ padding: 0.5 });
      this.shapes = L.layerGroup().addTo(map);
      this.panel = new parts.Panel(controls, "Draw an area", "area");
      this.remover = button("Remove the area", "", () => this.set(""));
      this.panel.body.append(
        node("p", "ma-panel-note", "Only events in the area are shown."),
        button("Rectangle", "", () => this.begin("box")),
        button("Polygon", "", () => this.begin("polygon")),
        button("This view", "", () => this.take(map.getBounds())),
        this.remover,
      );
      this.hint = node("div", "ma-hint");
      this.hint.setAttribute("role", "status");
      this.hint.hidden = true;
      L.DomEvent.disableClickPropagation(this.hint);
      map.getContainer().append(this.hint);
      this.keys = (event) => this.key(event);
      map.on("moveend", () => this.outline());
      this.show("");
    }

    // Shows the area that is set, as a link has it.
    show(area) {
      this.area = readArea(area) ? area : "";
      this.remover.hidden = !this.area;
      this.panel.opener.classList.toggle("ma-on", Boolean(this.area));
      this.outline();
    }

    outline() {
      this.shapes.clearLayers();
      const corners = readArea(this.area);
      if (!corners) return;
      const view = this.map.getBounds(), lons = corners.map(([, lon]) => lon);
      const first = Math.ceil((view.getWest() - Math.max(...lons)) / 360);
      for (let k = first; Math.min(...lons) + 360 * k <= view.getEast() && k < first + 6; k++)
        L.polygon(corners.map(([lat, lon]) => [lat, lon + 360 * k]), { ...LINE, renderer: this.pane }).addTo(this.shapes);
    }

    set(area) {
      this.panel.close(true);
      this.show(area);
      this.tell({ set: { area } });
    }

    take(bounds) {
      const area = writeArea([bounds.getSouthWest(), bounds.getNorthEast()], true);
      if (area) this.set(area);
    }

    // A sheet over the map takes the pointer while one draws; the wheel still zooms.
    begin(how) {
      this.end();
      this.panel.close(false);
      this.how = how;
      this.corners = [];
      this.sheet = node("div", "ma-sheet");
      L.DomEvent.disableClickPropagation(this.sheet);
      this.sheet.addEventListener("pointerdown", (event) => this.down(event));
      this.sheet.addEventListener("pointermove", (event) => this.move(event));
      this.sheet.addEventListener("pointerup", (event) => this.up(event));
      this.sheet.addEventListener("pointercancel", () => (this.from = null));
      this.map.getContainer().append(this.sheet);
      document.addEventListener("keydown", this.keys, true);
      this.say();
      this.map.getContainer().focus({ preventScroll: true });
    }

    say() {
      const done = this.corners.length > 2;
      const text = this.how === "box" ? "Drag from one corner to the other. Escape cancels."
        : done ? "Click on for more corners; double click, or press Enter, to finish." : "Click the corners of the area. Escape cancels.";
      const buttons = done ? [button("Finish", "", () => this.finish())] : [];
      this.hint.replaceChildren(node("span", "", text), ...buttons, button("Cancel", "", () => this.end(true)));
      this.hint.hidden = false;
    }

    at(event) {
      const box = this.map.getContainer().getBoundingClientRect();
      return this.map.containerPointToLatLng([event.clientX - box.left, event.clientY - box.top]);
    }

    down(event) {
      if (event.button > 0) return;
      event.preventDefault();
      this.from = { x: event.clientX, y: event.clientY, point: this.at(event) };
      try {
        this.sheet.setPointerCapture(event.pointerId);
      } catch {
        // a pointer that is gone already
      }
    }

    move(event) {
      if (this.how === "box") {
        if (this.from) this.preview([...this.boxOf(this.from.point, this.at(event))], true);
      } else if (this.corners.length) this.preview([...this.corners, this.at(event)], this.corners.length > 1);
    }

    up(event) {
      const from = this.from;
      this.from = null;
      if (!from) return;
      const far = Math.hypot(event.clientX - from.x, event.clientY - from.y);
      if (this.how === "box") {
        const area = far > FAR ? writeArea(this.boxOf(from.point, this.at(event)), true) : "";
        if (area) this.done(area);
        return;
      }
      const again = this.last && event.timeStamp - this.last.time < 400 && Math.hypot(event.clientX - this.last.x, event.clientY - this.last.y) < 6;
      this.last = { time: event.timeStamp, x: event.clientX, y: event.clientY };
      if (again) {
        this.finish(); // the second click of a double click is no corner
        return;
      }
      if (this.corners.length < MOST_CORNERS) this.corners.push(this.at(event));
      this.preview(this.corners, this.corners.length > 2);
      this.say();
    }

    boxOf(a, b) {
      return [a, L.latLng(a.lat, b.lng), b, L.latLng(b.lat, a.lng)];
    }

    preview(points, closed) {
      if (this.sketch) this.sketch.remove();
      this.sketch = (closed ? L.polygon : L.polyline)(points, { ...LINE, renderer: this.pane }).addTo(this.map);
    }

    finish() {
      const area = this.corners.length > 2 ? writeArea(this.corners, false) : "";
      if (area) this.done(area);
    }

    done(area) {
      this.end();
      this.set(area);
    }

    end(focus) {
      document.removeEventListener("keydown", this.keys, true);
      if (this.sheet) this.sheet.remove();
      if (this.sketch) this.sketch.remove();
      this.sheet = this.sketch = this.from = this.last = null;
      this.corners = [];
      this.hint.hidden = true;
      if (focus) this.panel.opener.focus({ preventScroll: true });
    }

    key(event) {
      if (event.target.closest && event.target.closest("button, input, select") && event.key === "Enter") return;
      if (event.key === "Escape") this.end(true);
      else if (event.key === "Enter" && this.how === "polygon") this.finish();
      else if (event.key === "Backspace" && this.how === "polygon" && this.corners.length) {
        this.corners.pop();
        this.preview(this.corners, this.corners.length > 2);
        this.say();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    }
  }

  parts.readArea = readArea;
  parts.writeArea = writeArea;
  parts.Draw = Draw;
})();
