// The lists of deals, agreements, checks and columns, with their filters.
"use strict";

const { Table } = window.ententeLibraries;
const PAGE_SIZE = 15;
const ON_PAPER = 500;

const asWords = (cell) => worded(cell.getValue());
const asChip = (cell) => chipOf(cell.getData());
const under = (...parts) => element("span", { class: "under" }, ...parts);

// On a phone the other columns give way to a line below the name.
const opener = (cell) => {
  const fact = cell.getData();
  const name = element("button", { class: "open", type: "button", "aria-haspopup": "dialog", onclick: () => openFact(fact) }, fact.name);
  const many = fact.n_documents > 1 && counted(fact.n_documents, "article");
  const rest = [fact.year, many].filter(Boolean).join(" · ");
  return element("div", {}, name, element("span", { class: "under narrow" }, chipOf(fact), element("span", {}, rest)));
};
const asValue = (cell) => {
  const deal = cell.getData();
  const between = spread(deal);
  return element("div", {}, deal.value === "—" ? "—" : element("b", {}, deal.value), inDollars(deal), between ? under(between) : null, deal.part_of ? under("part of another deal") : null, conflictMark(deal));
};
const inDollars = (deal) => (deal.usd != null && deal.currency !== "USD" ? under(`= ${usd(deal.usd)}`) : null);
const conflictMark = (fact) =>
  fact.n_conflicts ? element("span", { class: "warn", title: "reports contradict each other" }, "⚠ reports disagree") : null;
const asSources = (cell) => {
  const fact = cell.getData();
  return element("div", {}, counted(fact.n_documents, "article"), fact.n_documents > 1 && fact.n_outlets ? under(counted(fact.n_outlets, "outlet")) : null);
};
const asDates = (cell) => {
  const fact = cell.getData();
  return element("div", {}, ...stepsOf(fact).map(([step, date]) => element("span", { class: "step" }, `${step.toLowerCase()} ${date}`)), conflictMark(fact));
};

// The greatest first, what is not known last.
const NUMBERS = { sorter: "number", sorterParams: { alignEmptyValues: "bottom" }, headerSortStartingDir: "desc" };

const COLUMNS = {
  deals: [
    { title: "Deal", field: "name", formatter: opener, minWidth: 190, widthGrow: 4, responsive: 0 },
    { title: "Value", field: "usd", formatter: asValue, ...NUMBERS, hozAlign: "right", width: innerWidth < 640 ? 112 : 158, responsive: 0 },
    { title: "Status", field: "status", formatter: asChip, width: 150, responsive: 1 },
    { title: "Kind", field: "kind", formatter: asWords, width: 120, responsive: 4 },
    { title: "Year", field: "year", ...NUMBERS, width: 90, responsive: 3 },
    { title: "Told in", field: "n_documents", formatter: asSources, ...NUMBERS, width: 120, responsive: 5 },
  ],
  agreements: [
    { title: "Agreement", field: "name", formatter: opener, minWidth: 260, widthGrow: 4, responsive: 0 },
    { title: "Status", field: "status", formatter: asChip, width: 150, responsive: 1 },
    { title: "Steps", field: "signed", formatter: asDates, minWidth: 170, widthGrow: 1, responsive: 2 },
    { title: "Instrument", field: "kind", formatter: asWords, width: 150, responsive: 4 },
    { title: "Year", field: "year", ...NUMBERS, width: 90, responsive: 3 },
    { title: "Told in", field: "n_documents", formatter: asSources, ...NUMBERS, width: 120, responsive: 5 },
  ],
  checks: [
    { title: "Table", field: "table", width: 190, responsive: 0 },
    { title: "Check", field: "expectation", formatter: asWords, minWidth: 240, widthGrow: 2, responsive: 0 },
    { title: "Column", field: "column", width: 170, responsive: 3 },
    { title: "Outcome", field: "outcome", formatter: asWords, width: 120, responsive: 1 },
    { title: "Why it is checked", field: "reason", minWidth: 240, widthGrow: 3, responsive: 4 },
  ],
  dictionary: [
    { title: "Table", field: "table", width: 190, responsive: 0 },
    { title: "Column", field: "column", width: 200, responsive: 0 },
    { title: "Type", field: "type", width: 130, responsive: 3 },
    { title: "Unit", field: "unit", width: 130, responsive: 4 },
    { title: "Meaning", field: "description", minWidth: 260, widthGrow: 3, responsive: 1 },
    { title: "NULL means", field: "null_meaning", minWidth: 160, widthGrow: 1, responsive: 5 },
  ],
};

function table(name, rows) {
  const place = document.querySelector(`[data-table="${name}"]`);
  const pages = element("div", { class: "pages" }); // beside the grid: a grid may hold rows only
  place.after(pages);
  const made = new Table(place, {
    data: rows,
    columns: COLUMNS[name],
    initialSort: COLUMNS[name].some(({ field }) => field === "n_documents") ? [{ column: "n_documents", dir: "desc" }] : [],
    layout: "fitColumns",
    responsiveLayout: "hide",
    pagination: true,
    paginationElement: pages,
    paginationSize: PAGE_SIZE,
    paginationButtonCount: 3,
    placeholder: rows.length ? "Nothing fits these filters." : "None was found in these articles.",
  });
  made.on("tableBuilt", () => forKeyboards(place));
  made.on("dataFiltered", (_, left) => (pages.hidden = left.length <= PAGE_SIZE));
  return made;
}

