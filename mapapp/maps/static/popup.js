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

  // One popup's content: one event; or the list of those of one point, and from it a card and back.
  class Card {
    // `listed` opens the list; `many`: its events are of several points. `onShow` answers false where the card
    // is shown elsewhere.
    constructor({ ids, first, total, listed, many, fetchEvent, fetchHere, lookOf, theme, onShow, onChange, onClose }) {
      Object.assign(this, { ids: [...ids], total, many, fetchEvent, fetchHere, lookOf, theme, onShow, onChange });
      this.at = listed ? -1 : Math.max(0, ids.indexOf(first));
      this.known = new Map();
      this.listed = 0;
      this.root = node("article", "ma-card");
      this.root.tabIndex = -1;
      this.root.setAttribute("role", "dialog");
      this.root.setAttribute("aria-label", "What happened here");
      this.root.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
          if (listed && !this.isList) this.showList();
          else onClose();
        } else if (this.isList && (event.key === "ArrowDown" || event.key === "ArrowUp"))
          this.walk(event.key === "ArrowDown" ? 1 : -1);
        else if (event.key === "ArrowRight" && !this.isList && this.total > 1) this.step(1);
        else if (event.key === "ArrowLeft" && !this.isList && this.total > 1) this.step(-1);
        else return;
        event.preventDefault();
        event.stopPropagation();
      });
      if (total > 1) this.root.append(this.pager());
      this.body = node("div", "ma-body");
      this.body.setAttribute("aria-live", "polite");
      this.root.append(this.body);
    }

    get id() {
      return this.ids[this.at] || "";
    }

    get isList() {
      return Boolean(this.list && !this.list.hidden);
    }

    pager() {
      const bar = node("nav", "ma-pager");
      bar.setAttribute("aria-label", "Events at this point");
      this.count = node("span", "ma-count");
      this.count.setAttribute("role", "status");
      this.listButton = button("☰ List", "List all events here", () => this.showList());
      this.steps = [button("‹", "Previous event", () => this.step(-1)), button("›", "Next event", () => this.step(1))];
      bar.append(this.listButton, this.count, ...this.steps);
      this.list = node("ol", "ma-list");
      this.list.hidden = true;
      const box = node("div");
      box.append(bar, this.list);
      return box;
    }

    // Draws what was asked for when the card was opened.
    open(quiet) {
      return this.at < 0 ? this.showList() : this.show(this.at, quiet);
    }

    async step(by) {
      if (this.at + by >= this.ids.length && this.ids.length < this.total) await this.listMore();
      this.show((this.at + by + this.ids.length) % this.ids.length);
    }

    // Moves the focus from line to line of the list.
    walk(by) {
      const lines = [...this.list.querySelectorAll("button")];
      const at = lines.indexOf(document.activeElement);
      const next = lines[at < 0 ? 0 : Math.max(0, Math.min(lines.length - 1, at + by))];
      if (next) next.focus();
    }

    async event(id) {
      if (!this.known.has(id)) this.known.set(id, await this.fetchEvent(id));
      return this.known.get(id);
    }

    async show(at = this.at, quiet = false) {
      this.at = at;
      const id = this.id, fromList = this.isList;
      if (!quiet && this.onShow(id) === false) return;
      if (this.list) {
        this.list.hidden = true;
        this.listButton.hidden = false;
        this.steps.forEach((one) => (one.hidden = false));
        this.count.textContent = (at + 1).toLocaleString("en") + " of " + this.total.toLocaleString("en");
      }
      this.body.hidden = false;
      this.body.setAttribute("aria-busy", "true");
      if (!this.body.childNodes.length || fromList) this.body.replaceChildren(node("p", "ma-quiet", "Loading…"));
      if (fromList) {
        this.onChange();
        this.listButton.focus({ preventScroll: true });
      }
      try {
        const event = await this.event(id);
        if (id !== this.id || this.isList) return;
        this.body.replaceChildren(eventCard(event, this.lookOf(event), this.theme));
      } catch (error) {
        if (id !== this.id || this.isList) return;
        const line = node("p", "ma-quiet", error.gone ? "This event is no longer here. " : "Could not load this event. ");
        if (!error.gone) line.append(button("Retry", "", () => this.show(this.ids.indexOf(id), true)));
        this.body.replaceChildren(line);
      }
      this.body.removeAttribute("aria-busy");
      this.onChange();
    }

    // Shows the list in place of the card, its line of the event that was read in sight and focused.
    async showList() {
      const held = this.root.contains(document.activeElement);
      this.list.hidden = false;
      this.body.hidden = true;
      this.listButton.hidden = true;
      this.steps.forEach((one) => (one.hidden = true));
      this.saysTotal();
      if (!this.listed) await this.listMore();
      if (!this.isList) return;
      for (const row of this.list.querySelectorAll("button[data-id]"))
        row.setAttribute("aria-current", row.dataset.id === this.id ? "true" : "false");
      const line = this.list.querySelector('[aria-current="true"]') || this.list.querySelector("button");
      if (held && line) line.focus({ preventScroll: true });
      if (line && this.id) line.scrollIntoView({ block: "nearest" });
      this.onChange();
    }

    saysTotal() {
      this.count.textContent = this.total.toLocaleString("en") + (this.many ? " events close together" : " events here");
    }

    lineOf(row) {
      const item = node("li"), line = button("", "", () => this.show(this.ids.indexOf(row.id)));
      line.dataset.id = row.id;
      const look = this.lookOf({ type_key: row.key }), head = node("span", "ma-row-head"), words = node("span", "ma-row");
      head.append(node("span", "ma-when", row.day || "Not dated"), node("span", "ma-row-type", row.type || "Event"));
      if (this.many && row.place) head.append(node("span", "ma-when", row.place));
      words.append(head);
      if (row.denied) words.append(node("span", "ma-when", "Disputed: one side denies it"));
      if (row.words) words.append(node("span", "ma-row-words", row.words));
      line.append(parts.picture((canvas, middle) => parts.drawShape(canvas, look, this.theme, middle, middle, 5.5, row), 18), words);
      item.append(line);
      return item;
    }

    // The next fifty lines.
    async listMore() {
      if (this.more) this.more.remove();
      const item = (this.more = node("li", "ma-more"));
      item.append(node("p", "ma-quiet", "Loading…"));
      this.list.append(item);
      try {
        const answer = await this.fetchHere(this.listed), rows = Array.isArray(answer.events) ? answer.events : [];
        const read = this.id, from = this.listed;
        this.total = answer.total;
        this.listed += rows.length;
        this.ids = [...this.ids.slice(0, from), ...rows.map((row) => row.id), ...this.ids.slice(this.listed)];
        if (read && !this.ids.includes(read)) this.ids.push(read);
        if (read) this.at = this.ids.indexOf(read);
        item.remove();
        this.list.append(...rows.map((row) => this.lineOf(row)));
        if (this.isList) this.saysTotal();
        if (!rows.length && !from) this.list.append(node("li", "ma-quiet", "These events are no longer here."));
        if (rows.length && this.listed < this.total) {
          const left = Math.min(50, this.total - this.listed);
          const more = button("Show " + left + " more", "", async () => {
            const last = this.list.children.length - 1; // the line that the button stands on becomes the first new one
            await this.listMore();
            const line = this.list.children[last];
            if (line) line.querySelector("button")?.focus({ preventScroll: true });
          });
          this.more = node("li", "ma-more");
          this.more.append(more);
          this.list.append(this.more);
        }
      } catch {
        item.replaceChildren(node("p", "ma-quiet", "Could not load the list. "), button("Retry", "", () => this.listMore()));
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
