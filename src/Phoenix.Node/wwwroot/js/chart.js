// The live chart: mid, our quotes and fills over the last minutes.

import { time } from "./text.js";

const Window = 180;
const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Points of one symbol, by column as the chart wants them. */
export class Series {
  constructor() {
    this.rows = [];
    this.fills = [];
  }

  load(points) {
    this.rows = points.map(p => [p.at / 1000, mid(p.bid, p.ask), p.ourBid, p.ourAsk]);
  }

  add(at, symbol) {
    const of = side => symbol.quotes.filter(q => q.side === side).map(q => q.price);
    const bids = of("Buy");
    const asks = of("Sell");
    this.rows.push([
      at / 1000,
      mid(symbol.bid, symbol.ask),
      bids.length ? Math.max(...bids) : null,
      asks.length ? Math.min(...asks) : null,
    ]);
    const oldest = at / 1000 - 900;
    if (this.rows[0][0] < oldest - 60) this.rows = this.rows.filter(row => row[0] >= oldest);
    this.fills = symbol.fills;
  }

  get data() {
    const from = (this.rows.at(-1)?.[0] ?? 0) - Window;
    const rows = this.rows.filter(row => row[0] >= from);
    return [0, 1, 2, 3].map(column => rows.map(row => row[column]));
  }
}

function mid(bid, ask) {
  return bid === null || ask === null ? null : (bid + ask) / 2;
}

export class Chart {
  constructor(host) {
    this.host = host;
    this.series = new Series();
    this.plot = null;
    new ResizeObserver(() => this.resize()).observe(host);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.rebuild());
    this.rebuild();
  }

  show(series) {
    this.series = series;
    this.draw();
  }

  draw() {
    this.plot?.setData(this.series.data);
  }

  resize() {
    if (this.host.clientWidth > 0) this.plot?.setSize({ width: this.host.clientWidth, height: this.host.clientHeight });
  }

  rebuild() {
    this.plot?.destroy();
    const line = (label, stroke, width) => ({ label, stroke, width, spanGaps: false, points: { show: false } });
    const axis = { stroke: style("--quiet"), grid: { stroke: style("--rule"), width: 1 }, ticks: { show: false } };
    this.plot = new uPlot({
      width: Math.max(200, this.host.clientWidth),
      height: Math.max(160, this.host.clientHeight),
      cursor: { y: false },
      legend: { show: false },
      series: [
        {},
        line("mid", style("--ink"), 1.5),
        line("our bid", style("--buy"), 1.5),
        line("our ask", style("--sell"), 1.5),
      ],
      axes: [{ ...axis, values: (_, at) => at.map(s => time(1000 * s)) }, { ...axis, size: 72 }],
      hooks: { draw: [plot => this.drawFills(plot)] },
    }, this.series.data, this.host);
  }

  /** A triangle for each execution: up for what we bought, down for what we sold. */
  drawFills(plot) {
    const { ctx } = plot;
    const size = 5 * devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
    ctx.clip();
    for (const fill of this.series.fills) {
      const x = plot.valToPos(fill.at / 1000, "x", true);
      const y = plot.valToPos(fill.price, "y", true);
      const tip = fill.side === "Buy" ? -size : size;
      ctx.fillStyle = style(fill.side === "Buy" ? "--buy" : "--sell");
      ctx.beginPath();
      ctx.moveTo(x, y + tip);
      ctx.lineTo(x - size, y - tip);
      ctx.lineTo(x + size, y - tip);
      ctx.fill();
    }
    ctx.restore();
  }
}
