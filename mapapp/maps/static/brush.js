// Choosing days on the histogram: by dragging, by two handles, by arrow keys.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { node, dayNumber, dayText, spanWords } = parts;

  class Brush {
    // `onChange(from, to)` gets days as text, both "" for all; `onLook(bar | null)` the bar looked at.
    constructor(bars, { onChange, onLook }) {
      this.bars = bars;
      this.onChange = onChange;
      this.onLook = onLook;
      this.from = this.to = "";
      this.dragged = null;
      this.root = node("div", "ma-time-chart");
      this.body = this._slider("ma-time-body", "Days shown");
      this.begin = this._slider("ma-time-handle ma-time-begin", "First day");
      this.end = this._slider("ma-time-handle ma-time-end", "Last day");
      this.root.append(bars.canvas, this.body, this.begin, this.end);
      this.root.addEventListener("pointerdown", (event) => this._grasp(event));
      this.root.addEventListener("pointermove", (event) => this._move(event));
      this.root.addEventListener("pointerup", () => this._release());
      this.root.addEventListener("pointercancel", () => this._cancel());
      this.root.addEventListener("pointerleave", () => this.dragged || this.onLook(null));
      this.root.addEventListener("keydown", (event) => this._press(event));
    }

    _slider(className, label) {
      const made = node("div", className);
      made.tabIndex = 0;
      made.setAttribute("role", "slider");
      made.setAttribute("aria-label", label);
      return made;
    }

    get whole() {
      return !this.from && !this.to;
    }

    // The chosen days as numbers, within what the bars show where they are open.
    span() {
      const from = dayNumber(this.from), to = dayNumber(this.to);
      return [from === null ? Math.min(this.bars.first, to ?? Infinity) : from, to === null ? Math.max(this.bars.last, from ?? -Infinity) : to];
    }

    // The bars that the chosen days touch; null where none.
    touched() {
      const [from, to] = this.span(), { bars } = this;
      if (!bars.size || to < bars.first || from > bars.last) return null;
      return [bars.barOf(Math.max(from, bars.first)), bars.barOf(Math.min(to, bars.last))];
    }

    set(from, to) {
      this.from = from;
      this.to = to;
      this.place();
    }

    place() {
      const { bars, body, begin, end } = this, usable = bars.size > 0;
      for (const one of [body, begin, end]) one.hidden = !usable;
      if (!usable || !bars.wide) return;
      const touched = this.touched(), [from, to] = this.span();
      begin.hidden = end.hidden = this.whole || !touched;
      const left = touched ? bars.x(Math.max(from, bars.first)) : 0;
      const right = touched ? bars.x(Math.min(to, bars.last) + 1) : 0;
      body.classList.toggle("ma-time-whole", this.whole);
      body.classList.toggle("ma-time-none", !touched);
      const [low, high] = touched ? [left, Math.max(right, left + 2)] : [bars.x(bars.first), bars.x(bars.last + 1)];
      body.style.left = low + "px";
      body.style.width = high - low + "px";
      begin.style.left = left + "px";
      end.style.left = right + "px";
      const say = (slider, bar, words) => {
        slider.setAttribute("aria-valuemin", "0");
        slider.setAttribute("aria-valuemax", String(bars.size - 1));
        slider.setAttribute("aria-valuenow", String(bar));
        slider.setAttribute("aria-valuetext", words);
      };
      const words = this.whole ? "All days. " + bars.words(0, bars.size - 1)
        : touched ? spanWords(from, to, true) + ". " + bars.words(...touched) : spanWords(from, to, true) + ": no events.";
      say(body, touched ? touched[0] : 0, words);
      say(begin, touched ? touched[0] : 0, spanWords(from, from, true));
      say(end, touched ? touched[1] : bars.size - 1, spanWords(to, to, true));
    }

    _choose(low, high) {
      const { bars } = this;
      if (low <= 0 && high >= bars.size - 1) this._give("", "");
      else this._give(dayText(bars.starts[low]), dayText(bars.lastOf(high)));
    }

    _give(from, to) {
      if (from === this.from && to === this.to) return;
      this.set(from, to);
      this.onChange(from, to);
    }

    _at(event) {
      return event.clientX - this.root.getBoundingClientRect().left;
    }

    _grasp(event) {
      if (event.button || !this.bars.size || event.target.tagName === "INPUT") return;
      const x = this._at(event), touched = this.touched(), near = event.pointerType === "mouse" ? 7 : 22;
      const [from, to] = this.span();
      let kind = "new";
      if (!this.whole && touched) {
        const gapBegin = Math.abs(x - this.bars.x(Math.max(from, this.bars.first)));
        const gapEnd = Math.abs(x - this.bars.x(Math.min(to, this.bars.last) + 1));
        if (Math.min(gapBegin, gapEnd) <= near) kind = gapBegin < gapEnd ? "begin" : "end";
        else if (x > this.bars.x(from) && x < this.bars.x(to + 1)) kind = "move";
      }
      this.dragged = { kind, x, touched, span: [from, to], before: [this.from, this.to], moved: false };
      this.root.setPointerCapture(event.pointerId);
      event.preventDefault();
      (kind === "begin" ? this.begin : kind === "end" ? this.end : this.body).focus({ preventScroll: true });
    }

    _move(event) {
      if (!this.bars.size) return;
      const x = this._at(event), { bars, dragged } = this;
      this.onLook(bars.barAt(x));
      if (!dragged || (!dragged.moved && Math.abs(x - dragged.x) < 4)) return;
      dragged.moved = true;
      const last = bars.size - 1;
      if (dragged.kind === "new") {
        const bars_ = [bars.barAt(dragged.x), bars.barAt(x)].sort((a, b) => a - b);
        this._choose(...bars_);
      } else if (dragged.kind === "move") this._shift(bars.barAt(x) - bars.barAt(dragged.x), dragged.span);
      else {
        const still = dragged.kind === "begin" ? bars.borderAt(bars.x(dragged.span[1] + 1)) : bars.borderAt(bars.x(dragged.span[0]));
        const [low, high] = [bars.borderAt(x), still].sort((a, b) => a - b);
        this._choose(Math.min(low, last), Math.max(Math.min(low, last), high - 1));
      }
    }

    // Moves a span by so many bars; one that keeps to the bars goes on doing so, another keeps its length.
    _shift(by, [from, to]) {
      const { bars } = this, a = bars.barOf(Math.max(from, bars.first)), b = bars.barOf(Math.min(to, bars.last));
      const step = Math.max(-a, Math.min(bars.size - 1 - b, by));
      if (bars.starts[a] === from && bars.lastOf(b) === to) this._choose(a + step, b + step);
      else {
        const days = bars.starts[a + step] - bars.starts[a];
        this._give(dayText(from + days), dayText(to + days));
      }
    }

    _release() {
      const { bars, dragged } = this;
      this.dragged = null;
      if (!dragged || dragged.moved || dragged.kind === "begin" || dragged.kind === "end") return;
      const bar = bars.barAt(dragged.x); // a click chooses a bar, a second one lets it go
      const same = this.from === dayText(bars.starts[bar]) && this.to === dayText(bars.lastOf(bar));
      if (same) this._give("", "");
      else this._choose(bar, bar);
    }

    _cancel() {
      if (this.dragged) this._give(...this.dragged.before);
      this.dragged = null;
    }

    _press(event) {
      const { bars } = this, touched = this.touched(), last = bars.size - 1;
      if (event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || event.altKey || !bars.size) return;
      if (event.key === "Escape") {
        if (this.dragged) this._cancel();
        else if (this.whole) return;
        else this._give("", "");
        event.preventDefault();
        event.stopPropagation();
        if (this.begin.hidden) this.body.focus({ preventScroll: true });
        return;
      }
      const [low, high] = touched || [0, last], length = high - low + 1;
      const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: length, PageDown: -length, Home: -Infinity, End: Infinity }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const within = (bar, least, most) => Math.max(least, Math.min(most, bar));
      if (event.target === this.begin && !event.shiftKey) this._choose(within(low + by, 0, high), high);
      else if (event.target === this.end || event.shiftKey) this._choose(low, within(high + by, low, last));
      else if (this.whole || !touched) this._choose(...(by > 0 ? [0, 0] : [last, last])); // begins where it was not
      else this._shift(within(by, -last, last), this.span());
      this.onLook(null);
    }
  }

  parts.Brush = Brush;
})();
