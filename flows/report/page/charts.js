// Who with whom as a network, and facts by year.
"use strict";

const { chart } = window.ententeLibraries;
const NAMES_SHOWN = { wide: 40, narrow: 22 }; // as many as stand around a circle without touching
const PAIRS_LISTED = 10;
const YEARS_SHOWN = { wide: 25, narrow: 12 };
const NARROW = 560; // pixels of a chart

function ink(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function sides(countries, names) {
  const codes = listed(countries);
  return codes.length ? codes.map((code) => content.countries[code] ?? code) : listed(names);
}

function joined(from, to) {
  return from.flatMap((one) => to.filter((other) => other !== one).map((other) => [one, other]));
}

// Pairs of parties with the number of their deals, by direction, and of their agreements; the busiest first.
function pairs() {
  const found = new Map();
  const count = (kind) => ([from, to]) => {
    const key = JSON.stringify(kind === "deal" ? [kind, from, to] : [kind, ...[from, to].toSorted()]);
    found.set(key, (found.get(key) ?? 0) + 1);
  };
  for (const deal of content.deals) {
    joined(sides(deal.supplier_countries, deal.suppliers), sides(deal.recipient_countries, deal.recipients)).forEach(count("deal"));
  }
  for (const agreement of content.agreements) {
    const parties = sides(agreement.party_countries, agreement.parties);
    joined(parties, parties).filter(([one, other]) => one < other).forEach(count("agreement"));
  }
  const all = [...found].map(([key, n]) => ({ key: JSON.parse(key), n }));
  return all.toSorted((one, other) => other.n - one.n);
}

function drawable(all, most) {
  const names = new Set();
  return all.filter(({ key: [, from, to] }) => {
    const fresh = [from, to].filter((name) => !names.has(name));
    if (names.size + fresh.length > most) return false;
    fresh.forEach((name) => names.add(name));
    return true;
  });
}

// Names in the order of a walk along their pairs, so that those who deal with each other stand close together.
function walked(shown) {
  const partners = new Map();
  for (const { key: [, from, to], n } of shown) {
    for (const [one, other] of [[from, to], [to, from]]) partners.set(one, (partners.get(one) ?? []).concat({ other, n }));
  }
  const order = new Set();
  const visit = (name) => {
    if (order.has(name)) return;
    order.add(name);
    partners.get(name).toSorted((a, b) => partners.get(a.other).length - partners.get(b.other).length).forEach(({ other }) => visit(other));
  };
  [...partners.keys()].toSorted((a, b) => partners.get(b).length - partners.get(a).length).forEach(visit);
  return [...order];
}

function network() {
  const place = document.querySelector('[data-chart="network"]');
  const isNarrow = place.clientWidth < NARROW;
  const shown = drawable(pairs(), isNarrow ? NAMES_SHOWN.narrow : NAMES_SHOWN.wide);
  const weight = new Map();
  for (const { key: [, from, to], n } of shown) for (const name of [from, to]) weight.set(name, (weight.get(name) ?? 0) + n);
  const names = walked(shown);
  const bend = (one, other) => { // the farther apart, the closer to the middle
    const apart = Math.abs(names.indexOf(one) - names.indexOf(other));
    return Math.min(0.02 + 0.012 * Math.min(apart, names.length - apart), 0.1);
  };
  const [label, margin] = isNarrow ? [88, 104] : [150, 166];
  const drawn = chart(place);
  drawn.setOption({
    aria: { enabled: true },
    tooltip: { renderMode: "richText" },
    series: [{
      type: "graph", layout: "circular", circular: { rotateLabel: true }, roam: false,
      left: margin, right: margin, top: margin, bottom: margin,
      data: names.map((name) => ({
        name, value: weight.get(name), symbolSize: Math.min(8 + 3 * Math.sqrt(weight.get(name)), 22), itemStyle: { color: ink("--accent") },
      })),
      links: shown.map(({ key: [kind, source, target], n }) => ({
        source, target, value: n,
        symbol: kind === "deal" ? ["none", "arrow"] : ["none", "none"], symbolSize: 8,
        lineStyle: { width: Math.min(1 + n, 8), color: ink(kind === "deal" ? "--accent" : "--second"), opacity: 0.6, curveness: bend(source, target) },
      })),
      label: { show: true, color: ink("--ink"), fontSize: isNarrow ? 11 : 12.5, width: label, overflow: "truncate" },
      emphasis: { focus: "adjacency" },
    }],
  });
  drawn.on("click", ({ dataType, name, data }) => (dataType === "node" ? filterBy(name) : filterBy(data.source, data.target)));
  return drawn;
}

function listPairs() {
  const merged = new Map();
  for (const { key: [kind, from, to], n } of pairs()) {
    const names = [from, to].toSorted();
    const key = JSON.stringify(names);
    const pair = merged.get(key) ?? { names, deal: 0, agreement: 0 };
    pair[kind] += n;
    merged.set(key, pair);
  }
  const busiest = [...merged.values()].toSorted((a, b) => b.deal + b.agreement - a.deal - a.agreement).slice(0, PAIRS_LISTED);
  const line = ({ names, deal, agreement }) => {
    const facts = [deal && counted(deal, "deal"), agreement && counted(agreement, "agreement")].filter(Boolean).join(", ");
    return element("li", {}, element("button", { class: "open", type: "button", onclick: () => filterBy(...names) }, names.join(" – ")), element("span", { class: "under" }, facts));
  };
  document.querySelector('[data-list="pairs"]').append(...busiest.map(line));
}

// Both lists show what these parties have to do with each other: a country is chosen, other names are looked for.
function filterBy(...names) {
  for (const form of document.querySelectorAll("form.filters")) {
    form.reset();
    const options = new Map([...form.elements.country.options].map((option) => [option.label, option.value]));
    const country = names.find((name) => options.has(name));
    form.elements.country.value = options.get(country) ?? "";
    form.elements.words.value = names.filter((name) => name !== country).join(" ");
    setTimeout(() => form.dispatchEvent(new Event("input", { bubbles: true })));
  }
  document.getElementById("deals").scrollIntoView();
}

function byYear(facts, wanted, years) {
  return years.map((year) => facts.filter((fact) => fact.year === year && standing(fact.status) === wanted).length);
}

function timeline() {
  const place = document.querySelector('[data-chart="time"]');
  const isNarrow = place.clientWidth < NARROW;
  const facts = [...content.deals, ...content.agreements];
  const known = facts.map((fact) => fact.year).filter(Boolean);
  const last = known.reduce((one, other) => Math.max(one, other), 0);
  const first = Math.max(known.reduce((one, other) => Math.min(one, other), last), last - (isNarrow ? YEARS_SHOWN.narrow : YEARS_SHOWN.wide) + 1);
  const years = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const n_earlier = known.filter((year) => year < first).length;
  document.querySelector('[data-count="earlier"]').textContent = n_earlier ? `${counted(n_earlier, "fact")} of years before ${first} ${n_earlier === 1 ? "is" : "are"} left out.` : "";
  const bars = (name, list, wanted, color) => ({ name, type: "bar", stack: list === content.deals ? "deals" : "agreements", data: byYear(list, wanted, years), itemStyle: { color: ink(color) }, barMaxWidth: 22 });
  const drawn = chart(place);
  drawn.setOption({
    aria: { enabled: true },
    tooltip: { renderMode: "richText", trigger: "axis" },
    legend: { textStyle: { color: ink("--ink") }, bottom: 0 },
    grid: { left: 36, right: 12, top: 16, bottom: isNarrow ? 108 : 56 }, // room for three lines of the legend, or one
    xAxis: { type: "category", data: years.map(String), axisLabel: { color: ink("--soft") } },
    yAxis: { type: "value", minInterval: 1, axisLabel: { color: ink("--soft") }, splitLine: { lineStyle: { color: ink("--line") } } },
    series: [
      bars("deals concluded", content.deals, "concluded", "--accent"),
      bars("deals planned or sought", content.deals, "prospective", "--accent-pale"),
      bars("deals called off", content.deals, "off", "--off"),
      bars("agreements concluded", content.agreements, "concluded", "--second"),
      bars("agreements planned", content.agreements, "prospective", "--second-pale"),
      bars("agreements ended or broken", content.agreements, "off", "--off-pale"),
    ],
  });
  return drawn;
}

function drawCharts() {
  let drawn = [network(), timeline()];
  addEventListener("resize", () => drawn.forEach((one) => one.resize()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    drawn.forEach((one) => one.dispose());
    drawn = [network(), timeline()];
  });
  listPairs();
}
