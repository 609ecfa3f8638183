// The card at a marker: built of nodes and textContent only. Every text here came from outside.
(function () {
  "use strict";
  const parts = (window.mapappParts = window.mapappParts || {});

  function node(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) {
      made.textContent = text;
      made.dir = "auto";
    }
    return made;
  }

  function button(text, label, act) {
    const made = node("button", "ma-button");
    made.type = "button";
    made.textContent = text;
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", (event) => {
      event.stopPropagation();
      act();
    });
    return made;
  }

  // Appends a text with some stretches marked. Offsets count code points; where marks overlap the first wins.
  function appendMarked(into, text, marks) {
    const points = Array.from(text);
    const wanted = (Array.isArray(marks) ? marks : [])
      .filter((mark) => Array.isArray(mark) && Number.isInteger(mark[0]) && Number.isInteger(mark[1]))
      .map(([start, end, kind]) => [Math.max(0, start), Math.min(points.length, end), kind])
      .filter(([start, end]) => start < end)
      .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let at = 0;
    for (const [start, end, kind] of wanted) {
      if (start < at) continue;
      into.append(points.slice(at, start).join(""));
      const mark = document.createElement("mark");
      mark.className = kind === "place" ? "ma-place" : "ma-trigger";
      mark.textContent = points.slice(start, end).join("");
      into.append(mark);
      at = end;
    }
    into.append(points.slice(at).join(""));
  }

  // An address that may be followed: http or https, or null.
  function safeAddress(raw) {
    if (typeof raw !== "string" || !/^https?:\/\//i.test(raw.trim())) return null;
    try {
      const address = new URL(raw.trim());
      return address.protocol === "http:" || address.protocol === "https:" ? address.href : null;
    } catch {
      return null;
    }
  }

  function fact(list, name, ...values) {
    const shown = values.filter((value) => value);
    if (!shown.length) return;
    const line = node("div", "ma-fact");
    line.append(node("dt", "", name));
    const text = node("dd");
    shown.forEach((value) => text.append(typeof value === "string" ? node("span", "", value) : value));
    line.append(text);
    list.append(line);
  }

  const STANCES = { claim: "Claim", "counter-claim": "Counter-claim" };

  function stanceOf(name, who) {
    const line = node("p", "ma-stance", name);
    if (who) line.append(node("span", "ma-names", who));
    return line;
  }

  // How many, and by whose count where counts differ.
  function tollOf(toll) {
    if (!toll || !toll.text) return [];
    const accounts = (Array.isArray(toll.accounts) ? toll.accounts : []).slice(0, 6);
    return [toll.text, ...accounts.map((one) => node("span", "ma-names", one.who + ": " + one.text))];
  }

  function reportOf(report) {
    const box = node("section", "ma-report");
    if (STANCES[report.stance]) box.append(stanceOf(STANCES[report.stance], report.claimed_by));
    if (report.excerpt) {
      const quote = node("blockquote");
      quote.dir = "auto";
      appendMarked(quote, String(report.excerpt), report.marks);
      box.append(quote);
    }
    if (report.answer) box.append(stanceOf("Counter-claim"), node("blockquote", "", report.answer));
    const source = node("p", "ma-source");
    const address = safeAddress(report.url), title = report.title || report.url || "Untitled article";
    if (address) {
      const link = node("a", "", title);
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      source.append(link);
      source.append(node("span", "ma-host", new URL(address).hostname));
    } else source.append(node("span", "ma-title", title));
    if (report.published) source.append(node("span", "ma-published", String(report.published)));
    box.append(source);
    return box;
  }

  // The card of one event as the server tells it.
  function eventCard(event, look, theme) {
    const card = node("div", "ma-event");
    const head = node("header");
    head.append(parts.picture((canvas, middle) => parts.drawShape(canvas, look, theme, middle, middle, 7, event), 22));
    const title = node("div");
    title.append(node("h2", "", event.sub_event_type || event.event_type || "Event"));
    if (event.sub_event_type && event.event_type) title.append(node("p", "ma-type", event.event_type));
    head.append(title);
    card.append(head);
    const flags = node("p", "ma-flags");
    if (event.demo) flags.append(node("span", "ma-flag ma-demo", "Demo text"));
    if (event.denied) flags.append(node("span", "ma-flag ma-disputed", "Disputed: one side denies it"));
    if (event.background) flags.append(node("span", "ma-flag", "Background: told as history"));
    if (flags.childNodes.length) card.append(flags);
    const facts = node("dl");
    fact(facts, "When", event.when && event.when.text ? event.when.text : "Not dated");
    if (event.place) {
      const label = event.place.label || event.place.name || "";
      const others = (event.place.names || []).filter((name) => name && name !== label).slice(0, 6);
      fact(
        facts,
        "Where",
        node("strong", "", label),
        others.length ? node("span", "ma-names", "also " + others.join(", ")) : "",
        event.place.precision_text ? node("span", "ma-names", event.place.precision_text) : "",
      );
    }
    fact(facts, "Killed", ...tollOf(event.killed));
    fact(facts, "Injured", ...tollOf(event.injured));
    fact(facts, event.denied ? "Claim" : "Says who", event.claimed_by);
    card.append(facts);
    const reports = Array.isArray(event.reports) ? event.reports : [];
    reports.slice(0, 3).forEach((report) => card.append(reportOf(report)));
    if (reports.length > 3) {
      const more = button("Show " + (reports.length - 3) + " more", "", () => {
        more.replaceWith(...reports.slice(3).map(reportOf));
      });
      card.append(more);
    }
    return card;
  }

  // One popup's content: one event, or those of one point with a list and a way from one to the next.
  class Card {
    constructor({ ids, first, total, fetchEvent, lookOf, theme, onShow, onChange, onClose }) {
      Object.assign(this, { ids, total, fetchEvent, lookOf, theme, onShow, onChange });
      this.at = Math.max(0, ids.indexOf(first));
      this.known = new Map();
      this.listed = 0;
      this.root = node("article", "ma-card");
      this.root.tabIndex = -1;
      this.root.setAttribute("role", "dialog");
      this.root.setAttribute("aria-label", "What happened here");
      this.root.addEventListener("keydown", (event) => {
        if (event.key === "Escape") onClose();
        else if (event.key === "ArrowRight" && this.ids.length > 1) this.step(1);
        else if (event.key === "ArrowLeft" && this.ids.length > 1) this.step(-1);
        else return;
        event.preventDefault();
        event.stopPropagation();
      });
      if (ids.length > 1) this.root.append(this.pager());
      this.body = node("div", "ma-body");
      this.body.setAttribute("aria-live", "polite");
      this.root.append(this.body);
    }

    get id() {
      return this.ids[this.at];
    }

    pager() {
      const bar = node("nav", "ma-pager");
      bar.setAttribute("aria-label", "Events at this point");
      this.count = node("span", "ma-count");
      this.listButton = button("List", "List all events here", () => this.toggleList());
      this.listButton.setAttribute("aria-expanded", "false");
      bar.append(button("‹", "Previous event", () => this.step(-1)), this.count,
        button("›", "Next event", () => this.step(1)), this.listButton);
      this.list = node("ol", "ma-list");
      this.list.hidden = true;
      const box = node("div");
      box.append(bar, this.list);
      return box;
    }

    step(by) {
      this.show((this.at + by + this.ids.length) % this.ids.length);
    }

    async event(id) {
      if (!this.known.has(id)) this.known.set(id, await this.fetchEvent(id));
      return this.known.get(id);
    }

    async show(at = this.at, quiet = false) {
      this.at = at;
      const id = this.id;
      if (this.count)
        this.count.textContent = at + 1 + " of " + this.ids.length
          + (this.total > this.ids.length ? " (" + this.total.toLocaleString("en") + " in all)" : " events here");
      if (!quiet) this.onShow(id);
      for (const row of this.list ? this.list.querySelectorAll("button[data-id]") : [])
        row.setAttribute("aria-current", row.dataset.id === id ? "true" : "false");
      this.body.setAttribute("aria-busy", "true");
      if (!this.body.childNodes.length) this.body.append(node("p", "ma-quiet", "Loading…"));
      try {
        const event = await this.event(id);
        if (id !== this.id) return;
        this.body.replaceChildren(eventCard(event, this.lookOf(event), this.theme));
      } catch (error) {
        if (id !== this.id) return;
        const line = node("p", "ma-quiet", error.gone ? "This event is no longer here. " : "Could not load this event. ");
        if (!error.gone) line.append(button("Retry", "", () => this.show(at, true)));
        this.body.replaceChildren(line);
      }
      this.body.removeAttribute("aria-busy");
      this.onChange();
    }

    toggleList() {
      this.list.hidden = !this.list.hidden;
      this.listButton.setAttribute("aria-expanded", String(!this.list.hidden));
      if (!this.list.hidden && !this.listed) this.listMore();
      this.onChange();
    }

    async listMore() {
      const from = this.listed, ids = this.ids.slice(from, from + 10);
      this.listed += ids.length;
      const rows = ids.map((id, i) => {
        const item = node("li"), row = button("…", "", () => this.show(from + i));
        row.dataset.id = id;
        row.setAttribute("aria-current", id === this.id ? "true" : "false");
        item.append(row);
        this.list.append(item);
        return row;
      });
      await Promise.all(rows.map(async (row) => {
        try {
          const event = await this.event(row.dataset.id);
          const look = this.lookOf(event);
          row.replaceChildren(
            parts.picture((canvas, middle) => parts.drawShape(canvas, look, this.theme, middle, middle, 5, event), 16),
            node("span", "ma-when", event.when && event.when.text ? event.when.text : "Not dated"),
            node("span", "", event.sub_event_type || event.event_type || "Event"),
          );
        } catch {
          row.textContent = "Could not load this event";
        }
      }));
      if (this.listed < this.ids.length) {
        const item = node("li"), more = button("Show more", "", () => {
          item.remove();
          this.listMore();
        });
        item.append(more);
        this.list.append(item);
      }
      this.onChange();
    }
  }

  parts.Card = Card;
  parts.node = node;
  parts.button = button;
  parts.appendMarked = appendMarked;
  parts.safeAddress = safeAddress;
})();
