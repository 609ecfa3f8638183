// Plays through time: the columns of a view are fetched once, every frame is counted and drawn here.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { node, button, dayText, spanWords, counted } = parts;
  const SPEEDS = [["Slow", 0.4], ["Normal", 1], ["Fast", 3]];
  const WINDOWS = [["1 day", 1], ["7 days", 7], ["30 days", 30], ["1 year", 365], ["Cumulative", 0]];
  const RUN_SECONDS = 24; // what a run takes at normal speed, where no window would leave days out
  const BY_DAY = 30; // windows up to so many days need columns by day

  // The symbols of a moment, on a canvas of their own: names are not placed anew sixty times a second.
  const Layer = parts.CanvasLayer.extend({
    initialize: function (looks, theme) {
      this.looks = looks;
      this.lookOf = Object.fromEntries(looks.map((look) => [look.key, look]));
      this.theme = theme;
      this.symbols = [];
    },

    draw: function () {
      if (!this._map || !this._size) return;
      const canvas = this._cleared(), drawn = [];
      for (const symbol of this.symbols)
        for (const lon of this.copies(symbol.lon)) {
          const { x, y } = this._place(symbol.lat, lon);
          if (x > -30 && y > -30 && x < this._size.x + 30 && y < this._size.y + 30) drawn.push({ symbol, x, y });
        }
      drawn.sort((a, b) => b.symbol.n - a.symbol.n || a.y - b.y);
      for (const { symbol, x, y } of drawn) {
        if (symbol.n === 1) parts.drawShape(canvas, this.lookOf[symbol.key], this.theme, x, y, parts.symbolRadius(1), symbol);
        else parts.drawMany(canvas, symbol, this.looks, this.theme, x, y, parts.symbolRadius(symbol.n));
      }
    },
  });

  class Player {
    // `fetchColumns(query)` gives a buffer for the view; `hold(true)` takes the map's own symbols away, `hold(false)`
    // brings them back once they are there.
    constructor(bar, map, looks, { fetchColumns, hold }) {
      Object.assign(this, { bar, map, looks, fetchColumns, hold });
      bar.player = this;
      this.on = this.running = false;
      this.days = [0, -1];
      this.frames = 0;
      this._halt = () => {}; // takes back the next frame
      this.still = window.matchMedia("(prefers-reduced-motion: reduce)");
      this.run = button("▶", "Play through time", () => this.toggle());
      this.run.classList.add("ma-time-run");
      this.tools = node("div", "ma-time-tools");
      this.tools.hidden = true;
      this.speed = this._select("Speed", SPEEDS, 1);
      this.width = this._select("Window", WINDOWS, 1);
      this.width.addEventListener("change", () => this._widen());
      this.stop = button("Stop", "Stop playing, show the days from before", () => this.end());
      this.stop.hidden = true;
      this.place = node("input", "ma-time-place");
      Object.assign(this.place, { type: "range", min: "0", step: "1", hidden: true });
      this.place.setAttribute("aria-label", "Day played");
      this.place.addEventListener("input", () => this._scrub());
      this.place.addEventListener("change", () => this.running || this._settle());
      bar.head.prepend(this.run);
      bar.tools.after(this.tools, this.stop);
      bar.brush.root.append(this.place);
      bar.root.addEventListener("keydown", (event) => this._press(event));
      map.on("moveend", () => {
        if (this.running) this._load();
        else this.columns = null; // of another view
      });
    }

    _select(label, choices, chosen) {
      const holder = node("label", "ma-time-date"), made = node("select");
      made.setAttribute("aria-label", label);
      choices.forEach(([name], i) => made.add(new Option(name, String(i), false, i === chosen)));
      holder.append(node("span", "", label), made);
      this.tools.append(holder);
      return made;
    }

    get windowDays() {
      return WINDOWS[Number(this.width.value)][1];
    }

    allow(usable) {
      this.run.disabled = !usable && !this.on;
    }

    _press(event) {
      const plain = event.target.closest("button, select, input:not([type='range'])");
      if (event.key === " " && !plain) this.toggle();
      else if (event.key === "Escape" && this.on) this.end();
      else return;
      event.preventDefault();
    }

    toggle() {
      if (this.running) this.pause();
      else if (this.on) this._go();
      else this.start();
    }

    // Begins where the chosen days begin; a choice that one window covers is no span to play.
    start() {
      const { bar } = this, [from, to] = bar.brush.span(), { bars } = bar;
      if (!bars.size) return;
      const wide = to - from + 1 > Math.max(1, this.windowDays) && from <= bars.last && to >= bars.first;
      this.before = [bar.brush.from, bar.brush.to];
      this.range = wide ? [Math.max(from, bars.first), Math.min(to, Math.max(bars.last, bars.newest))] : [bars.first, bars.last];
      if (bar.brush.whole) this.range[1] = Math.max(bars.newest, bars.first);
      this.on = true;
      this.at = 0;
      this.columns = null;
      this._show();
      this._go();
    }

    _go() {
      this.running = true;
      if (this.at >= this.range[1] - this.range[0]) this.at = 0;
      this._face();
      this.bar.say("Playing " + spanWords(...this.range, true) + ".");
      if (this.columns) this._begin();
      else this._load();
    }

    _begin() {
      this._hold();
      this._draw();
      this.last = 0;
      this._halt();
      this._tick();
    }

    _hold() {
      if (!this.layer) this.layer = new Layer(this.looks, this.bar.theme).addTo(this.map);
      this.hold(true);
    }

    // Fetches the columns of the view; the last answer stays on show until the next is there.
    async _load() {
      const byDay = this.windowDays && this.windowDays <= BY_DAY;
      const query = "first=" + dayText(this.range[0]) + "&last=" + dayText(this.range[1]) + (byDay ? "&step=day" : "");
      const mine = (this.loading = {});
      try {
        const buffer = await this.fetchColumns(query);
        if (mine !== this.loading || !this.on) return false;
        this.columns = new parts.Columns(buffer);
        this.loading = null;
        if (this.layer) this._draw();
        else if (this.running) this._begin();
        return true;
      } catch (error) {
        if (mine !== this.loading) return false;
        this.loading = null;
        console.warn("mapapp: " + error.message);
        this.bar.say("Play could not be loaded.");
        this.end();
        return false;
      }
    }

    // Days a second: a whole run in RUN_SECONDS, no slower than two days a second, and no day left out.
    get pace() {
      const length = this.range[1] - this.range[0] + 1, most = this.windowDays ? this.windowDays * 30 : Infinity;
      return Math.min(most, Math.max(2, length / RUN_SECONDS) * SPEEDS[Number(this.speed.value)][1]);
    }

    _tick() {
      const turn = (now) => {
        if (!this.running) return;
        const passed = this.last ? Math.min(250, now - this.last) / 1000 : 0;
        this.last = now;
        this._advance(passed * this.pace);
        if (this.running) this._tick();
      };
      if (this.still.matches) {
        const timer = setTimeout(() => {
          if (!this.running) return;
          this._advance(Math.max(1, Math.min(this.windowDays || Infinity, Math.round(this.pace))));
          if (this.running) this._tick();
        }, 1000);
        this._halt = () => clearTimeout(timer);
      } else {
        const frame = requestAnimationFrame(turn);
        this._halt = () => cancelAnimationFrame(frame);
      }
    }

    _advance(days) {
      const end = this.range[1] - this.range[0], day = Math.floor(this.at);
      this.at = Math.min(end + 0.999, this.at + days);
      if (Math.floor(this.at) !== day) this._draw();
      if (this.at >= end + 0.999) this._finish();
    }

    // The days of the window that ends with the day played.
    _window() {
      const last = Math.min(this.range[1], this.range[0] + Math.floor(this.at));
      return [this.windowDays ? Math.max(this.range[0], last - this.windowDays + 1) : this.range[0], last];
    }

    _draw() {
      this.days = this._window();
      if (this.columns && this.layer) {
        this.layer.theme = this.bar.theme;
        this.layer.update({ symbols: this.columns.window(...this.days) });
        this.frames++;
      }
      this.place.value = String(Math.floor(this.at));
      this.bar._words(spanWords(...this.days, false), this.columns && this.layer ? counted(this.columns.total, "event") + " in view" : "");
      this.bar.draw();
    }

    _scrub() {
      this.at = Number(this.place.value);
      if (!this.running && this.columns) this._hold();
      this._draw();
      if (!this.running) this.place.setAttribute("aria-valuetext", spanWords(...this.days, true));
    }

    _widen() {
      if (!this.on) return;
      this._draw();
      this._load().then((loaded) => loaded && !this.running && this._settle());
    }

    // The reader wants to look at this moment: its days become the selection.
    pause() {
      this.running = false;
      this._face();
      this._settle();
    }

    async _settle() {
      const days = this._window();
      this.days = days;
      this.bar.draw();
      const words = spanWords(...days, true);
      this.place.setAttribute("aria-valuetext", words);
      this.bar.say("Paused at " + words + ".");
      await this._giveBack(dayText(days[0]), dayText(days[1]));
    }

    // Shows days from the server again; the moment that was played stays until they are painted.
    async _giveBack(from, to) {
      this.hold(false);
      await this.bar.give(from, to);
      if (this.running) return;
      if (this.layer) this.layer.remove();
      this.layer = null;
    }

    _finish() {
      this.end();
      this.bar.say("Played to the end.");
    }

    // Ends play and shows the days from before it.
    async end() {
      if (!this.on) return;
      this._close();
      await this._giveBack(...this.before);
    }

    // Ends play because other days were chosen.
    leave() {
      if (!this.on) return;
      this._close();
      this.hold(false);
      if (this.layer) this.layer.remove();
      this.layer = null;
    }

    _close() {
      const focused = [this.place, this.stop, this.speed, this.width].includes(document.activeElement);
      this.on = this.running = false;
      this.loading = null;
      this._halt();
      this._show();
      this._face();
      if (focused) this.run.focus({ preventScroll: true });
    }

    _show() {
      const { bar, on } = this;
      bar.root.classList.toggle("ma-time-playing", on);
      this.tools.hidden = this.stop.hidden = this.place.hidden = !on;
      bar.tools.hidden = on;
      bar.settings.textContent = on ? "Speed" : "Days";
      bar.settings.setAttribute("aria-label", on ? "Choose speed and window" : "Choose days");
      if (on) this.place.max = String(this.range[1] - this.range[0]);
      this.lay();
      bar._mark();
    }

    // Lays the slider over the days that are played.
    lay() {
      if (!this.on || !this.bar.bars.wide) return;
      const { bars } = this.bar, left = bars.x(this.range[0]), right = bars.x(this.range[1] + 1);
      this.place.style.left = left - 3 + "px";
      this.place.style.width = right - left + 6 + "px";
    }

    _face() {
      this.run.textContent = this.running ? "❚❚" : "▶";
      this.run.setAttribute("aria-label", this.running ? "Pause" : this.on ? "Go on playing" : "Play through time");
    }
  }

  parts.Player = Player;
})();
