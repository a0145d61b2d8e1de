"use strict";
{
  const WAIT = 120; // milliseconds after the last key before rows are filtered
  const AT_ONCE = 100; // rows shown before the reader asks for more
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const DATE = new RegExp(`^(\\d{1,2}) (${MONTHS.join("|")}) (\\d{4})`);
  const number = new Intl.NumberFormat("en-GB");
  const NUMBER = /^[£]?\d[\d,.]*/;
  const order = new Intl.Collator(document.documentElement.lang || "en-GB", { numeric: true, sensitivity: "base" });

  /* Words as they are compared: without accents, capitals and curly quotes. */
  const folded = (text) =>
    text.normalize("NFKD").replace(/\p{M}+/gu, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"').toLowerCase();

  const linesOf = (cell) => {
    const items = cell.getElementsByTagName("li");
    return items.length ? Array.from(items, (each) => each.textContent) : [cell.textContent];
  };

  const joined = (names) => (names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${names.at(-1)}` : names[0]);

  /* What is asked for in a form: some words, and some values of each of some columns. */
  function asked(form) {
    const words = form ? form.querySelector("input[type=search]").value.trim() : "";
    const choices = [];
    for (const box of form ? form.querySelectorAll(".choice") : []) {
      const values = Array.from(box.querySelectorAll("input:checked"), (each) => each.value);
      box.querySelector(".chosen").textContent = values.length ? `${values.length} chosen` : "";
      if (values.length) {
        choices.push({ column: Number(box.dataset.column), name: box.querySelector(".name").textContent, values });
      }
    }
    return { words, choices };
  }

  function described({ words, choices }) {
    const parts = words ? [`with “${words}”`] : [];
    parts.push(...choices.map((each) => `${each.name}: ${joined(each.values)}`));
    return parts.join("; ");
  }

  /* The first rows that fit are shown, and more on request: a browser takes seconds to lay out thousands. */
  function filterable(part) {
    const form = part.querySelector(".filters");
    const status = part.querySelector(".shown");
    const further = part.querySelector(".further");
    const elements = part.querySelectorAll(part.dataset.rows);
    const rows = Array.from(elements, (element, place) => ({ element, place, words: "", lines: [] }));
    let timer = 0;
    const first = further ? AT_ONCE : Infinity;
    let limit = first;
    let sorted = "";

    const wordsOf = (row) => (row.words ||= folded(row.element.textContent));
    const lines = (row, column) => (row.lines[column] ||= linesOf(row.element.cells[column]));
    const fits = (row, needles, choices) =>
      needles.every((each) => wordsOf(row).includes(each)) &&
      choices.every((each) => lines(row, each.column).some((line) => each.values.includes(line)));
    const counted = (count) => `${number.format(count)} ${count === 1 ? part.dataset.one : part.dataset.many}`;

    function tell(fitting, shown, wanted) {
      const narrowed = wanted.words !== "" || wanted.choices.length > 0;
      part.classList.toggle("narrowed", narrowed);
      const of = narrowed ? `${number.format(fitting)} of ${counted(rows.length)}` : counted(rows.length);
      const which = narrowed ? `, ${described(wanted)}` : "";
      const part_of = shown < fitting ? `: the first ${number.format(shown)} are shown.` : which ? "." : " shown.";
      const all = !narrowed && shown === fitting && fitting > 1 ? "All " : "";
      const none = fitting ? "" : " Nothing fits. Clear the filters to see everything.";
      status.textContent = `${all}${of}${narrowed ? (fitting === 1 ? " fits" : " fit") : ""}${which}${part_of}${none}${sorted}`;
      offer(fitting, shown);
    }

    function offer(fitting, shown) {
      if (!further) return;
      const [next, all] = further.querySelectorAll("button");
      const had = further.contains(document.activeElement);
      further.hidden = shown >= fitting;
      next.textContent = `Show ${counted(Math.min(AT_ONCE, fitting - shown))} more`;
      all.textContent = `Show all ${counted(fitting)}`;
      if (had && further.hidden) part.querySelector(".scroll").focus();
    }

    function show() {
      clearTimeout(timer);
      const wanted = asked(form);
      const needles = folded(wanted.words).split(/\s+/).filter(Boolean);
      let fitting = 0;
      for (const row of rows) {
        const fit = fits(row, needles, wanted.choices);
        if (fit) fitting += 1;
        const hidden = !fit || fitting > limit;
        if (row.element.hidden !== hidden) row.element.hidden = hidden;
      }
      tell(fitting, Math.min(fitting, limit), wanted);
    }

    function showFirst(most) {
      limit = most;
      show();
    }

    if (form) {
      form.hidden = false;
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", (event) => {
        clearTimeout(timer);
        if (event.target.type === "checkbox") showFirst(first);
        else timer = setTimeout(showFirst, WAIT, first);
      });
      form.querySelector(".clear").addEventListener("click", () => {
        for (const box of form.querySelectorAll("input:checked")) box.checked = false;
        form.querySelector("input[type=search]").value = "";
        form.querySelector("input[type=search]").focus();
        showFirst(first);
      });
    }
    if (further) {
      const [next, all] = further.querySelectorAll("button");
      next.addEventListener("click", () => showFirst(limit + AT_ONCE));
      all.addEventListener("click", () => showFirst(Infinity));
    }
    addEventListener("beforeprint", () => showFirst(Infinity));
    addEventListener("afterprint", () => showFirst(first));
    show();
    return { rows, lines, say: (words) => { sorted = ` ${words}`; showFirst(first); } };
  }

  /* What a cell is sorted by, and what the two directions are called. */
  function keyOf(text) {
    const date = DATE.exec(text);
    return date ? `${date[3]}-${MONTHS.indexOf(date[2]) + 11}-${date[1].padStart(2, "0")}` : text;
  }

  function directions(first) {
    if (DATE.test(first)) return ["earliest first", "latest first"];
    return NUMBER.test(first) ? ["lowest first", "highest first"] : ["A to Z", "Z to A"];
  }

  function sortable(part, { rows, lines, say }) {
    const body = part.querySelector("tbody");
    const headings = Array.from(part.querySelectorAll("thead > tr > *"));

    function arrange(column, way) {
      const keys = rows.map((row) => (way ? keyOf(lines(row, column).join("\n")) : ""));
      const compared = (a, b) => (a === "") - (b === "") || way * order.compare(a, b);
      const ranks = new Map([...new Set(keys)].sort(compared).map((key, rank) => [key, rank]));
      rows.forEach((row, place) => { row.rank = ranks.get(keys[place]); });
      rows.sort((a, b) => a.rank - b.rank || a.place - b.place);
      body.append(...rows.map((row) => row.element));
    }

    function press(column) {
      const heading = headings[column];
      const before = heading.getAttribute("aria-sort");
      const way = before === "ascending" ? -1 : before === "descending" ? 0 : 1;
      for (const each of headings) each.removeAttribute("aria-sort");
      if (way) heading.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      arrange(column, way);
      const first = rows.map((row) => lines(row, column)[0]).find(Boolean) || "";
      const name = heading.textContent.trim();
      say(way ? `Sorted by ${name}, ${directions(first)[way > 0 ? 0 : 1]}.` : "In the order first given.");
    }

    for (const [column, heading] of headings.entries()) {
      if (heading.tagName !== "TH") continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => press(column));
      heading.append(button);
    }
  }

  for (const part of document.querySelectorAll("[data-rows]")) {
    if (!part.querySelector(part.dataset.rows)) continue;
    const filter = filterable(part);
    if (part.querySelector("tbody")) sortable(part, filter);
  }

  /* A table or picture that is wider than the window says so above it, and to who comes to it by keyboard. */
  const told = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      const scroll = target.closest(".scroll");
      const hint = scroll.previousElementSibling;
      hint.hidden = scroll.scrollWidth <= scroll.clientWidth + 1;
      if (hint.hidden) scroll.removeAttribute("aria-describedby");
      else scroll.setAttribute("aria-describedby", hint.id);
    }
  });
  for (const hint of document.querySelectorAll(".sideways")) {
    told.observe(hint.nextElementSibling);
    told.observe(hint.nextElementSibling.querySelector("table, svg"));
  }

  /* On paper nothing can be opened. */
  const closed = [];
  addEventListener("beforeprint", () => {
    closed.push(...document.querySelectorAll("details.in-words:not([open])"));
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed.splice(0)) each.open = false;
  });
}
