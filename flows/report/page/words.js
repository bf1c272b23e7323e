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
  return code ? String(code).replaceAll("_", " ") : "";
}

const usdFormat = new Intl.NumberFormat("en", {
  style: "currency", currency: "USD", notation: "compact", maximumSignificantDigits: 4,
});

function usd(amount) {
  return amount == null ? "" : usdFormat.format(amount);
}

function spread(deal) {
  if (deal.usd_low == null || deal.usd_low === deal.usd_high) return "";
  return `${usd(deal.usd_low)} – ${usd(deal.usd_high)}`;
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

function chip(status) {
  return element("span", { class: `chip ${standing(status)}` }, worded(status));
}
