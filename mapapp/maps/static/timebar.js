// The strip under the map: which days are shown, chosen by brush, presets or dates; play stands in player.js.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { node, button, dayNumber, dayText, daysWords, counted } = parts;
  const EARLIEST = "1900-01-01", LATEST = "2100-12-31";
  const REST_MS = 250, ANSWER_MS = 10000;

  // Days that were changed here and that Streamlit has yet to confirm: its older messages do not bring old days back.
  class Handover {
    constructor(tell) {
      this.tell = tell;
      this.heard = { from: "", to: "" };
      this.ours = null;
      this.told = [];
      this.until = Infinity;
      this.timer = 0;
    }

    change(from, to) {
      this.ours = { from, to };
      this.until = Infinity;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this._send(), REST_MS);
    }

    _send() {
      this.timer = 0;
      if (!this.told.length && same(this.ours, this.heard)) this.ours = null;
      else this.tell({});
    }

    // What a message to Streamlit has to carry of it; asking counts as telling.
    open() {
      if (!this.ours) return {};
      clearTimeout(this.timer);
      this.timer = 0;
      this.told.push(this.ours);
      this.until = performance.now() + ANSWER_MS;
      return { from: this.ours.from, to: this.ours.to };
    }

    // The days to show after a message of Streamlit's.
    take(next) {
      const heard = { from: next.from, to: next.to }, { ours } = this;
      const old = ours && !same(heard, ours) && performance.now() < this.until
        && (same(heard, this.heard) || this.told.some((one) => same(one, heard)));
      this.heard = heard;
      if (old) return ours;
      if (!ours || !this.timer || !same(heard, ours) || !this.told.length) {
        clearTimeout(this.timer);
        this.timer = 0;
        this.ours = null;
        this.told = [];
      }
      return heard;
    }
  }

  function same(a, b) {
    return a.from === b.from && a.to === b.to;
  }

  class TimeBar {
    // `fetched(path)` gives JSON of ours, `setDays(from, to)` repaints the map, `tell(done)` speaks to Streamlit.
    constructor(looks, theme, { fetched, setDays, tell }) {
      this.theme = theme;
      this.fetched = fetched;
      this.setDays = setDays;
      this.handover = new Handover(tell);
      this.key = null;
      this.loading = null;
      this.total = null;
      this.hovered = null;
      this.bars = new parts.Histogram(looks);
      this.brush = new parts.Brush(this.bars, {
        onChange: (from, to) => this.choose(from, to),
        onLook: (bar) => this._look(bar),
      });
      this.spoken = "";
      this._build();
      this.root.classList.toggle("ma-dark", theme === "dark");
      this.open(true);
      document.body.append(this.root);
      new ResizeObserver(() => this.draw()).observe(this.brush.root);
      this._mark();
    }

    _build() {
      this.root = node("section", "ma-time");
      this.root.setAttribute("aria-label", "Time");
      this.head = node("div", "ma-time-head");
      this.said = node("p", "ma-time-said");
      this.more = node("span", "ma-time-note");
      this.live = node("p", "ma-time-live");
      this.live.setAttribute("role", "status");
      this.tip = node("p", "ma-time-tip");
      this.tip.hidden = true;
      this.tools = node("div", "ma-time-tools");
      this.tools.id = "ma-time-tools";
      this.from = this._date("From");
      this.to = this._date("To");
      this.trouble = node("p", "ma-time-trouble");
      this.trouble.setAttribute("role", "alert");
      const presets = node("div", "ma-time-presets");
      presets.setAttribute("role", "group");
      presets.setAttribute("aria-label", "Up to the last day of the data");
      this.presets = [["7 days", 7], ["30 days", 30], ["All", 0]].map(([name, days]) => {
        const made = button(name, days ? "Last " + name + " of the data" : "All days", () => this.choose(...this._preset(days)));
        presets.append(made);
        return [made, days];
      });
      this.clear = button("Clear", "Clear the days", () => {
        this.choose("", "");
        this.presets[2][0].focus();
      });
      this.tools.append(this.from.parentElement, this.to.parentElement, presets, this.clear, this.trouble);
      this.settings = button("Days", "Choose days", () => this._panel(!this.root.classList.contains("ma-time-panel")));
      this.settings.classList.add("ma-time-settings");
      this.settings.setAttribute("aria-controls", this.tools.id);
      this.fold = button("", "", () => this.open(!this.opened));
      this.fold.classList.add("ma-time-fold");
      this.head.append(this.said, this.tools, this.settings, this.fold);
      this.root.append(this.head, this.brush.root, this.tip, this.live);
      this.root.addEventListener("focusin", (event) => this._look(event.target === this.brush.body ? "chosen" : null));
      this.root.addEventListener("focusout", () => this._look(null));
      this.root.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !this.root.classList.contains("ma-time-panel")) return;
        this._panel(false);
        this.settings.focus();
      });
      this._panel(false);
    }

    _date(label) {
      const holder = node("label", "ma-time-date"), input = node("input");
      input.type = "date";
      input.min = EARLIEST;
      input.max = LATEST;
      input.addEventListener("change", () => this._typed());
      holder.append(node("span", "", label), input);
      return input;
    }

    _panel(shown) {
      this.root.classList.toggle("ma-time-panel", shown);
      this.settings.setAttribute("aria-expanded", String(shown));
    }

    open(opened) {
      this.opened = opened;
      document.documentElement.classList.add("ma-timed");
      document.documentElement.classList.toggle("ma-time-folded", !opened);
      this.brush.root.hidden = !opened;
      this.fold.textContent = opened ? "▾" : "▴";
      this.fold.setAttribute("aria-label", opened ? "Hide the histogram" : "Show the histogram");
      this.fold.setAttribute("aria-expanded", String(opened));
      if (opened) this.draw();
    }

    _preset(days) {
      if (!days || !this.bars.size) return ["", ""];
      return [dayText(this.bars.newest - days + 1), dayText(this.bars.newest)];
    }

    // A date that is being typed counts once it is a day the map can be asked for, and the two are in order.
    _typed() {
      const { from, to } = this, usable = [from, to].every((input) => input.validity.valid);
      const crossed = usable && from.value && to.value && from.value > to.value;
      this.trouble.textContent = crossed ? "From is later than To." : usable ? "" : "Days run from 1900 to 2100.";
      for (const input of [from, to]) input.setAttribute("aria-invalid", String(crossed || !input.validity.valid));
      if (usable && !crossed) this.choose(from.value, to.value);
    }

    // The reader has chosen days here: the map is painted at once, Streamlit hears of it when they rest.
    choose(from, to) {
      if (this.player) this.player.leave();
      return this.give(from, to);
    }

    give(from, to) {
      this.brush.set(from, to);
      this.handover.change(from, to);
      this._mark();
      return this.setDays(from, to);
    }

    // Takes up a message of Streamlit's; returns the days to show.
    take(next) {
      const days = this.handover.take(next);
      if (days.from !== this.brush.from || days.to !== this.brush.to) {
        if (this.player) this.player.leave();
        this.brush.set(days.from, days.to);
        this._mark();
      }
      return days;
    }

    // Fetches the bars of a selection; its days change nothing, so that this is seldom.
    async load(query, version) {
      const key = query + "#" + version;
      if (key === this.key) return;
      if (this.player && this.key !== null && !this.key.startsWith(query + "#")) this.player.leave();
      this.key = key;
      const mine = (this.loading = {});
      try {
        const answer = await this.fetched("histogram" + (query ? "?" + query : ""));
        if (mine !== this.loading) return;
        this.bars.take(answer);
        this.note = "";
      } catch (error) {
        if (mine !== this.loading) return;
        console.warn("mapapp: " + error.message);
        this.key = null;
        this.note = "The histogram could not be loaded.";
      }
      this.loading = null;
      this._mark();
    }

    // How many events the map shows now; said to a screen reader when it is news.
    shown(total) {
      const words = daysWords(this.brush.from, this.brush.to, true) + ": " + counted(total, "event") + ".";
      if (words === this.spoken) return;
      this.total = total;
      this._mark();
      clearTimeout(this.speaking);
      if (this.spoken)
        this.speaking = setTimeout(() => {
          this.live.textContent = words;
        }, REST_MS * 2);
      this.spoken = words;
    }

    say(text) {
      clearTimeout(this.speaking);
      this.live.textContent = text;
    }

    setTheme(theme) {
      this.theme = theme;
      this.root.classList.toggle("ma-dark", theme === "dark");
      this.draw();
    }

    // Writes days and numbers, moves the brush, draws the bars.
    _mark() {
      const { bars, brush } = this, left = [];
      if (this.total !== null) left.push(counted(this.total, "event"));
      if (bars.undated) left.push(bars.undated.toLocaleString("en") + " undated" + (brush.whole ? "" : " left out"));
      if (bars.coarseEvents) left.push(bars.coarseEvents.toLocaleString("en") + " of inexact date (grey line)");
      if (this.note) left.push(this.note);
      else if (!bars.size && this.key !== null && !this.loading) left.push("no dated events");
      if (!this.player || !this.player.on) this._words(daysWords(brush.from, brush.to, false), left.join(" · "));
      for (const [input, value] of [[this.from, brush.from], [this.to, brush.to]])
        if (input.value !== value) input.value = value;
      this.trouble.textContent = "";
      for (const input of [this.from, this.to]) input.setAttribute("aria-invalid", "false");
      for (const [made, days] of this.presets) {
        const [from, to] = this._preset(days);
        made.setAttribute("aria-pressed", String(from === brush.from && to === brush.to));
        made.disabled = Boolean(days) && !bars.size;
      }
      this.clear.disabled = brush.whole;
      if (this.player) this.player.allow(bars.size > 0);
      this.draw();
    }

    _words(days, more) {
      this.more.textContent = more;
      this.said.title = days + (more ? " · " + more : "");
      this.said.replaceChildren(node("strong", "", days), node("span", "ma-time-dot", more ? " · " : ""), this.more);
    }

    draw() {
      if (!this.opened || !this.root.isConnected) return;
      const playing = this.player && this.player.on;
      if (playing) this.player.lay();
      this.bars.draw(this.theme, playing ? this.player.days : this.brush.span(), this.hovered, playing);
      if (!playing) this.brush.place();
    }

    // Tells of a bar ("chosen": of the chosen ones), above it; null takes that away.
    _look(what) {
      const { brush } = this, bar = typeof what === "number" ? what : null;
      if (bar !== this.hovered) {
        this.hovered = bar;
        this.draw();
      }
      const touched = what === "chosen" ? brush.touched() : bar === null ? null : [bar, bar];
      if (touched === null && document.activeElement === brush.body && what === null && !brush.dragged) return this._lookAtFocus();
      return this._tip(touched);
    }

    _lookAtFocus() {
      this._tip(this.brush.body.matches(":focus-visible") ? this.brush.touched() : null);
    }

    _tip(touched) {
      const { bars, tip } = this;
      tip.hidden = !touched || !bars.size;
      if (tip.hidden) return;
      tip.textContent = bars.words(...touched);
      const middle = (bars.x(bars.starts[touched[0]]) + bars.x(bars.starts[touched[1] + 1])) / 2, half = tip.offsetWidth / 2;
      tip.style.left = Math.max(half + 4, Math.min(bars.wide - half - 4, middle)) + "px";
    }
  }

  parts.TimeBar = TimeBar;
})();
