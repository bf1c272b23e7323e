// Who with whom as a network, and facts by year.
"use strict";

const { chart } = window.ententeLibraries;
const PAIRS_SHOWN = 60;
const YEARS_SHOWN = 40;

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
  return all.toSorted((one, other) => other.n - one.n).slice(0, PAIRS_SHOWN);
}

function network() {
  const shown = pairs();
  const weight = new Map();
  for (const { key: [, from, to], n } of shown) for (const name of [from, to]) weight.set(name, (weight.get(name) ?? 0) + n);
  const drawn = chart(document.querySelector('[data-chart="network"]'));
  drawn.setOption({
    aria: { enabled: true },
    tooltip: { renderMode: "richText" },
    series: [{
      type: "graph", layout: "force", roam: false, zoom: 0.9, draggable: true,
      force: { repulsion: 170, edgeLength: [45, 110], gravity: 0.17, friction: 0.25, layoutAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches },
      data: [...weight].map(([name, n]) => ({
        name, value: n, symbolSize: 9 + 6 * Math.sqrt(n), itemStyle: { color: ink("--accent") },
      })),
      links: shown.map(({ key: [kind, source, target], n }) => ({
        source, target, value: n,
        symbol: kind === "deal" ? ["none", "arrow"] : ["none", "none"], symbolSize: 8,
        lineStyle: { width: 1 + n, color: ink(kind === "deal" ? "--accent" : "--second"), opacity: 0.65, curveness: 0.12 },
      })),
      label: { show: true, position: "right", color: ink("--ink"), fontSize: 12 },
      labelLayout: { hideOverlap: true },
      emphasis: { focus: "adjacency" },
    }],
  });
  drawn.on("click", ({ dataType, name }) => dataType === "node" && filterBy(name));
  return drawn;
}

function filterBy(name) {
  const code = Object.entries(content.countries).find(([, country]) => country === name)?.[0];
  for (const form of document.querySelectorAll("form.filters")) {
    form.reset();
    const options = [...form.elements.country.options].map((option) => option.value);
    if (code && options.includes(code)) form.elements.country.value = code;
    else form.elements.words.value = name;
    setTimeout(() => form.dispatchEvent(new Event("input", { bubbles: true })));
  }
  document.getElementById("deals").scrollIntoView();
}

function byYear(facts, wanted, years) {
  return years.map((year) => facts.filter((fact) => fact.year === year && standing(fact.status) === wanted).length);
}

function timeline() {
  const facts = [...content.deals, ...content.agreements];
  const years = [...new Set(facts.map((fact) => fact.year))].filter(Boolean).toSorted((one, other) => one - other).slice(-YEARS_SHOWN);
  const bars = (name, list, wanted, color) => ({ name, type: "bar", stack: list === content.deals ? "deals" : "agreements", data: byYear(list, wanted, years), itemStyle: { color: ink(color) }, barMaxWidth: 22 });
  const drawn = chart(document.querySelector('[data-chart="time"]'));
  drawn.setOption({
    aria: { enabled: true },
    tooltip: { renderMode: "richText", trigger: "axis" },
    legend: { textStyle: { color: ink("--ink") }, bottom: 0 },
    grid: { left: 36, right: 12, top: 16, bottom: 56 },
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
}
