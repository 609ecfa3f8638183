// The layers control: whose borders, which names, what lies under the events. Kept in this browser, sent to no one.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const { node } = parts;
  const KEPT = "mapapp-layers";
  const CODES = { ko: "KR" }; // Natural Earth's own code for South Korea

  // What this browser keeps; nothing where it keeps nothing for us.
  function remembered() {
    try {
      const kept = JSON.parse(window.localStorage.getItem(KEPT) || "{}");
      return kept && typeof kept === "object" ? kept : {};
    } catch {
      return {};
    }
  }

  function remember(choices) {
    try {
      window.localStorage.setItem(KEPT, JSON.stringify(choices));
    } catch {
      // a browser that keeps nothing asks again
    }
  }

  function spoken(type, code) {
    try {
      return new Intl.DisplayNames(["en"], { type }).of(code) || code;
    } catch {
      return code;
    }
  }

  class Layers {
    // `changed` is called with what has to be drawn anew: "names" or "overlays".
    constructor(map, controls, basemap, changed) {
      this.map = map;
      this.controls = controls;
      this.basemap = basemap;
      this.changed = changed;
      this.choices = { view: "", names: "", tiles: false, ...remembered() };
      this.panel = new parts.Panel(controls, "Layers", "layers");
      this.views = this.picker("Borders as seen by", () => this.choose({ view: this.views.value }));
      this.views.after(node("p", "ma-panel-note", "By Natural Earth’s account of each view. Solid: drawn as a border; dashed: disputed. None is ours."));
      const language = (navigator.language || "en").split("-")[0];
      this.names = this.picker("Names of places", () => this.choose({ names: this.names.value }));
      this.fill(this.names, [
        ["", "International"], ["government", "Of the state most states recognise"], ["local-authority", "Of those in control"],
        ...(/^[a-z]{2,3}$/.test(language) && language !== "en" ? [["reader-language:" + language, "In your language: " + spoken("language", language)]] : []),
      ]);
      this.names.after(node("p", "ma-panel-note", "Contested places keep the names of both sides."));
      this.shading = node("div");
      this.ground = node("div");
      this.panel.body.append(this.shading, this.ground);
      basemap.store.listeners.add(() => this.offerViews());
      this.offerViews();
      this.apply();
    }

    picker(title, act) {
      const label = node("label", "ma-picker"), select = node("select");
      label.append(node("span", "", title), select);
      select.addEventListener("change", act);
      this.panel.body.append(label);
      return select;
    }

    fill(select, choices) {
      select.replaceChildren(...choices.map(([value, text]) => {
        const option = node("option", "", text);
        option.value = value;
        return option;
      }));
    }

    offerViews() {
      const views = this.basemap.store.views;
      if (!views || this.views.options.length) return;
      const named = views.map((code) => [code, spoken("region", CODES[code] || code.toUpperCase())]);
      named.sort((a, b) => (a[1] < b[1] ? -1 : 1));
      this.fill(this.views, [["", "International (disputed dashed)"], ...named]);
      this.apply();
    }

    choiceOf(title, choices, act) {
      const group = node("fieldset");
      group.append(node("legend", "", title));
      const radios = choices.map(([value, text]) => {
        const label = node("label", "ma-choice"), radio = node("input");
        Object.assign(radio, { type: "radio", name: "ma-" + title.toLowerCase(), value });
        radio.addEventListener("change", () => act(value));
        label.append(radio, node("span", "", text));
        group.append(label);
        return radio;
      });
      return { group, radios };
    }

    // Offers counts by region ({ list: [{ key, name }], shown, show, listeners }); not kept: they are a look, not a habit.
    offerShading(shading) {
      const choices = [["", "None"], ...shading.list.map(({ key, name }) => [key, name])];
      const { group, radios } = this.choiceOf("Shading", choices, (value) => shading.show(value || null));
      const show = () => radios.forEach((radio) => (radio.checked = radio.value === (shading.shown || "")));
      shading.listeners.add(show);
      show();
      this.shading.replaceChildren(group);
    }

    // Offers tiles, where the server is set up for them: { url, attribution, host }.
    offerTiles(tiles) {
      if (!tiles || typeof tiles.url !== "string") return;
      this.tiles = L.tileLayer(tiles.url, {
        className: "ma-tiles", maxNativeZoom: 19, zIndex: 2, noWrap: false, referrerPolicy: tiles.host ? "origin" : "no-referrer",
      });
      this.tiles.whose = String(tiles.attribution);
      this.tiles.on("tileerror", () => (this.trouble.textContent = "Some tiles could not be loaded; the map of this server shows instead."));
      const host = tiles.host ? String(tiles.host) : "";
      const named = host ? "Online tiles of " + host : "Tiles of your own server";
      const { group, radios } = this.choiceOf("Ground", [["", "Offline map of this server"], ["1", named]], (value) => this.choose({ tiles: value === "1" }));
      this.radios = radios;
      group.append(node("p", "ma-panel-note", host
        ? "With tiles on, the server " + host + " learns which places you look at, when, your address and this site’s. Names and borders are then its own."
        : "Nothing leaves this machine. Names and borders are then those of the tiles."));
      this.trouble = node("p", "ma-panel-note");
      this.trouble.setAttribute("role", "status");
      group.append(this.trouble);
      this.ground.replaceChildren(group);
      this.apply();
    }

    choose(change) {
      Object.assign(this.choices, change);
      remember(this.choices);
      this.apply();
    }

    apply() {
      const { choices, map } = this;
      const known = (select, value) => [...select.options].some((option) => option.value === value);
      this.views.value = known(this.views, choices.view) ? choices.view : "";
      this.names.value = known(this.names, choices.names) ? choices.names : "";
      this.basemap.setView(this.views.value);
      const tiled = Boolean(this.tiles && choices.tiles === true);
      if (this.tiles) {
        this.radios[tiled ? 1 : 0].checked = true;
        if (tiled !== map.hasLayer(this.tiles)) {
          if (tiled) this.tiles.addTo(map);
          else this.tiles.remove();
          this.trouble.textContent = "";
          this.controls.setSources(tiled ? this.tiles.whose : "");
        }
      }
      if (this.names.value !== this.nameSet || tiled !== this.tiled) {
        this.nameSet = this.names.value;
        this.tiled = tiled;
        this.changed();
      }
    }
  }

  parts.Layers = Layers;
})();
