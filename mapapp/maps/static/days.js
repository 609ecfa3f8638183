// Days as whole numbers (since 1 January 1970), their words, and where an axis is marked. No clock, no locale.
(function () {
  "use strict";
  const parts = (window.mapappParts = window.mapappParts || {});
  const DAY_MS = 86400000;
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const UNITS = [
    ["day", 1, 1], ["day", 2, 2], ["day", 7, 7], ["day", 14, 14], ["month", 1, 30], ["month", 2, 61], ["month", 3, 91],
    ["month", 6, 182], ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].map((years) => ["year", years, years * 365]),
  ];

  // The number of a day written YYYY-MM-DD; null for anything else.
  function dayNumber(text) {
    const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text || "");
    if (!found) return null;
    const number = fromParts(Number(found[1]), Number(found[2]), Number(found[3]));
    return dayText(number) === text ? number : null;
  }

  function fromParts(year, month, day) {
    const made = new Date(0);
    made.setUTCFullYear(year, month - 1, day);
    return Math.round(made.getTime() / DAY_MS);
  }

  function toParts(number) {
    const made = new Date(number * DAY_MS);
    return { year: made.getUTCFullYear(), month: made.getUTCMonth() + 1, day: made.getUTCDate() };
  }

  function dayText(number) {
    const { year, month, day } = toParts(number);
    return String(year).padStart(4, "0") + "-" + String(month).padStart(2, "0") + "-" + String(day).padStart(2, "0");
  }

  // A span in words: "1–7 Oct 2020", or in full "1 to 7 October 2020"; whole months and years by their names.
  function spanWords(first, last, full) {
    const a = toParts(first), b = toParts(last), next = toParts(last + 1);
    const name = (month) => (full ? MONTHS[month - 1] : MONTHS[month - 1].slice(0, 3));
    const apart = full ? " to " : " – ";
    const oneYear = a.year === b.year, oneMonth = oneYear && a.month === b.month;
    if (first === last) return a.day + " " + name(a.month) + " " + a.year;
    if (a.day === 1 && next.day === 1) {
      if (a.month === 1 && next.month === 1) return oneYear ? String(a.year) : a.year + apart + b.year;
      if (oneMonth) return name(a.month) + " " + a.year;
      return name(a.month) + (oneYear ? "" : " " + a.year) + apart + name(b.month) + " " + b.year;
    }
    const begin = a.day + (oneMonth ? "" : " " + name(a.month)) + (oneYear ? "" : " " + a.year);
    return begin + (oneMonth && !full ? "–" : apart) + b.day + " " + name(b.month) + " " + b.year;
  }

  // A selection's days in words; either may be "".
  function daysWords(from, to, full) {
    const first = dayNumber(from), last = dayNumber(to);
    if (first === null && last === null) return "All days";
    if (last === null) return "From " + spanWords(first, first, full);
    if (first === null) return "Until " + spanWords(last, last, full);
    return spanWords(first, last, full);
  }

  // The days at which an axis from one day to another is marked, so that marks are at least `gap` pixels apart.
  function axisMarks(first, last, width, gap) {
    const perDay = width / (last - first + 1);
    const [unit, step] = UNITS.find((one) => one[2] * perDay >= gap) || UNITS[UNITS.length - 1];
    const marks = [], begin = toParts(first);
    const add = (day, text) => day >= first && day <= last && marks.push({ day, text });
    if (unit === "day") {
      const monday = 4; // 5 January 1970
      const offset = step >= 7 ? monday : 0;
      for (let day = first + ((((offset - first) % step) + step) % step); day <= last; day += step) {
        const at = toParts(day), year = !marks.length || (at.month === 1 && at.day <= step);
        add(day, at.day + " " + MONTHS[at.month - 1].slice(0, 3) + (year ? " " + at.year : ""));
      }
    } else if (unit === "month") {
      for (let n = begin.year * 12 + Math.floor((begin.month - 1) / step) * step; marks.length < 400; n += step) {
        const year = Math.floor(n / 12), month = (n % 12) + 1, day = fromParts(year, month, 1);
        if (day > last) break;
        add(day, month === 1 && step > 1 ? String(year)
          : MONTHS[month - 1].slice(0, 3) + (!marks.length || month === 1 ? " " + year : ""));
      }
    } else
      for (let year = Math.floor(begin.year / step) * step; marks.length < 400; year += step) {
        const day = fromParts(year, 1, 1);
        if (day > last) break;
        add(day, String(year));
      }
    return marks;
  }

  Object.assign(parts, { dayNumber, dayText, spanWords, daysWords, axisMarks });
})();
