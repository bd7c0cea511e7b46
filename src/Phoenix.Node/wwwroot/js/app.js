// The page: what the node tells, shown.

import { Chart, Series } from "./chart.js";
import { showCommands, showFaults, showLock } from "./commands.js";
import { byId, cells, element, setText, showFigures, showRows } from "./dom.js";
import { connect } from "./live.js";
import { digitsOf, duration, micros, money, percent, price, signed, time, words } from "./text.js";

const series = new Map();
const chart = new Chart(byId("chart"));
let chosen = null;
let incidentsAt = 0;

showLock();
showCommands(() => chosen);
connect(told, lost);

function told(message) {
  if (message.kind === "hello") greet(message);
  else show(message);
}

function lost(ms) {
  badge("bad", `no word from the node for ${duration(ms)}`);
  document.body.classList.add("lost");
}

function greet(hello) {
  setText(byId("exchange"), `${hello.version} on ${hello.exchange}`);
  if (hello.canFault) showFaults();
  series.clear();
  for (const { symbol, points } of hello.symbols) seriesOf(symbol).load(points);
  byId("log-rows").replaceChildren();
  showLog(hello.log);
  if (chosen) chart.show(seriesOf(chosen));
}

function seriesOf(symbol) {
  if (!series.has(symbol)) series.set(symbol, new Series());
  return series.get(symbol);
}

function show(frame) {
  document.body.classList.remove("lost");
  showVerdict(frame);
  showAccount(frame);
  for (const symbol of frame.symbols) seriesOf(symbol.symbol).add(frame.at, symbol);
  showSymbols(frame.symbols);
  const symbol = frame.symbols.find(s => s.symbol === chosen);
  if (symbol) showSymbol(frame, symbol);
  showStreams(frame);
  showRecoveries(frame);
  showLimits(frame.budget);
  showLog(frame.log);
}

function badge(tone, text) {
  const node = byId("verdict");
  setText(node, text);
  node.className = `badge ${tone}`;
}

function showVerdict(frame) {
  const halted = frame.symbols.filter(s => s.halts);
  if (!frame.answers) badge("bad", "the trading system does not answer");
  else if (frame.killed) badge("bad", "killed by the operator");
  else if (frame.symbols.length === 0) badge("warn", "starting");
  else if (halted.length === 0) badge("good", "quoting");
  else badge(halted.length < frame.symbols.length ? "warn" : "bad",
    `${halted.map(s => s.symbol).join(", ")} not quoting`);
}

function showAccount({ account, escalation }) {
  showFigures(byId("account"), [
    ...(account ? [
      { name: "equity", text: money(account.equity) },
      { name: "day's peak", text: money(account.dayPeak) },
      { name: "worst-case notional", text: `${money(account.notional)} of ${money(account.notionalMax)}` },
      ...(account.losses ? [{ name: "losses", text: account.losses, tone: "bad" }] : []),
    ] : []),
    { name: "connections", text: words(escalation), tone: escalation === "Calm" ? "good" : "warn" },
  ]);
}

function showSymbols(symbols) {
  if (!symbols.some(s => s.symbol === chosen)) choose(symbols[0]?.symbol ?? null);
  showRows(byId("symbols"), symbols, s => s.symbol,
    s => element("button", { type: "button", onclick: () => choose(s.symbol) },
      element("b"), element("span", { class: "quiet" })),
    (node, s) => {
      setText(node.firstChild, s.symbol);
      setText(node.lastChild, s.halts ? "halted" : `${s.position} · ${money(sum(s.profit))}`);
      node.className = `tab ${s.halts ? "bad" : "good"}`;
      node.setAttribute("aria-pressed", String(s.symbol === chosen));
    });
}

function choose(symbol) {
  chosen = symbol;
  if (symbol) chart.show(seriesOf(symbol));
}

const sum = profit => profit.sum;

function showSymbol(frame, symbol) {
  setText(byId("market-title"), symbol.symbol);
  const halt = byId("halt");
  halt.hidden = !symbol.halts;
  if (symbol.halts) {
    setText(halt, `not quoted for ${duration(frame.at - symbol.haltedSince)}: ${symbol.ends.join("; ")}`);
  }
  const digits = digitsOf([symbol.bid, symbol.ask, ...symbol.quotes.map(q => q.price)]);
  showFigures(byId("figures"), [
    { name: "bid", text: price(symbol.bid, digits) },
    { name: "ask", text: price(symbol.ask, digits) },
    { name: "book's age", text: duration(symbol.bookAgeMs), tone: symbol.bookAgeMs > 1500 ? "bad" : "" },
    { name: "position", text: signed(symbol.position) },
    { name: "mode", text: words(symbol.mode), tone: symbol.mode === "Normal" ? "" : "warn", title: symbol.modeCause },
    { name: "pace", text: words(symbol.pace), tone: symbol.pace === "Full" ? "" : "warn", title: words(symbol.paceCause) },
    {
      name: "frame to order",
      text: symbol.frameToOrder ? symbol.frameToOrder.slice(0, 2).map(micros).join(" / ") : "–",
      title: symbol.frameToOrder
        ? `over the last minute: half within ${micros(symbol.frameToOrder[0])}, 99 % within `
          + `${micros(symbol.frameToOrder[1])}, all within ${micros(symbol.frameToOrder[2])}` : "",
    },
    { name: "fills", text: String(symbol.fillCount) },
    { name: "uptime", text: percent(symbol.uptime) },
    ...(symbol.losses ? [{ name: "losses", text: symbol.losses, tone: "bad" }] : []),
  ]);
  chart.draw();
  setText(byId("legend"), "line: mid · green and red: our nearest quotes · triangles: fills");
  showLadder(symbol, digits);
  showProfit(symbol);
}

