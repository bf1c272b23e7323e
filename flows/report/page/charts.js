// Who with whom, and facts by year.
"use strict";

const { chart } = window.ententeLibraries;
const SIZES = { // of a chart: names that a side has room for, pixels of a name, of its letters and of its line
  wide: { names: 24, label: 236, font: 13, row: 40 },
  narrow: { names: 14, label: 108, font: 11, row: 36 },
};
const PAIRS_LISTED = { wide: 10, narrow: 6 };
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

const pairOf = (from, to) => JSON.stringify([from, to].toSorted());

const holds = (fact) => standing(fact.status) === "concluded";
const isPart = (fact) => Boolean(fact.part_of); // of a deal that is drawn
const byBothSides = (deal) => joined(sides(deal.supplier_countries, deal.suppliers), sides(deal.recipient_countries, deal.recipients));

function betweenParties(agreement) {
  const parties = sides(agreement.party_countries, agreement.parties);
  return joined(parties, parties).filter(([one, other]) => one < other);
}

// Parties with the number of deals that hold, by direction, and of such agreements, which stand in the direction of a
// deal where there is one; those with most facts between them first.
function pairs() {
  const found = new Map();
  const between = new Map();
  const count = (kind) => ([from, to]) => {
    const key = JSON.stringify([kind, from, to]);
    found.set(key, (found.get(key) ?? 0) + 1);
    between.set(pairOf(from, to), (between.get(pairOf(from, to)) ?? 0) + 1);
  };
  content.deals.filter((deal) => holds(deal) && !isPart(deal)).flatMap(byBothSides).forEach(count("deal"));
  const alongDeals = ([one, other]) => found.has(JSON.stringify(["deal", other, one])) ? [other, one] : [one, other];
  content.agreements.filter(holds).flatMap(betweenParties).map(alongDeals).forEach(count("agreement"));
  const all = [...found].map(([key, n]) => ({ key: JSON.parse(key), n }));
  const most = ({ key: [, from, to] }) => between.get(pairOf(from, to));
  return all.toSorted((one, other) => most(other) - most(one));
}

// The busiest pairs, as long as a side has room for their names.
function drawable(all, most) {
  const names = { left: new Set(), right: new Set() };
  return all.filter(({ key: [, from, to] }) => {
    const hasRoom = (side, name) => names[side].has(name) || names[side].size < most;
    if (!hasRoom("left", from) || !hasRoom("right", to)) return false;
    names.left.add(from);
    names.right.add(to);
    return true;
  });
}

const different = (found) => new Set(found.map(({ key: [, from, to] }) => pairOf(from, to))).size;

function leftOut(all, shown) {
  const facts = [...content.deals, ...content.agreements];
  const n_open = facts.filter((fact) => !holds(fact)).length;
  const n_parts = content.deals.filter((deal) => holds(deal) && isPart(deal)).length;
  const isAlone = (pairsOf) => (fact) => holds(fact) && !isPart(fact) && !pairsOf(fact).length;
  const n_alone = content.deals.filter(isAlone(byBothSides)).length + content.agreements.filter(isAlone(betweenParties)).length;
  const n_pairs = different(all) - different(shown);
  return [
    n_open && `${n_open} planned, sought, called off or ended`,
    n_alone && `${n_alone} of which only one side is known`,
    n_parts && `${counted(n_parts, "part")} of other deals`,
    n_pairs && `${counted(n_pairs, "more pair")} for want of room`,
  ].filter(Boolean).join("; ");
}

function nothing(place, why) {
  place.className = "note";
  place.removeAttribute("role");
  place.replaceChildren(why);
}

// Suppliers stand left, recipients right, so a name may stand on both sides. Bands grow with the root of their facts:
// a pair of a hundred leaves room for a pair of one.
function network() {
  const place = document.querySelector('[data-chart="network"]');
  const size = place.clientWidth < NARROW ? SIZES.narrow : SIZES.wide;
  const all = pairs();
  const shown = drawable(all, size.names);
  const missing = leftOut(all, shown);
  document.querySelector('[data-count="undrawn"]').textContent = missing && `Not drawn: ${missing}.`;
  if (!shown.length) return nothing(place, "No two parties stand together in a fact yet.");
  const n_names = Math.max(...[1, 2].map((end) => new Set(shown.map(({ key }) => key[end])).size));
  place.style.height = `${Math.min(place.clientHeight, 32 + size.row * n_names)}px`;
  const id = (side, name) => `${side}:${name}`;
  const bare = (name) => name.slice(name.indexOf(":") + 1);
  const node = (side, name) => ({
    name: id(side, name), depth: side === "left" ? 0 : 1, itemStyle: { color: ink("--accent") }, label: { position: side },
  });
  const named = (side, end) => [...new Set(shown.map(({ key }) => key[end]))].map((name) => node(side, name));
  const told = ({ data, dataType }) => dataType === "node" ? bare(data.name) : `${bare(data.source)} ${data.kind === "deal" ? "→" : "–"} ${bare(data.target)}: ${counted(data.n, data.kind)}`;
  const drawn = chart(place);
  drawn.setOption({
    aria: { enabled: true },
    animation: false,
    tooltip: { renderMode: "richText", formatter: told },
    series: [{
      type: "sankey", left: size.label + 14, right: size.label + 14, top: 16, bottom: 16, draggable: false,
      nodeWidth: 9, nodeGap: 15, layoutIterations: 64, // a gap is a line of a label: labels never touch
      data: [...named("left", 1), ...named("right", 2)],
      links: shown.map(({ key: [kind, from, to], n }) => ({
        source: id("left", from), target: id("right", to), value: Math.sqrt(n), n, kind,
        lineStyle: { color: ink(kind === "deal" ? "--accent" : "--second") },
      })),
      edgeLabel: { show: true, color: ink("--ink"), fontSize: size.font, formatter: ({ data }) => (data.n > 1 ? String(data.n) : "") },
      label: { color: ink("--ink"), fontSize: size.font, width: size.label, overflow: "truncate", formatter: ({ name }) => bare(name) },
      lineStyle: { opacity: 0.42, curveness: 0.5 },
      emphasis: { focus: "adjacency", lineStyle: { opacity: 0.75 } },
    }],
  });
  drawn.on("click", ({ dataType, data }) => (dataType === "node" ? filterBy(bare(data.name)) : filterBy(bare(data.source), bare(data.target))));
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
  const inOrder = (a, b) => b.deal + b.agreement - a.deal - a.agreement || a.names.join().localeCompare(b.names.join());
  const most = innerWidth <= 640 ? PAIRS_LISTED.narrow : PAIRS_LISTED.wide;
  const busiest = [...merged.values()].toSorted(inOrder).slice(0, most);
  const n_more = merged.size - busiest.length;
  const line = ({ names, deal, agreement }) => {
    const facts = [deal && counted(deal, "deal"), agreement && counted(agreement, "agreement")].filter(Boolean).join(", ");
    return element("li", {}, element("button", { class: "open", type: "button", onclick: () => filterBy(...names) }, names.join(" – ")), element("span", { class: "under" }, facts));
  };
  document.querySelector('[data-list="pairs"]').replaceChildren(...busiest.map(line));
  document.querySelector('[data-count="pairs"]').textContent = n_more ? `${counted(n_more, "more pair")} not listed: filter the lists above by a party.` : "";
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
  if (!last) return nothing(place, "No year is known yet.");
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
  const charts = () => [network(), timeline()].filter(Boolean);
  let drawn = charts();
  addEventListener("resize", () => drawn.forEach((one) => one.resize()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    drawn.forEach((one) => one.dispose());
    drawn = charts();
  });
  listPairs();
}
