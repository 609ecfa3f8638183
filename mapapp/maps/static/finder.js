// "Go to a place": suggestions while one types (an ARIA combobox with a list); what is chosen is shown and marked.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { node, button } = parts;
  const WAIT_MS = 120, SMALLEST_KM = 8, NEAREST = 11;

  class Finder {
    // `fetched` asks one of our routes for JSON.
    constructor(map, controls, fetched) {
      this.map = map;
      this.fetched = fetched;
      this.found = [];
      this.active = -1;
      this.root = node("div", "ma-finder");
      this.input = node("input");
      Object.assign(this.input, { type: "text", placeholder: "Go to a place", autocomplete: "off", spellcheck: false, maxLength: 300, dir: "auto" });
      for (const [name, value] of [["aria-label", "Go to a place"], ["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "ma-finder-list"], ["autocapitalize", "off"], ["enterkeyhint", "search"]])
        this.input.setAttribute(name, value);
      this.clearer = button("×", "Clear", () => this.clear(true));
      this.clearer.className = "ma-clear";
      this.clearer.hidden = true;
      this.list = node("ul", "ma-suggestions");
      this.list.id = "ma-finder-list";
      this.list.hidden = true;
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", "Places");
      this.note = node("p", "ma-note");
      this.note.setAttribute("role", "status");
      this.root.append(parts.icon("find"), this.input, this.clearer, this.list, this.note);
      L.DomEvent.disableClickPropagation(this.root).disableScrollPropagation(this.root);
      this.input.addEventListener("input", () => this.typed());
      this.root.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => this.close());
      this.input.addEventListener("focus", () => this.input.value.trim() && this.found.length && this.open());
      map.getContainer().append(this.root);
      this.say("");
      // on a phone the box is behind a button
      this.opener = controls.tool("Go to a place", "find", () => this.unfold(!this.root.classList.contains("ma-unfolded")));
      this.opener.classList.add("ma-narrow");
      this.opener.setAttribute("aria-expanded", "false");
    }

    unfold(open) {
      this.root.classList.toggle("ma-unfolded", open);
      this.opener.setAttribute("aria-expanded", String(open));
      if (open) this.input.focus({ preventScroll: true });
      else this.opener.focus({ preventScroll: true });
    }

    typed() {
      clearTimeout(this.timer);
      this.clearer.hidden = !this.input.value;
      this.say("");
      const typed = this.input.value.trim();
      if (typed) this.timer = setTimeout(() => this.ask(typed), WAIT_MS);
      else this.clear(false);
    }

    async ask(typed, choose) {
      if (this.asking) this.asking.abort();
      const mine = (this.asking = new AbortController());
      try {
        const { places } = await this.fetched("places?q=" + encodeURIComponent(typed), mine.signal);
        if (mine !== this.asking || this.input.value.trim() !== typed) return;
        this.found = (Array.isArray(places) ? places : []).filter((place) => Number.isFinite(place.lat) && Number.isFinite(place.lon));
        this.draw();
        this.say(this.found.length ? "" : "No place is known by this name.");
        if (choose && this.found.length) this.choose(0);
        else if (document.activeElement === this.input) this.open();
      } catch (error) {
        if (error.name === "AbortError" || mine !== this.asking) return;
        this.found = [];
        this.close();
        this.say("Places could not be looked up.");
      }
    }

    draw() {
      this.active = -1;
      this.list.replaceChildren(...this.found.map((place, at) => {
        const line = node("li");
        line.id = "ma-finder-" + at;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        const head = node("span", "ma-place-head");
        head.append(node("span", "ma-place-name", place.name));
        if (place.label) head.append(node("span", "ma-place-label", place.label));
        const about = [place.own ? "your own" : "", place.historic ? "former name" : "", place.kind, place.where].filter(Boolean).join(" · ");
        line.append(head, node("span", "ma-place-about", about));
        line.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
        line.addEventListener("click", () => this.choose(at));
        return line;
      }));
    }

    open() {
      this.list.hidden = !this.found.length;
      this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    }

    close() {
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.mark(-1);
    }

    mark(at) {
      this.active = at;
      [...this.list.children].forEach((line, i) => line.setAttribute("aria-selected", String(i === at)));
      if (at < 0) this.input.removeAttribute("aria-activedescendant");
      else {
        this.input.setAttribute("aria-activedescendant", this.list.children[at].id);
        this.list.children[at].scrollIntoView({ block: "nearest" });
      }
    }

    key(event) {
      event.stopPropagation(); // the map has keys of its own
      if (event.isComposing || event.target !== this.input) return;
      const shown = !this.list.hidden, last = this.found.length - 1;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (last < 0) return;
        const down = event.key === "ArrowDown";
        this.open();
        if (down) this.mark(this.active >= last ? -1 : this.active + 1);
        else this.mark(this.active < 0 ? last : this.active - 1);
      } else if (event.key === "Enter") {
        const typed = this.input.value.trim();
        if (shown) this.choose(Math.max(0, this.active));
        else if (typed) this.ask(typed, true);
      } else if (event.key === "Escape") {
        if (shown) this.close();
        else if (this.input.value || this.pin) this.clear(true);
        else if (this.root.classList.contains("ma-unfolded")) this.unfold(false);
      } else return;
      event.preventDefault();
    }

    // Moves the view to a place, as near as its reach fits, and marks it.
    choose(at) {
      const place = this.found[at], name = place.label || place.name, map = this.map;
      clearTimeout(this.timer);
      if (this.asking) this.asking.abort();
      this.asking = null;
      this.close();
      this.input.value = place.name;
      this.clearer.hidden = false;
      this.say("");
      const lon = place.lon + 360 * Math.round((map.getCenter().lng - place.lon) / 360);
      const reach = L.latLng(place.lat, lon).toBounds(2000 * Math.max(SMALLEST_KM, place.radius_km || 0));
      map.setView([place.lat, lon], Math.min(NEAREST, map.getBoundsZoom(reach.pad(0.15))), { animate: false });
      this.unmark();
      const sign = node("div", "ma-found", name);
      this.pin = L.marker([place.lat, lon], { icon: L.divIcon({ className: "ma-pin", html: sign, iconSize: [0, 0] }), interactive: false, keyboard: false }).addTo(map);
      this.say("Moved to " + name);
      if (this.root.classList.contains("ma-unfolded")) this.unfold(false);
    }

    unmark() {
      if (this.pin) this.pin.remove();
      this.pin = null;
    }

    clear(focus) {
      clearTimeout(this.timer);
      if (this.asking) this.asking.abort();
      this.asking = null;
      this.input.value = "";
      this.clearer.hidden = true;
      this.found = [];
      this.close();
      this.say("");
      this.unmark();
      if (focus) this.input.focus({ preventScroll: true });
    }

    // What went wrong is seen as well as heard; where the map went is seen anyway.
    say(text) {
      this.note.textContent = text;
      this.note.classList.toggle("ma-unseen", !text || text.startsWith("Moved"));
    }
  }

  parts.Finder = Finder;
})();