const PAPER = {
  deals: [["Deal", (fact) => fact.name], ["Value", (fact) => fact.value], ["Status", statusOf], ["Kind", (fact) => worded(fact.kind)], ["Year", (fact) => fact.year], ["Articles", (fact) => fact.n_documents]],
  agreements: [["Agreement", (fact) => fact.name], ["Status", statusOf], ["Steps", (fact) => stepsOf(fact).map(([step, date]) => `${step.toLowerCase()} ${date}`).join(", ")], ["Instrument", (fact) => worded(fact.kind)], ["Articles", (fact) => fact.n_documents]],
};

// On paper a list is a plain table: its head is repeated on each sheet, and no row is cut.
function printable(name, made) {
  const sheet = element("table", { class: "paper", "data-paper": name });
  const rest = element("p", { class: "paper" });
  document.querySelector(`[data-table="${name}"]`).after(sheet, rest);
  addEventListener("beforeprint", () => {
    const facts = made.getData("active");
    const row = (cell, values) => element("tr", {}, ...values.map((value) => element(cell, {}, String(value ?? ""))));
    sheet.replaceChildren(
      element("thead", {}, row("th", PAPER[name].map(([title]) => title))),
      element("tbody", {}, ...facts.slice(0, ON_PAPER).map((fact) => row("td", PAPER[name].map(([, value]) => value(fact))))),
    );
    rest.textContent = facts.length > ON_PAPER ? `and ${(facts.length - ON_PAPER).toLocaleString("en")} more, in the tables of the release` : "";
  });
}

// Headers sort by key too; the box of rows, which never scrolls by itself, is no stop on the way.
function forKeyboards(place) {
  place.querySelector(".tabulator-tableholder").removeAttribute("tabindex");
  for (const header of place.querySelectorAll(".tabulator-col-sorter-element")) {
    header.tabIndex = 0;
    header.addEventListener("keydown", (event) => event.key === "Enter" && header.click());
  }
}

function countriesOf(fact) {
  return [...new Set([fact.supplier_countries, fact.recipient_countries, fact.party_countries].flatMap(listed))];
}

const texts = new WeakMap();

function wordsOf(fact) {
  if (!texts.has(fact)) {
    const countries = countriesOf(fact).map((code) => content.countries[code]);
    const said = [fact.name, fact.suppliers, fact.recipients, fact.parties, fact.goods, fact.signatories, fact.place, fact.id, ...countries];
    texts.set(fact, said.filter(Boolean).join(" ").toLowerCase());
  }
  return texts.get(fact);
}

function fits(fact, wanted) {
  return (
    (!wanted.country || countriesOf(fact).includes(wanted.country)) &&
    (!wanted.kind || fact.kind === wanted.kind) &&
    (!wanted.status || fact.status === wanted.status) &&
    (!wanted.year || String(fact.year) === wanted.year) &&
    wanted.words.toLowerCase().split(/\s+/).every((word) => wordsOf(fact).includes(word))
  );
}

function fillChoices(form, facts, countries) {
  const choices = {
    country: [...new Set(facts.flatMap(countriesOf))].map((code) => [code, countries[code] ?? code]),
    kind: [...new Set(facts.map((fact) => fact.kind))].filter(Boolean).map((kind) => [kind, worded(kind)]),
    status: [...new Set(facts.map((fact) => fact.status))].map((status) => [status, worded(status)]),
    year: [...new Set(facts.map((fact) => fact.year))].filter(Boolean).map((year) => [String(year), String(year)]),
  };
  for (const [name, values] of Object.entries(choices)) {
    const sorted = values.toSorted((one, other) => one[1].localeCompare(other[1]));
    form.elements[name].append(...sorted.map(([value, label]) => element("option", { value }, label)));
  }
}

function chosen({ words, ...choices }) {
  return Object.values(choices).filter(Boolean).length;
}

function filtered(name, facts, countries) {
  const form = document.querySelector(`[data-filters="${name}"]`);
  const count = document.querySelector(`[data-count="${name}"]`);
  const more = form.querySelector(".more");
  const shown = table(name, facts);
  printable(name, shown);
  fillChoices(form, facts, countries);
  const apply = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const left = facts.filter((fact) => fits(fact, wanted));
    more.textContent = chosen(wanted) ? `Filters (${chosen(wanted)})` : "Filters";
    count.textContent = left.length === facts.length ? `${facts.length}` : `${left.length} of ${facts.length}`;
    shown.setFilter((fact) => fits(fact, wanted));
  };
  more.addEventListener("click", () => more.setAttribute("aria-expanded", more.getAttribute("aria-expanded") === "false"));
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  shown.on("tableBuilt", apply);
  return form;
}
