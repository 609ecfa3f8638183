// What /play answers (mapapp/maps/play.py says how it is laid out), counted for any window without asking again.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { dayNumber } = parts;

  // What stands where in a window of steps: counts by place and type, kept up by what enters and leaves.
  class Columns {
    constructor(buffer) {
      const view = new DataView(buffer), length = view.getUint32(4, true);
      if (String.fromCharCode(...new Uint8Array(buffer, 0, 4)) !== "MPL1") throw new Error("columns of another kind");
      const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
      let at = 8 + length;
      const column = (Type) => {
        const made = new Type(buffer, at, head.rows);
        at += head.rows * Type.BYTES_PER_ELEMENT;
        return made;
      };
      this.count = column(Uint32Array);
      this.firstStep = column(Uint16Array);
      this.lastStep = column(Uint16Array);
      this.place = column(Uint16Array);
      this.kind = column(Uint8Array);
      this.keys = head.keys;
      this.lat = head.lat;
      this.lon = head.lon;
      this.starts = head.starts.map(dayNumber);
      this.steps = this.starts.length;
      this.starts.push(this.steps ? dayNumber(head.last_day) + 1 : 0);
      this.begun = this._ends(this.firstStep);
      this.ended = this._ends(this.lastStep);
      this.byEnd = new Uint32Array(head.rows); // rows by their last step
      const next = new Uint32Array(this.steps + 1);
      for (let step = 1; step <= this.steps; step++) next[step] = this.ended[step - 1];
      for (let row = 0; row < head.rows; row++) this.byEnd[next[this.lastStep[row]]++] = row;
      this.held = new Int32Array(this.lat.length * this.keys.length);
      this.entered = this.left = this.total = 0;
    }

    // How many rows have a step up to each.
    _ends(column) {
      const ends = new Uint32Array(this.steps + 1);
      for (let row = 0; row < column.length; row++) ends[column[row]]++;
      for (let step = 1; step < this.steps; step++) ends[step] += ends[step - 1];
      return ends;
    }

    stepOf(day) {
      let low = 0, high = this.steps - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (this.starts[middle] <= day) low = middle;
        else high = middle - 1;
      }
      return low;
    }

    _add(row, sign) {
      this.held[this.place[row] * this.keys.length + this.kind[row]] += sign * this.count[row];
    }

    // Moves the window to the steps that some days touch, and returns its symbols.
    window(from, to) {
      if (!this.steps || to < this.starts[0] || from >= this.starts[this.steps]) return this._symbols(true);
      const begin = this.stepOf(from), entered = this.begun[this.stepOf(to)], left = begin ? this.ended[begin - 1] : 0;
      while (this.entered < entered) this._add(this.entered++, 1);
      while (this.entered > entered) this._add(--this.entered, -1);
      while (this.left < left) this._add(this.byEnd[this.left++], -1);
      while (this.left > left) this._add(this.byEnd[--this.left], 1);
      return this._symbols(false);
    }

    _symbols(none) {
      const found = [], { keys, held } = this;
      this.total = 0;
      if (none) return found;
      for (let place = 0, at = 0; place < this.lat.length; place++, at += keys.length) {
        let n = 0, most = 0, key = "";
        for (let kind = 0; kind < keys.length; kind++) {
          const here = held[at + kind];
          n += here;
          if (here > most) {
            most = here;
            key = keys[kind];
          }
        }
        if (!n) continue;
        const mix = {};
        for (let kind = 0; kind < keys.length; kind++) if (held[at + kind]) mix[keys[kind]] = held[at + kind];
        found.push({ lat: this.lat[place], lon: this.lon[place], n, key, mix, ids: [], place });
        this.total += n;
      }
      return found;
    }
  }

  parts.Columns = Columns;
})();
