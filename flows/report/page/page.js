// Puts the page together once its data are unpacked.
"use strict";

function rowsOr(list, rows, none, line) {
  const place = document.querySelector(`[data-list="${list}"]`);
  place.append(rows.length ? element("ul", { class: "plain" }, ...rows.map((row) => element("li", {}, ...line(row)))) : element("p", { class: "note" }, none));
}

function factButton(id, title) {
  const fact = [...content.deals, ...content.agreements].find((one) => one.id === id);
  return fact ? element("button", { class: "open", type: "button", onclick: () => openFact(fact) }, fact.name) : element("span", {}, title ?? id);
}

function changeLine(change) {
  const what = change.change === "value" ? `${worded(change.field)}: ${worded(change.old_value) || "not known"} → ${worded(change.new_value) || "not known"}` : worded(change.change);
  return [factButton(change.fact_id, change.old_value), ` ${what}. `, element("span", { class: "who" }, worded(change.reason))];
}

function fillLists() {
  rowsOr("changes", content.changes, "Nothing that an earlier release said has changed.", changeLine);
  rowsOr("conflicts", content.conflicts, "No two reports contradict each other.", (conflict) => [factButton(conflict.fact_id, conflict.fact_title), conflictCard(conflict)]);
  rowsOr("aside", content.aside, "None.", (row) => [`${row.file ?? "?"}: ${worded(row.broken_rule)} (${row.detail ?? row.table})`]);
}

function openNamed() {
  const id = location.hash.slice(1);
  const fact = [...content.deals, ...content.agreements].find((one) => one.id === id);
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
  const dialog = document.getElementById("fact");
  dialog.addEventListener("close", () => history.replaceState(null, "", location.pathname + location.search));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  addEventListener("hashchange", openNamed);
  openNamed();
  document.documentElement.dataset.ready = "true";
}

start();
