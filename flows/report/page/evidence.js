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
const VOICES_SHOWN = 2;
const UNBROKEN = "\u2011"; // a hyphen at which no line ends

function hostOf(report) {
  return /^https?:\/\//.test(report.url ?? "") ? new URL(report.url).hostname : null;
}

function teller(report) {
  const day = report.published ? ` (${dated(report.published).replaceAll("-", UNBROKEN)})` : "";
  return `${report.outlet ?? hostOf(report) ?? "an outlet not named"}${day}`;
}

// Whose words reports are, where and when: "a minister in The Nile Observer (2015-02-16)". An article that names a
// speaker for it has no voice of its own beside him.
function voices(reports) {
  const isOwn = (report) => report.attribution in OWN_WORDS;
  const spoken = new Set(reports.filter((report) => !isOwn(report)).map(teller));
  const heard = reports.filter((report) => !isOwn(report) || !spoken.has(teller(report)));
  const all = [...new Set(heard.map((report) => (isOwn(report) ? teller(report) : `${report.speaker ?? "somebody"} in ${teller(report)}`)))];
  const more = all.length - VOICES_SHOWN;
  return all.slice(0, VOICES_SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function source(report) {
  const label = report.outlet ?? hostOf(report) ?? "Outlet not named";
  return hostOf(report) ? element("a", { href: report.url, rel: "noreferrer noopener" }, label) : element("span", {}, label);
}

const statedIn = (report) => [report.qualifier, report.value].filter(Boolean).join(" ");

function valueOf(report) {
  if (!report.value) return null;
  const inUsd = report.usd != null && !report.value.startsWith("$") ? ` = ${usd(report.usd)} at the rate of ${report.fx_date}` : "";
  return element("b", {}, `${statedIn(report)}${inUsd}`);
}

function reportCard(report) {
  const [before, marked, after] = report.text;
  const who = OWN_WORDS[report.attribution] ?? `Said by ${report.speaker ?? "somebody"}${ATTRIBUTIONS[report.attribution] ?? ""}.`;
  return element("li", { class: "report" },
    element("p", { class: "source" }, element("span", {}, source(report), report.published ? ` · ${dated(report.published)}` : ""), chipOf({ ...report, is_signed: report.status === "agreed" && report.says_signed }), valueOf(report)),
    element("blockquote", {}, before, element("mark", {}, marked), after),
    element("p", { class: "who" }, `${who} Read with ${Math.round(report.confidence * 100)} % confidence. `, element("span", { class: "file" }, report.file)),
  );
}

const FORMS = { contract: "a contract", contract_set: "several contracts", flow: "goods or money that keep flowing", prospect: "nothing concluded yet" };
const WORDINGS_SHOWN = 4;
const VALUES_SHOWN = 5;
const CHOICE = "The one that counts: exact before “about”, in its own currency, quoted, of the most digits, told first – in this order";

function amountOf(fact) {
  if (!fact.value || fact.value === "—") return null;
  return fact.value + (fact.usd != null && fact.currency !== "USD" ? ` = ${usd(fact.usd)}` : "");
}

// The values in the words of the reports, each once.
function valuesAsTold(reports) {
  const told = reports.filter((report) => report.value).map(statedIn);
  return [...new Map(told.map((words) => [words.toLowerCase(), words])).values()];
}

function someOf(values) {
  const more = values.length - VALUES_SHOWN;
  return values.slice(0, VALUES_SHOWN).join("; ") + (more > 0 ? ` and ${more} more` : "");
}

// Only whoever gives this very value stands beside it; what others tell follows in their words.
function backersOf(fact, reports) {
  const backers = reports.filter((report) => report.backs_value).toSorted((one, other) => one.backs_value.localeCompare(other.backs_value));
  const values = valuesAsTold(reports);
  return [
    backers.length ? `Told by ${voices(backers)}` : null,
    values.length ? `As told: ${someOf(values)}` : null,
    values.length > 1 ? choiceOf(reports) : null,
  ];
}

// Why one of several values counts.
function choiceOf(reports) {
  const others = reports.filter((report) => report.value && !report.backs_value);
  const basis = reports.find((report) => report.backs_value === "basis");
  const isOnlyExact = basis && !basis.qualifier && others.length > 0 && others.every((report) => report.qualifier);
  const hedges = [...new Set(others.map((report) => `“${report.qualifier}”`))];
  return isOnlyExact ? `It is the exact one: the others are told with ${hedges.join(", ")}` : CHOICE;
}

// A deal that is agreed may be signed or not: no more is claimed than that a report of it says so.
function standingOf(fact, reports) {
  const day = fact.date && `as of ${dated(fact.date)}`;
  const status = (...words) => element("span", {}, chipOf(fact), ` ${words.filter(Boolean).join(", ")}`);
  const telling = reports.filter((report) => report.status === fact.status);
  if (fact.is_signed) return [status(day), `“Signed”, in the words of ${voices(telling.filter((report) => report.says_signed))}`];
  return [status(MEANINGS[fact.status], day), telling.length ? `Told by ${voices(telling)}` : null, fact.status === "agreed" ? "None of its passages says “signed”" : null];
}

function wordings(text) {
  const all = text ? text.split("; ") : [];
  const more = all.length - WORDINGS_SHOWN;
  return all.slice(0, WORDINGS_SHOWN).join("; ") + (more > 0 ? ` and ${more} more wordings` : "");
}

function factLines(fact, reports) {
  const lines = [
    ["Value", amountOf(fact) && element("b", {}, amountOf(fact)), ...backersOf(fact, reports)],
    ["Status", ...standingOf(fact, reports)],
    ["Supplier", fact.suppliers], ["Recipient", fact.recipients], ["Goods", wordings(fact.goods)],
    ["Stake", fact.stake_pct == null ? null : `${fact.stake_pct} %`],
    ["Part of", fact.part_of && factButton(fact.part_of), "Its value is not added up beside that deal's"],
    ["Perhaps", fact.perhaps && factButton(fact.perhaps), "Too little is told to say that the two are one"],
    ["Parties", fact.parties], ["Signed by", fact.signatories], ["Place", fact.place],
    ...stepsOf(fact),
  ].filter(([, value]) => value);
  const said = (value, notes) => element("dd", {}, value instanceof Element ? value : String(value), ...notes.filter(Boolean).map((note) => under(note)));
  return element("dl", { class: "lines" }, ...lines.flatMap(([name, value, ...notes]) => [element("dt", {}, name), said(value, notes)]));
}

function factNote(fact) {
  const kind = [worded(fact.kind), FORMS[fact.form] ?? worded(fact.form)].filter(Boolean).join(", ");
  return element("p", { class: "note" }, [kind, fact.id].join(" · "));
}

function conflictsOf(fact) {
  const own = content.conflicts.filter((conflict) => conflict.fact_id === fact.id);
  return own.length ? element("section", { class: "clash" }, element("h3", {}, "Reports disagree"), ...own.map(conflictCard)) : null;
}

function conflictCard(conflict) {
  const side = (value, outlet, file, words) =>
    element("div", {}, element("b", {}, worded(value)), element("blockquote", {}, words ?? ""), element("p", { class: "who" }, `${outlet ?? "Outlet not named"} · ${file ?? ""}`));
  return element("article", { class: "conflict" },
    element("p", { class: "who" }, `They disagree on the ${worded(conflict.field)}${conflict.severity === "minor" ? "; minor" : ""}.`),
    element("div", { class: "sides" }, side(conflict.value_a, conflict.outlet_a, conflict.file_a, conflict.evidence_a), side(conflict.value_b, conflict.outlet_b, conflict.file_b, conflict.evidence_b)),
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
    element("header", {}, element("h2", { id: "fact-title" }, fact.name), close),
    factLines(fact, reports),
    factNote(fact),
    conflictsOf(fact) ?? "",
    element("h3", {}, "What it rests on"),
    element("p", { class: "note" }, `${counted(cards.length, "passage")} from ${sourcesOf(fact)}; marked are the words that were read.`),
    element("ol", { class: "reports" }, ...cards),
  );
  history.replaceState(null, "", `#${fact.id}`);
  dialog.showModal();
  dialog.querySelector(".sheet").scrollTop = 0;
}
