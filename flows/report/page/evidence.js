// A fact opened: its reports, the sentences with their words marked, who says so, and where reports disagree.
"use strict";

let content;
const packs = new Map();

async function reportsOf(fact) {
  const pack = content.pack_of[fact.id];
  if (pack === undefined) return [];
  if (!packs.has(pack)) packs.set(pack, unpacked(`pack-${pack}`));
  return (await packs.get(pack)).filter((report) => report.fact_id === fact.id);
}

const OWN_WORDS = { narration: "In the article's own words.", headline: "In the headline." };
const ATTRIBUTIONS = { direct_quote: ", quoted", partial_quote: ", quoted in part", unattributed_reports: ", not named" };

function speakerOf(report) {
  return OWN_WORDS[report.attribution] ?? `Who says so: ${report.speaker ?? "somebody"}${ATTRIBUTIONS[report.attribution] ?? ""}.`;
}

function safeLink(report) {
  const label = report.outlet ?? report.file;
  const isWeb = /^https?:\/\//.test(report.url ?? "");
  return isWeb ? element("a", { href: report.url, rel: "noreferrer noopener" }, label) : element("span", {}, label);
}

function valueOf(report) {
  if (!report.value) return null;
  const stated = [report.qualifier, report.value].filter(Boolean).join(" ");
  const inUsd = report.usd != null && !report.value.startsWith("$") ? ` = ${usd(report.usd)} at the rate of ${report.fx_date}` : "";
  return element("b", {}, `${stated}${inUsd}`);
}

function reportCard(report) {
  const [before, marked, after] = report.text;
  return element("li", { class: "report" },
    element("p", { class: "source" }, element("span", {}, safeLink(report), report.published ? ` · ${dated(report.published)}` : ""), chip(report.status), valueOf(report)),
    element("blockquote", {}, before, element("mark", {}, marked), after),
    element("p", { class: "who" }, `${speakerOf(report)} Read with ${Math.round(report.confidence * 100)} % confidence. ${report.outlet ? report.file : ""}`),
  );
}

const FORMS = { contract: "a contract", contract_set: "several contracts", flow: "goods or money that keep flowing", prospect: "nothing concluded yet" };
const WORDINGS_SHOWN = 4;

function amountOf(fact) {
  if (!fact.value || fact.value === "—") return null;
  const between = spread(fact);
  return fact.value + (fact.usd != null && fact.currency !== "USD" ? ` = ${usd(fact.usd)}` : "") + (between ? `; its reports say ${between}` : "");
}

function wordings(text) {
  const all = text ? text.split("; ") : [];
  const more = all.length - WORDINGS_SHOWN;
  return all.slice(0, WORDINGS_SHOWN).join("; ") + (more > 0 ? ` and ${more} more wordings` : "");
}

function factLines(fact) {
  const lines = [
    ["Status", MEANINGS[fact.status] ? `${worded(fact.status)}: ${MEANINGS[fact.status]}` : worded(fact.status)],
    ["Value", amountOf(fact)],
    ["Supplier", fact.suppliers], ["Recipient", fact.recipients], ["Goods", wordings(fact.goods)],
    ["Stake", fact.stake_pct == null ? null : `${fact.stake_pct} %`],
    ["Parties", fact.parties], ["Signed by", fact.signatories], ["Place", fact.place],
    ...stepsOf(fact),
    ["As of", dated(fact.date)], ["Who says so", fact.speakers],
  ].filter(([, value]) => value);
  return element("dl", { class: "lines" }, ...lines.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, String(value))]));
}

function factNote(fact) {
  const kind = [worded(fact.kind), FORMS[fact.form] ?? worded(fact.form)].filter(Boolean).join(", ");
  return element("p", { class: "note" }, [kind, `told in ${sourcesOf(fact)}`, fact.id].join(" · "));
}

function conflictsOf(fact) {
  const own = content.conflicts.filter((conflict) => conflict.fact_id === fact.id);
  return own.length ? element("section", { class: "clash" }, element("h3", {}, "Reports disagree"), ...own.map(conflictCard)) : null;
}

function conflictCard(conflict) {
  const side = (value, file, words) =>
    element("div", {}, element("b", {}, worded(value)), element("blockquote", {}, words ?? ""), element("p", { class: "who" }, file ?? ""));
  return element("article", { class: "conflict" },
    element("p", { class: "who" }, `They disagree on the ${worded(conflict.field)}${conflict.severity === "minor" ? "; minor" : ""}.`),
    element("div", { class: "sides" }, side(conflict.value_a, conflict.file_a, conflict.evidence_a), side(conflict.value_b, conflict.file_b, conflict.evidence_b)),
  );
}

// One sentence may hold several reports in the very same words, of one object each: it is shown once. Those that name
// a sum come first: how much is asked first.
function told(reports) {
  const words = (report) => JSON.stringify([report.file, report.text, report.status, report.value]);
  const seen = new Set();
  const all = reports.filter((report) => !seen.has(words(report)) && seen.add(words(report)));
  return [...all.filter((report) => report.value), ...all.filter((report) => !report.value)];
}

async function openFact(fact) {
  const dialog = document.getElementById("fact");
  const reports = await reportsOf(fact);
  const cards = told(reports).map(reportCard);
  const close = element("button", { class: "close", type: "button", onclick: () => dialog.close() }, "Close");
  dialog.querySelector(".sheet").replaceChildren(
    element("header", {}, element("div", {}, element("h2", { id: "fact-title" }, fact.name), chip(fact.status)), close),
    factLines(fact),
    factNote(fact),
    conflictsOf(fact) ?? "",
    element("h3", {}, reports.length === 1 ? "The report it rests on" : `The ${reports.length} reports it rests on${cards.length < reports.length ? `, in ${cards.length} passages` : ""}`),
    element("ol", { class: "reports" }, ...cards),
  );
  history.replaceState(null, "", `#${fact.id}`);
  dialog.showModal();
  dialog.querySelector(".sheet").scrollTop = 0;
}