function showLadder(symbol, digits) {
  const of = side => symbol.quotes.filter(q => q.side === side).sort((a, b) => b.price - a.price);
  const rows = [...of("Sell"), { id: "touch", side: "touch" }, ...of("Buy")];
  showRows(byId("ladder-rows"), rows, q => q.id, cells(4), (row, quote) => {
    const isTouch = quote.side === "touch";
    row.className = quote.side.toLowerCase();
    row.title = isTouch ? "" : `${quote.id}, ${words(quote.phase)}`;
    const texts = isTouch
      ? ["", `${price(symbol.bid, digits)} / ${price(symbol.ask, digits)}`, "", ""]
      : [quote.layer || "–", price(quote.price, digits), String(quote.remaining),
        quote.ahead === null ? "–" : quote.ahead.toFixed(3)];
    texts.forEach((text, i) => setText(row.children[i], String(text)));
  });
}

function showProfit({ profit, markouts, placed, canceled, refused }) {
  const rows = [
    ["in all", money(profit.sum)],
    ["spread captured", money(profit.spread)],
    ["inventory", money(profit.inventory)],
    ["fees", money(-profit.fees)],
    ["funding", money(profit.funding)],
    ["markout after 1 s, 10 s, 60 s", markouts.map(m => m === null ? "–" : `${m.toFixed(2)} bps`).join(", ")],
    ["orders placed, canceled, refused", `${placed}, ${canceled}, ${refused}`],
  ];
  showRows(byId("profit-rows"), rows, r => r[0], () => element("div", {}, element("dt"), element("dd")), (row, r) => {
    setText(row.firstChild, r[0]);
    setText(row.lastChild, r[1]);
  });
}

const toneOf = c => c.state !== "up" || c.worst === "Dead" || c.worst === "Stale" ? "bad"
  : c.worst === "Suspect" || c.worst === "Waiting" ? "warn" : "good";

function showStreams({ at, connections }) {
  showRows(byId("stream-rows"), connections, c => c.slot, cells(6), (row, c) => {
    row.className = toneOf(c);
    row.title = c.streams.map(s => `${s.stream}: ${words(s.freshness)}, ${duration(s.ageMs)}`).join("\n");
    const oldest = c.streams.length ? Math.max(...c.streams.map(s => s.ageMs)) : null;
    [
      c.slot,
      c.state === "up" && c.worst ? words(c.worst) : c.state,
      duration(oldest),
      `#${c.epoch} for ${duration(at - c.since)}`,
      String(c.deaths),
      c.lastCause ? `${words(c.lastCause)} at ${time(c.lastDeathAt)}: ${c.lastDetail}` : "",
    ].forEach((text, i) => setText(row.children[i], text));
  });
}

function showRecoveries({ at, recoveries }) {
  const lengthOf = r => r.quotingAgainMs ?? (r.isOpen ? at - r.diedAt : 0);
  const slowest = Math.max(1000, ...recoveries.map(lengthOf));
  showRows(byId("recovery-rows"), [...recoveries].reverse(), r => `${r.slot} ${r.diedAt}`,
    () => {
      const row = cells(7)();
      row.lastChild.append(element("meter", { min: 0 }));
      return row;
    },
    (row, r) => {
      row.title = r.detail;
      [
        time(r.diedAt), r.slot, words(r.cause), duration(r.detectedAfterMs), duration(r.upAgainMs),
        r.quotingAgainMs !== null ? duration(r.quotingAgainMs) : r.isOpen ? "not yet" : "never stopped",
      ].forEach((text, i) => setText(row.children[i], text));
      const meter = row.lastChild.firstChild;
      meter.max = slowest;
      meter.value = lengthOf(r);
      row.className = r.isOpen ? "bad" : "";
    });
  if (at - incidentsAt > 10_000) {
    incidentsAt = at;
    showIncidents();
  }
}

async function showIncidents() {
  const reply = await fetch("/incidents/");
  if (!reply.ok) return;
  const names = await reply.json();
  showRows(byId("incidents"), names.slice(0, 8), name => name,
    name => element("a", { href: `/incidents/${encodeURIComponent(name)}`, target: "_blank", rel: "noopener" }),
    (node, name) => setText(node, `report of ${name}`));
}

function showLimits(budget) {
  const rows = [
    ["request weight per minute", budget.weight, budget.weightLimit],
    ["orders per 10 s", budget.ordersShort, budget.ordersShortLimit],
    ["orders per minute", budget.ordersLong, budget.ordersLongLimit],
  ];
  showRows(byId("limit-rows"), rows, r => r[0],
    () => element("label", {}, element("span"), element("meter", { min: 0, max: 1, low: 0.7, high: 0.9, optimum: 0 })),
    (row, [name, used, limit]) => {
      setText(row.firstChild, `${name}: ${used} of ${limit}`);
      row.lastChild.value = limit > 0 ? used / limit : 0;
    });
}

function showLog(lines) {
  if (lines.length === 0) return;
  const list = byId("log-rows");
  const atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 8;
  list.append(...lines.map(line => element("li", { class: line.level.toLowerCase() },
    element("time", {}, time(line.at)), element("b", {}, line.part), line.text)));
  while (list.children.length > 200) list.firstChild.remove();
  if (atEnd) list.scrollTop = list.scrollHeight;
}
