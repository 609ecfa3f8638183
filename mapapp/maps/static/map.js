// The map's own script: fetches for the viewport, draws, opens the card at a marker, tells Streamlit what was
// chosen. window.mapapp is what the frame calls (start, show) and what a test may look at.
(function () {
  "use strict";
  const parts = window.mapappParts;
  const here = document.currentScript.src; // <base>/mapapp/static/map.js
  const STATIC = here.slice(0, here.lastIndexOf("/") + 1);
  const API = STATIC.replace(/static\/$/, "api/");
  const PAD = 0.3;

  let map, basemap, overlay, choropleth, areas, controls, store, draw = null, layers = null, embedded = false;
  let time = null, player = null, popup = null, card = null, untouched = null;
  let looks = [], theme = "light", message = null, counted = null;
  let loaded = null, loading = null, again = false, held = false, labelled = null, labelling = null, said = 0;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  // Fetches JSON of ours. Streamlit answers unknown paths with its own page and status 200: look at the type.
  async function fetched(path, signal) {
    const answer = await fetch(API + path, { signal, headers: { Accept: "application/json" } });
    const kind = answer.headers.get("content-type") || "";
    if (!answer.ok || !kind.includes("json")) {
      const error = new Error(path + " answered " + answer.status + " " + kind);
      error.gone = answer.status === 404 && kind.includes("json");
      throw error;
    }
    return answer.json();
  }

  // The view with a margin, its west side within the world, as the routes read it.
  function viewBox(pad) {
    const view = map.getBounds().pad(pad);
    const wide = Math.min(360, view.getEast() - view.getWest());
    const west = wide === 360 ? -180 : ((((view.getWest() + 180) % 360) + 360) % 360) - 180;
    const round = (number) => Number(number.toFixed(5));
    return [west, Math.max(-90, view.getSouth()), west + wide, Math.min(90, view.getNorth())].map(round).join(",");
  }

  // What the loaded answer was for; while the view stays inside it nothing is fetched.
  function covers(what, extra) {
    return what && what.extra === extra && what.zoom === map.getZoom() && what.bounds.contains(map.getBounds());
  }

  function filterQuery() {
    const query = new URLSearchParams();
    for (const name of ["map", "s", "selected"]) if (message[name]) query.set(name, message[name]);
    // the days stand by themselves: controls of the map change them before Streamlit has heard of it
    if (message.s || message.from || message.to)
      for (const name of ["from", "to"]) query.set(name, message[name]);
    return query.toString();
  }

  // The selection without its days, as the histogram and play ask for it.
  function partsQuery() {
    const query = new URLSearchParams();
    for (const name of ["map", "s"]) if (message[name]) query.set(name, message[name]);
    return query.toString();
  }

  async function fetchColumns(more) {
    const filter = partsQuery();
    const path = "play?bbox=" + viewBox(PAD) + "&z=" + map.getZoom() + "&" + more + (filter ? "&" + filter : "");
    const answer = await fetch(API + path), kind = answer.headers.get("content-type") || "";
    if (!answer.ok || !kind.includes("octet-stream")) throw new Error("play answered " + answer.status + " " + kind);
    return answer.arrayBuffer();
  }

  // Days that were chosen in the map's own strip. While an answer is awaited the newest days wait for it, so that a
  // brush being dragged is followed by the map instead of putting it off.
  async function setDays(from, to) {
    message = { ...message, from, to };
    choropleth.load();
    again = Boolean(loading) && performance.now() - loading.begun < 1000;
    if (again) return loading.done;
    return loadSymbols();
  }

  // While time is played its own layer draws the symbols.
  function hold(on) {
    if (held === on) return;
    held = on;
    if (on && loading) loading.abort();
    if (on) {
      loading = loaded = null;
      overlay.update({ symbols: [], hovered: null });
    }
  }

  function filtered() {
    return Boolean(message.from || message.to || message.limited);
  }

  function eventPath(id) {
    return "events/" + encodeURIComponent(id) + (message.map ? "?map=" + encodeURIComponent(message.map) : "");
  }

  function loadSymbols(force) {
    if (!message || held) return undefined;
    const filter = filterQuery(), extra = filter + "#" + message.version;
    if (!force && covers(loading, extra)) return loading.done;
    if (loading) loading.abort();
    if (!force && covers(loaded, extra)) {
      loading = null;
      return undefined;
    }
    again = false;
    const mine = (loading = new AbortController());
    Object.assign(mine, { bounds: map.getBounds().pad(PAD), zoom: map.getZoom(), extra, begun: performance.now() });
    mine.done = answered(mine, filter);
    return mine.done;
  }

  async function answered(mine, filter) {
    const { bounds, zoom, extra } = mine;
    try {
      const answer = await fetched("symbols?bbox=" + viewBox(PAD) + "&z=" + zoom + (filter ? "&" + filter : ""), mine.signal);
      if (mine !== loading) return;
      loaded = { bounds, zoom, extra, answer };
      overlay.update({ symbols: answer.symbols, hovered: null });
      controls.say(answer.total || !filtered() ? "" : "No event matches the filters.");
      if (time && !again) time.shown(answer.total);
      goToSelected(answer.selected);
    } catch (error) {
      if (error.name === "AbortError" || mine !== loading) return;
      console.warn("mapapp: " + error.message);
      controls.say("Could not load events.", () => loadSymbols(true));
    }
    if (mine !== loading) return;
    loading = null;
    if (!again) return;
    again = false;
    await loadSymbols();
  }

  // Counts by region for the view, where they are not at hand already: asked for while that layer is shown.
  async function loadCounts(signal) {
    if (!message) return null;
    const query = new URLSearchParams(filterQuery());
    query.delete("selected");
    const filter = query.toString(), extra = filter + "#" + message.version;
    if (counted && counted.extra === extra && counted.bounds.contains(map.getBounds())) return null;
    const bounds = map.getBounds().pad(PAD);
    const answer = await fetched("regions?bbox=" + viewBox(PAD) + (filter ? "&" + filter : ""), signal);
    counted = { bounds, extra };
    return answer;
  }

  async function loadLabels() {
    if (!layers) return;
    const names = layers.tiled ? "none" : layers.nameSet;
    if (covers(labelled, names)) return;
    if (labelling) labelling.abort();
    const mine = (labelling = new AbortController());
    const bounds = map.getBounds().pad(PAD), zoom = map.getZoom();
    try {
      const query = "labels?bbox=" + viewBox(PAD) + "&z=" + zoom + (names ? "&names=" + encodeURIComponent(names) : "");
      const answer = layers.tiled ? {} : await fetched(query, mine.signal); // tiles bring names of their own
      if (mine !== labelling) return;
      labelled = { bounds, zoom, extra: names };
      const labels = (answer.labels || []).filter((one) => one.text && Number.isFinite(one.lat) && Number.isFinite(one.lon));
      labels.sort((a, b) => (a.rank || 0) - (b.rank || 0));
      overlay.update({ labels: labels.slice(0, 600) });
    } catch (error) {
      if (error.name !== "AbortError") console.warn("mapapp: " + error.message); // names are a help, not the matter
    }
    if (mine === labelling) labelling = null;
  }

  // Tells Streamlit what was done here: which event was chosen ("" for none), parts of the selection that were
  // changed ({ set: { from, to, area ... } }, as a link has them). See DESIGN.md: this comes out of st_folium.
  function tell(done) {
    said = Math.max(said + 1, Date.now());
    const days = time ? time.handover.open() : {}; // days that Streamlit has not confirmed go along
    if (done.set || days.from !== undefined) done = { ...done, set: { ...days, ...done.set } };
    window.parent.postMessage(
      { isStreamlitMessage: true, type: "streamlit:setComponentValue", dataType: "json", value: { ...done, n: said } },
      window.location.origin,
    );
  }

  function select(id) {
    if (!message) return;
    const changed = message.selected !== id;
    message = { ...message, selected: id };
    if (loaded) loaded.extra = filterQuery() + "#" + message.version; // the same symbols, another ring
    overlay.update({ selected: id, selectedPoint: null });
    if (changed) tell({ selected: id });
  }

  // On a phone the page shows the card as a sheet over the lower part of the map: no second one at the marker.
  function sheets() {
    if (embedded) return false;
    try {
      return window.parent !== window && window.parent.matchMedia("(max-width: 640px)").matches;
    } catch {
      return false; // framed by another site
    }
  }

  // Moves a point to where the sheet leaves it in sight: it covers 56 % of the screen, the page's head the top.
  function lift(lat, lon) {
    const at = map.latLngToContainerPoint([lat, lon]), size = map.getSize();
    const high = Math.max(90, Math.min(size.y, window.parent.innerHeight * 0.44 - 60));
    const x = Math.max(40 - at.x, Math.min(0, size.x - 40 - at.x));
    if (at.y > high - 30 || at.y < 30 || x) map.panBy([-x, Math.round(at.y - high / 2)], { animate: false });
  }

  function closeCard() {
    if (popup) map.closePopup(popup);
  }

  function openCard(lat, lon, ids, first, total, quiet, focus, here) {
    closeCard();
    if (sheets() && !(here && here.listed)) {
      lift(lat, lon);
      if (!quiet) select(ids.includes(first) ? first : ids[0]);
      return undefined;
    }
    const size = map.getSize();
    card = new parts.Card({
      ids, first, total, theme,
      listed: Boolean(here && here.listed),
      many: Boolean(here && here.box[0] !== here.box[2]),
      fetchHere: (offset) => fetchHere(here ? here.box : [lat, lon, lat, lon], offset),
      fetchEvent: (id) => fetched(eventPath(id)),
      lookOf: (event) => looks.find((look) => look.key === event.type_key) || looks[0],
      onShow: (id) => {
        select(id);
        if (!sheets()) return true;
        closeCard(); // the page shows it as a sheet
        lift(lat, lon);
        return false;
      },
      onChange: () => {
        if (!popup || !popup.isOpen()) return;
        // popup.update() would take the content out and in again (its focus is lost), and would take a card
        // that has grown for one that it has just moved: do the rest of it
        popup._autopanning = false;
        popup._updateLayout();
        popup._updatePosition();
        popup._adjustPan();
      },
      onClose: () => {
        closeCard();
        map.getContainer().focus({ preventScroll: true });
      },
    });
    popup = L.popup({
      className: "ma-popup",
      maxWidth: Math.max(180, Math.min(360, size.x - 48)),
      minWidth: Math.max(180, Math.min(300, size.x - 48)),
      maxHeight: Math.max(140, Math.min(440, Math.round(size.y * 0.66))),
      autoPanPadding: [12, 12],
      offset: [0, -4],
    }).setLatLng([lat, lon]).setContent(card.root);
    popup.on("remove", () => {
      card = null;
      map.getContainer().classList.remove("ma-reading");
    });
    popup.openOn(map);
    map.getContainer().classList.add("ma-reading");
    if (focus) card.root.focus({ preventScroll: true });
    return card.open(quiet);
  }

  // A click on a symbol: an event opens its card, several of one point their list; a cluster is looked at from
  // nearer by, or listed where no zoom of ours would take it apart.
  async function choose({ symbol, lon }, focus) {
    if (symbol.box) {
      const [south, west, north, east] = symbol.box, turn = lon - symbol.lon;
      const box = L.latLngBounds([south, west + turn], [north, east + turn]), most = map.getMaxZoom();
      const nearer = Math.min(most, Math.max(map.getZoom() + 1, map.getBoundsZoom(box.pad(0.3))));
      const apart = map.project(box.getSouthWest(), most).distanceTo(map.project(box.getNorthEast(), most));
      if (nearer > map.getZoom() && apart >= 2 * parts.symbolRadius(1)) {
        map.setView(box.getCenter(), Math.min(nearer, map.getZoom() + 5));
        return;
      }
    }
    if (symbol.n > 1) {
      const box = symbol.box || [symbol.lat, symbol.lon, symbol.lat, symbol.lon];
      openCard(symbol.lat, lon, symbol.ids, "", symbol.n, true, focus, { box, listed: true });
    } else if (symbol.ids.length) openCard(symbol.lat, lon, symbol.ids, symbol.ids[0], 1, false, focus);
  }

  // Fifty events of a small box (south, west, north, east), newest first, from an offset on, and how many in all.
  function fetchHere([south, west, north, east], offset) {
    const box = [west - 1e-6, south - 1e-6, east + 1e-6, north + 1e-6].map((side) => side.toFixed(7)).join(",");
    const query = new URLSearchParams(filterQuery());
    query.delete("selected");
    return fetched("here?bbox=" + box + "&offset=" + offset + "&limit=50&" + query);
  }

  // Shows the event that the filter message selects: ring, card, and the view moved where it is out of sight.
  let wanted = "";
  async function goToSelected(known) {
    if (!wanted || !message || wanted !== message.selected) return;
    const id = wanted;
    wanted = "";
    if (card && card.id === id) return;
    let lat = known && known.id === id ? known.lat : null, lon = known && known.id === id ? known.lon : null;
    if (lat === null) {
      try {
        const event = await fetched(eventPath(id));
        if (event.place && Number.isFinite(event.place.lat)) ({ lat, lon } = event.place);
      } catch (error) {
        console.warn("mapapp: " + error.message);
      }
    }
    if (lat === null || message.selected !== id) return;
    overlay.update({ selectedPoint: [lat, lon] });
    const copy = lon + 360 * Math.round((map.getCenter().lng - lon) / 360);
    untouched = null;
    if (!map.getBounds().pad(-0.05).contains([lat, copy])) map.setView([lat, copy], Math.max(map.getZoom(), 7), { animate: false });
    const symbol = overlay.symbols.find((one) => !one.box && one.ids.includes(id));
    const here = symbol && { box: [symbol.lat, symbol.lon, symbol.lat, symbol.lon], listed: false };
    await openCard(lat, copy, symbol ? symbol.ids : [id], id, symbol ? symbol.n : 1, true, false, here);
  }

  function setTheme() {
    const dark = message && message.dark !== null && message.dark !== undefined ? message.dark : system.matches;
    const next = dark ? "dark" : "light";
    map.getContainer().classList.toggle("ma-dark", dark);
    map.getContainer().style.background = parts.look[next].water;
    if (next === theme) return;
    theme = next;
    basemap.setTheme(theme);
    if (time) time.setTheme(theme);
    overlay.update({ theme });
    choropleth.setTheme(theme);
    controls.drawLegend(theme);
    if (card) card.theme = theme;
  }

  // A symbol under the pointer stands out, and so do its lines in the list beside the map.
  function hover(symbol) {
    overlay.update({ hovered: symbol });
    window.parent.postMessage({ type: "mapapp:map-hover", ids: symbol ? symbol.ids : [] }, window.location.origin);
  }

  function listen() {
    const coarse = window.matchMedia("(pointer: coarse)");
    const tolerance = () => (coarse.matches ? 14 : 4);
    map.on("moveend", () => {
      loadSymbols();
      loadLabels();
      choropleth.load();
    });
    map.on("click", (event) => {
      const hit = overlay.at(event.containerPoint, tolerance());
      if (hit) choose(hit, false);
      else if (message && message.selected) select("");
    });
    map.on("mousemove", (event) => {
      const hit = overlay.at(event.containerPoint, 2), symbol = hit && hit.symbol;
      map.getContainer().classList.toggle("ma-pointing", Boolean(hit));
      if (symbol !== overlay.hovered) hover(symbol);
      choropleth.point(event.containerPoint);
    });
    map.on("mouseout", () => overlay.hovered && hover(null));
    window.addEventListener("message", (event) => {
      if (event.origin !== window.location.origin || !event.data || event.data.type !== "mapapp:list-hover") return;
      const id = String(event.data.id || "");
      overlay.update({ hovered: (id && overlay.symbols.find((one) => one.ids.includes(id))) || null });
    });
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.target !== map.getContainer()) return;
      if (event.key === "Enter") {
        const middle = map.getSize().divideBy(2), hit = overlay.at(middle, Infinity);
        if (hit) choose(hit, true);
      } else if (event.key === "Escape") closeCard();
      else return;
      event.preventDefault();
    });
    system.addEventListener("change", setTheme);
    // Until somebody moves the map it keeps its middle, whatever size the page gives its frame.
    untouched = map.getCenter();
    for (const kind of ["pointerdown", "wheel", "keydown"])
      map.getContainer().addEventListener(kind, () => (untouched = null), { capture: true, passive: true });
    new ResizeObserver(() => {
      const before = map.getSize();
      map.invalidateSize({ pan: false });
      if (untouched && !map.getSize().equals(before)) map.setView(untouched, map.getZoom(), { animate: false });
    }).observe(map.getContainer());
  }

  const api = {
    // Called once by the frame with its map and our constants.
    start(given, options) {
      map = given;
      looks = options.legend;
      theme = system.matches ? "dark" : "light";
      map.setMaxBounds([[-85.06, -1e6], [85.06, 1e6]]);
      map.options.maxBoundsViscosity = 1;
      map.getContainer().setAttribute("role", "application");
      map.getContainer().setAttribute("aria-label", "Map of events. Arrow keys move it, plus and minus zoom, Enter opens the nearest event.");
      store = new parts.Store(STATIC + "basemap/");
      basemap = new parts.Basemap(store, theme).addTo(map);
      areas = new parts.Areas(STATIC + "regions/");
      choropleth = new parts.Choropleth(areas, theme, loadCounts).addTo(map);
      overlay = new parts.Overlay(looks, theme, areas).addTo(map);
      controls = new parts.Controls(map, looks, theme);
      embedded = options.embedded;
      if (options.selects) {
        new parts.Finder(map, controls, fetched);
        draw = new parts.Draw(map, controls, tell);
      }
      if (options.time) {
        const center = map.getCenter();
        time = new parts.TimeBar(looks, theme, { fetched, setDays, tell });
        player = new parts.Player(time, map, looks, { fetchColumns, hold });
        map.invalidateSize({ pan: false, animate: false }).setView(center, map.getZoom(), { animate: false });
      }
      new (L.Control.extend({ onAdd: () => parts.layers.legend }))({ position: "bottomleft" }).addTo(map);
      listen();
      setTheme();
      store.open();
      layers = new parts.Layers(map, controls, basemap, loadLabels);
      if (options.selects || embedded) layers.offerShading(parts.layers);
      loadLabels();
      fetched("basemap").then((answer) => layers.offerTiles(answer.tiles), (error) => console.warn("mapapp: " + error.message));
      setTimeout(() => message || api.show({}), 2000); // a frame without a filter message shows everything
    },

    // Called by the frame with every filter message.
    show(next) {
      const before = message || {};
      message = { map: "", s: "", from: "", to: "", limited: false, selected: "", dark: null, version: 0, turn: 0, ...next };
      if (time) {
        message = { ...message, ...time.take(message) };
        time.load(partsQuery(), message.version);
      }
      setTheme();
      if (draw && (message.area || "") !== draw.area) draw.show(message.area);
      if (message.selected && (message.selected !== before.selected || message.turn !== before.turn))
        wanted = message.selected;
      else if (!message.selected && before.selected) closeCard();
      overlay.update({ selected: message.selected, selectedPoint: null });
      if (loaded && covers(loaded, filterQuery() + "#" + message.version)) goToSelected(loaded.answer.selected);
      loadSymbols();
      choropleth.load();
    },

    // For tests, to look at only.
    get ready() {
      if (!map || !store) return false;
      const waits = [store.pending, areas.pending, choropleth && choropleth.asking, loading, labelling, time && time.loading];
      return Boolean(store.levels.length && loaded && !waits.some(Boolean));
    },
    symbols() {
      if (!overlay) return [];
      return overlay.symbols.flatMap((one) => overlay.copies(one.lon).map((lon) => {
        const { x, y } = map.latLngToContainerPoint([one.lat, lon]);
        return { x, y, r: parts.symbolRadius(one.n), lat: one.lat, lon: one.lon, n: one.n, key: one.key, ids: [...one.ids], cluster: Boolean(one.box) };
      }));
    },
    counts() {
      return loaded ? { total: loaded.answer.total, placed: loaded.answer.placed, inView: loaded.answer.in_view } : null;
    },
    labels() {
      return overlay ? [...(overlay.named || [])] : [];
    },
    view() {
      return map ? { lat: map.getCenter().lat, lon: map.getCenter().lng, zoom: map.getZoom() } : null;
    },
    get selected() {
      return message ? message.selected : "";
    },
    get opened() {
      return card ? card.id : "";
    },
    get pointed() {
      return overlay && overlay.hovered ? overlay.hovered.ids[0] : "";
    },
    get hatched() {
      return overlay ? [...overlay.hatched].map((one) => one.area) : [];
    },
    get theme() {
      return theme;
    },
    get current() {
      return Boolean(loaded && !loading && !held); // the symbols are those of the view and the selection
    },
    get days() {
      return message ? { from: message.from, to: message.to } : null;
    },
    get play() {
      return player ? { on: player.on, running: player.running, days: player.on ? [...player.days] : null, frames: player.frames,
        symbols: player.layer ? player.layer.symbols.length : 0 } : null;
    },
  };
  Object.defineProperty(window, "mapapp", { value: Object.freeze(api), writable: false });
})();
