// Puts the page together once its data are unpacked.
"use strict";

const LINES_SHOWN = 200;

function rowsOr(list, rows, none, line) {
  const place = document.querySelector(`[data-list="${list}"]`);
  const lines = rows.slice(0, LINES_SHOWN).map((row) => element("li", {}, ...line(row)));
  place.append(rows.length ? element("ul", { class: "plain" }, ...lines) : element("p", { class: "note" }, none));
  if (rows.length > LINES_SHOWN) place.append(element("p", { class: "note" }, `and ${rows.length - LINES_SHOWN} more, in the tables of the release.`));
}

const factOf = (id) => content.deals.find((one) => one.id === id) ?? content.agreements.find((one) => one.id === id);

function factButton(id, title) {
  const fact = factOf(id);
  return fact ? element("button", { class: "open", type: "button", onclick: () => openFact(fact) }, fact.name) : element("span", {}, title ?? id);
}

const AGREEING = { single: "one report", none: "none named", consistent: "reports agree", conflicting: "reports disagree" };
const AMOUNTS = { amount: "value in its currency", amount_usd: "value in US dollars" };

function fieldName(field) {
  return AMOUNTS[field] ?? worded(field.replace(/_(edtf|text|code|agreement)$/, ""));
}

function fieldValue(field, value) {
  if (value == null) return "not known";
  if (field.endsWith("_agreement")) return AGREEING[value] ?? worded(value);
  if (field === "amount_usd") return usd(Number(value));
  return field in AMOUNTS ? Number(value).toLocaleString("en") : worded(value);
}

function differenceLine({ field, old, new: now }) {
  return element("li", {}, element("span", { class: "who" }, fieldName(field)), ` ${fieldValue(field, old)} → `, element("b", {}, fieldValue(field, now)));
}

// Reports that came to a fact and left what the release says of it as it was.
function retoldLine(report) {
  return element("p", { class: "who" }, `also told by ${teller(report)}${report.value ? `: ${report.value}` : ""}`);
}

function standingLine(fact) {
  const steps = stepsOf(fact).map(([step, date]) => (worded(fact.status) === step.toLowerCase() ? date : `${step.toLowerCase()} ${date}`));
  return element("p", { class: "who" }, chipOf(fact), ` ${[amountOf(fact), ...steps].filter(Boolean).join(" · ")}`);
}

function changeLine(change) {
  const differences = change.differences ?? [];
  const fact = factOf(change.fact_id);
  const why = [worded(change.cause), change.reason].filter(Boolean).join(": ");
  return [
    element("div", { class: "change" }, element("span", { class: `tag ${change.change}` }, worded(change.change)), factButton(change.fact_id, change.title)),
    fact && change.change !== "changed" ? standingLine(fact) : null,
    fact?.part_of && element("p", { class: "who" }, "part of ", factButton(fact.part_of)),
    differences.length ? element("ul", { class: "differences" }, ...differences.map(differenceLine)) : null,
    change.change === "changed" && !differences.length ? element("p", { class: "who" }, "What the release says of it stays; the reports behind it changed.") : null,
    ...(change.told_by ?? []).map(retoldLine),
    element("p", { class: "who" }, why),
  ].filter(Boolean);
}

function fillLists() {
  rowsOr("changes", content.changes, content.release.startsWith("0001-") ? "This is the first release." : "No fact changed.", changeLine);
  rowsOr("conflicts", content.conflicts, "No two reports contradict each other, or what contradicted is explained.", (conflict) => [factButton(conflict.fact_id, conflict.fact_title), conflictCard(conflict)]);
  rowsOr("aside", content.aside, "None.", (row) => [`${row.file ?? "?"}: ${worded(row.broken_rule)} (${row.detail ?? row.table})`]);
}

function openNamed() {
  const id = location.hash.slice(1);
  const fact = factOf(id);
  if (fact) openFact(fact);
}

// Tables in closed details have no width yet: they are made when they are first seen.
function whenOpened(name, rows) {
  const details = document.querySelector(`[data-table="${name}"]`).closest("details");
  details.addEventListener("toggle", () => table(name, rows), { once: true });
}

function whenSeen(selector, act) {
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    act();
  }, { rootMargin: "400px" });
  watcher.observe(document.querySelector(selector));
}

async function start() {
  content = await unpacked("content");
  filtered("deals", content.deals, content.countries);
  filtered("agreements", content.agreements, content.countries);
  fillLists();
  whenOpened("checks", content.checks);
  whenOpened("dictionary", content.dictionary);
  whenSeen("#network", drawCharts);
  addEventListener("beforeprint", listPairs); // the reader may not have come to them
  const dialog = document.getElementById("fact");
  dialog.addEventListener("close", () => history.replaceState(null, "", location.pathname + location.search));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  addEventListener("hashchange", openNamed);
  openNamed();
  document.documentElement.dataset.ready = "true";
}

start();
