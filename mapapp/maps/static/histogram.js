// The bars under the map: how many events there are by day, week or month, stacked by type, with an axis.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { INK, SANS, node, dayNumber, spanWords, axisMarks } = parts;
  const SIDE = 12, AXIS = 17, LANE = 5, TOP = 6;

  function counted(n, thing) {
    return n.toLocaleString("en") + " " + thing + (n === 1 ? "" : "s");
  }

  class Histogram {
    constructor(looks) {
      this.looks = looks;
      this.canvas = node("canvas", "ma-time-bars");
      this.canvas.setAttribute("aria-hidden", "true");
      this.take({ step: "day", starts: [], last_day: null, types: {}, coarse: [], coarse_events: 0, undated: 0, newest_day: null });
    }

    // Takes up an answer of /histogram.
    take(answer) {
      this.step = answer.step;
      this.starts = answer.starts.map(dayNumber);
      this.size = this.starts.length;
      this.first = this.size ? this.starts[0] : 0;
      this.last = this.size ? dayNumber(answer.last_day) : -1;
      this.newest = dayNumber(answer.newest_day);
      if (this.newest === null) this.newest = this.last;
      this.starts.push(this.last + 1);
      this.types = this.looks.filter((look) => answer.types[look.key]).map((look) => ({ look, counts: answer.types[look.key] }));
      this.coarse = answer.coarse;
      this.coarseEvents = answer.coarse_events;
      this.undated = answer.undated;
      this.totals = Array.from({ length: this.size }, (_, i) => this.types.reduce((sum, { counts }) => sum + counts[i], 0));
      this.most = Math.max(1, ...this.totals);
      this.mostCoarse = Math.max(1, ...this.coarse);
    }

    measure() {
      this.wide = this.canvas.parentElement ? this.canvas.parentElement.clientWidth : 0;
      this.high = this.canvas.parentElement ? this.canvas.parentElement.clientHeight : 0;
    }

    // Where the beginning of a day lies, in pixels from the left.
    x(day) {
      return SIDE + ((day - this.first) / (this.last + 1 - this.first)) * (this.wide - 2 * SIDE);
    }

    // The bar of a day, of a place in pixels, and the nearest border between bars.
    barOf(day) {
      let low = 0, high = this.size - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (this.starts[middle] <= day) low = middle;
        else high = middle - 1;
      }
      return low;
    }

    barAt(x) {
      const day = this.first + ((x - SIDE) / (this.wide - 2 * SIDE)) * (this.last + 1 - this.first);
      return this.barOf(Math.floor(day));
    }

    borderAt(x) {
      const bar = this.barAt(x);
      return x > (this.x(this.starts[bar]) + this.x(this.starts[bar + 1])) / 2 ? bar + 1 : bar;
    }

    lastOf(bar) {
      return this.starts[bar + 1] - 1;
    }

    // What some bars hold, in words.
    words(from, to) {
      const span = spanWords(this.starts[from], this.lastOf(to), true);
      const week = from === to && this.step === "week" ? "Week of " : "";
      const sums = this.types.map(({ look, counts }) => [look.name, counts.slice(from, to + 1).reduce((a, b) => a + b, 0)]);
      const total = sums.reduce((sum, [, n]) => sum + n, 0);
      const kinds = sums.filter(([, n]) => n).map(([name, n]) => n.toLocaleString("en") + " " + name);
      const vague = from === to ? this.coarse[from] : 0;
      return week + span + ": " + counted(total, "event") + (kinds.length ? " (" + kinds.join(", ") + ")" : "") + "."
        + (vague ? " " + vague.toLocaleString("en") + " more with less exact dates may be here." : "");
    }

    // Draws the bars; those outside of the chosen days (numbers) are pale, `shaded` lays a ground under the others.
    draw(theme, chosen, hovered, shaded) {
      this.measure();
      const { canvas, wide, high } = this, ratio = Math.min(3, window.devicePixelRatio || 1), ink = INK[theme];
      if (!wide || !high) return;
      if (canvas.width !== Math.round(wide * ratio) || canvas.height !== Math.round(high * ratio)) {
        canvas.width = Math.round(wide * ratio);
        canvas.height = Math.round(high * ratio);
      }
      const c = canvas.getContext("2d"), floor = high - AXIS - LANE - 1, tall = floor - TOP;
      c.setTransform(ratio, 0, 0, ratio, 0, 0);
      c.clearRect(0, 0, wide, high);
      if (!this.size) return;
      c.font = "10.5px " + SANS;
      c.textBaseline = "middle";
      this._drawAxis(c, ink, floor);
      if (shaded) {
        const left = this.x(Math.max(chosen[0], this.first)), right = this.x(Math.min(chosen[1], this.last) + 1);
        c.globalAlpha = 0.13;
        c.fillStyle = ink.ink;
        c.fillRect(left, TOP - 4, right - left, floor - TOP + 4);
      }
      for (let i = 0; i < this.size; i++) {
        const left = this.x(this.starts[i]), right = this.x(this.starts[i + 1]);
        const gap = right - left > 4 ? 1 : 0, from = left + gap / 2, width = Math.max(1, right - left - gap);
        const inside = this.lastOf(i) >= chosen[0] && this.starts[i] <= chosen[1];
        if (i === hovered) {
          c.globalAlpha = 0.14;
          c.fillStyle = ink.ink;
          c.fillRect(left, TOP - 4, Math.max(2, right - left), floor - TOP + 4);
        }
        c.globalAlpha = inside ? 1 : 0.3;
        let foot = floor;
        const scale = (tall * Math.max(this.totals[i] / this.most, this.totals[i] ? 2 / tall : 0)) / (this.totals[i] || 1);
        for (const { look, counts } of this.types) {
          if (!counts[i]) continue;
          const part = counts[i] * scale;
          c.fillStyle = look[theme];
          c.fillRect(from, foot - part, width, part);
          foot -= part;
        }
        if (this.coarse[i]) {
          c.globalAlpha = (inside ? 1 : 0.4) * (0.3 + 0.6 * (this.coarse[i] / this.mostCoarse));
          c.fillStyle = ink.country;
          c.fillRect(left, floor + 2, right - left + 0.5, LANE - 2);
        }
      }
      c.globalAlpha = 1;
    }

    _drawAxis(c, ink, floor) {
      c.fillStyle = c.strokeStyle = ink.country;
      c.lineWidth = 1;
      c.beginPath();
      c.moveTo(SIDE, floor + 0.5);
      c.lineTo(this.wide - SIDE, floor + 0.5);
      c.stroke();
      let free = 0;
      for (const { day, text } of axisMarks(this.first, this.last, this.wide - 2 * SIDE, 56)) {
        const x = Math.round(this.x(day)) + 0.5, width = c.measureText(text).width;
        const left = Math.max(2, Math.min(this.wide - width - 2, x - (x < SIDE + 4 ? 4 : width / 2)));
        c.beginPath();
        c.moveTo(x, floor);
        c.lineTo(x, floor + LANE + 2);
        c.stroke();
        if (left < free) continue;
        c.fillText(text, left, this.high - AXIS / 2);
        free = left + width + 8;
      }
    }
  }

  parts.Histogram = Histogram;
  parts.counted = counted;
})();
