// Unpacking of the page's data, and how values are worded.
"use strict";

async function unpacked(id) {
  const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const CONCLUDED = new Set(["agreed", "partly_executed", "ongoing", "completed", "signed", "ratified", "in_force"]);
const OFF = new Set(["cancelled", "denied", "suspended", "violated", "terminated", "rejected"]);

function standing(status) {
  return CONCLUDED.has(status) ? "concluded" : OFF.has(status) ? "off" : "prospective";
}

function worded(code) {
  return code === "mou" ? "memorandum" : code ? String(code).replaceAll("_", " ") : "";
}

// What a status means to somebody who asks: is it signed?
const MEANINGS = {
  rumoured: "talked of, and nobody has confirmed it",
  interest: "one side wants it; nothing is agreed",
  negotiating: "under negotiation; nothing is signed",
  proposed: "proposed; nothing is signed",
  planned: "announced for later; not signed yet",
  agreed: "the sides have said yes",
  ongoing: "goods or money keep flowing",
  partly_executed: "agreed, and carried out in part",
  completed: "agreed, and carried out",
  cancelled: "called off",
  denied: "a side denies it",
  unknown: "mentioned; how far it has come is not said",
  initialled: "initialled, not signed yet",
  signed: "not yet ratified, as far as told",
  ratified: "signed, and approved at home",
  in_force: "signed, and binding now",
  suspended: "a side does not apply it for now",
  violated: "signed, and a side is said to have broken it",
  terminated: "no longer binding",
  rejected: "turned down",
};

const usdFormat = new Intl.NumberFormat("en", {
  style: "currency", currency: "USD", notation: "compact", maximumSignificantDigits: 3,
});

function usd(amount) {
  return amount == null ? "" : usdFormat.format(amount);
}

// How far reports lie apart; nothing where that is less than what is shown.
function spread(deal) {
  const [low, high] = [usd(deal.usd_low), usd(deal.usd_high)];
  return low === high ? "" : `${low} – ${high}`;
}

// A date of EDTF as people write it; only intervals without an end look strange.
function dated(text) {
  return (text ?? "").replace(/^\.\.\/(.+)$/, "until $1").replace(/^(.+)\/\.\.$/, "$1 or later").replace("/", " to ");
}

function stepsOf(agreement) {
  const steps = [["Planned", agreement.planned], ["Signed", agreement.signed], ["In force", agreement.in_force], ["Ended", agreement.terminated]];
  return steps.filter(([, date]) => date).map(([step, date]) => [step, dated(date)]);
}

function counted(n, thing) {
  return `${n.toLocaleString("en")} ${thing}${n === 1 ? "" : "s"}`;
}

function sourcesOf(fact) {
  const outlets = fact.n_outlets > 1 ? ` of ${counted(fact.n_outlets, "outlet")}` : "";
  return `${counted(fact.n_documents, "article")}${outlets}`;
}

function listed(text) {
  return text ? text.split(", ") : [];
}

// An element with attributes and children. Children that are text stay text: nothing of an article becomes markup.
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child != null && child !== ""));
  return made;
}

function chip(status, words = worded(status)) {
  return element("span", { class: `chip ${standing(status)}`, title: MEANINGS[status] }, words);
}

// Of an agreed deal, whether its passages say “signed”.
function statusOf(fact) {
  return worded(fact.status) + (fact.is_signed ? ", signed" : "");
}

function chipOf(fact) {
  return chip(fact.status, statusOf(fact));
}
