// Order books kept by others: ccxt's own, and one kept after the documented procedure from the streams of the binance
// package. A witness beside them hears the best twenty levels of each frame; at every update id that both know, they
// are to be equal, before and after frames are lost, connections end and subscriptions are renewed.
import ccxt from 'ccxt';
import { USDMClient, WebsocketClient } from 'binance';
import WebSocket from 'ws';
import { check, control, end, rest, step, streams } from './session.ts';

const stream = 'ethusdc@depth@100ms';
const depth = 20;
const truth = new Map();
const witness = new WebSocket(`${streams}/public/ws/ethusdc@depth${depth}@100ms`);
witness.on('message', (text) => {
  const { u, b, a } = JSON.parse(text);
  truth.set(u, told(b, a));
});

function told(bids, asks) {
  const side = (levels) => levels.slice(0, depth).map(([price, size]) => `${Number(price)}:${Number(size)}`).join(' ');
  return `${side(bids)} | ${side(asks)}`;
}

/** Compares each state of one book with the witness; `agrees(n)` waits for n further equal ones. */
function judge() {
  let [equal, wanted, done, fail] = [0, Infinity, () => {}, () => {}];
  return {
    see(id, bids, asks) {
      const [ours, theirs] = [told(bids, asks), truth.get(id)];
      if (theirs === undefined) return setTimeout(() => truth.has(id) && compare(id, ours), 50);
      return compare(id, ours);
    },
    agrees: (n) => new Promise((kept, broken) => { [wanted, done, fail] = [equal + n, kept, broken]; }),
  };
  function compare(id, ours) {
    if (ours !== truth.get(id)) return fail(new Error(`at ${id}\n${ours}\n${truth.get(id)}`));
    equal += 1;
    if (equal >= wanted) done(equal);
    return undefined;
  }
}

/** The socket over which a book's frames come; the witness has another stream. */
async function socket() {
  const { sockets } = await control('GET', '/venue/state');
  return String(sockets.find((one) => JSON.stringify(one).includes(`"${stream}"`)).id);
}

async function trials(name, judged, renew) {
  await step(`${name}: at first`, () => judged.agrees(5));
  const faults = {
    'a lost frame': (id) => ({ verb: 'gap', target: id, stream }),
    'lost frames': (id) => ({ verb: 'gap', target: id, stream, n: 5 }),
    'a dropped connection': (id) => ({ verb: 'drop', target: id }),
    'a closed connection': (id) => ({ verb: 'close', target: id, code: 1001 }),
  };
  for (const [fault, body] of Object.entries(faults)) {
    await step(`${name}: after ${fault}`, async () => {
      await control('POST', '/venue/faults', body(await socket()));
      await new Promise((later) => setTimeout(later, 200));   // the fault is met first, else the old book agrees
      return judged.agrees(5);
    });
  }
  await step(`${name}: after a renewed subscription`, async () => {
    await renew();
    return judged.agrees(5);
  });
}

// ccxt keeps the book itself.
const exchange = new ccxt.pro.binanceusdm({ enableRateLimit: false });
exchange.urls.api.fapiPublic = `${rest}/fapi/v1`;
exchange.urls.api.ws.future = `${streams}/ws`;
exchange.options.fetchCurrencies = false;
const symbol = 'ETH/USDC:USDC';
const ofCcxt = judge();
let [watching, breaks] = [true, 0];
const watched = (async () => {
  while (watching) {
    try {
      const book = await exchange.watchOrderBook(symbol);
      ofCcxt.see(book.nonce, book.bids, book.asks);
    } catch {
      breaks += 1;
    }
  }
})();
await trials('ccxt', ofCcxt, () => exchange.unWatchOrderBook(symbol));
watching = false;
await exchange.close();
await watched;
await step('ccxt: noticed', async () => check(breaks >= 3, `${breaks} breaks`));

// The binance package delivers frames; the documented procedure makes a book of them.
const ofPackage = judge();
const api = new USDMClient({ baseUrl: rest, beautifyResponses: false });
const sockets = new WebsocketClient(
  { beautify: false, wsUrl: streams, reconnectTimeout: 200 }, { trace() {}, info() {}, error() {} });
let [book, early, restarts] = [null, [], 0];
sockets.on('exception', () => {});
sockets.on('message', (frame) => {
  if (frame.e !== 'depthUpdate') return;
  if (book && frame.pu !== book.id) restart();
  if (book) apply(frame); else early.push(frame);
});
sockets.on('reconnected', restart);

async function restart() {
  [book, early] = [null, []];
  restarts += 1;
  const mine = restarts;
  while (mine === restarts) {
    const snapshot = await api.getOrderBook({ symbol: 'ETHUSDC', limit: 1000 });
    const isKnown = (frame) => frame.u >= snapshot.lastUpdateId;
    while (!early.some(isKnown) && mine === restarts) await new Promise((later) => setTimeout(later, 20));
    if (mine !== restarts) return;
    if (early[0].U > snapshot.lastUpdateId) continue;   // frames between the two are missing: a later snapshot
    const fitting = early.filter(isKnown);
    book = { bids: new Map(snapshot.bids), asks: new Map(snapshot.asks), id: snapshot.lastUpdateId };
    fitting.forEach(apply);
    return;
  }
}

function apply(frame) {
  for (const [side, levels] of [[book.bids, frame.b], [book.asks, frame.a]]) {
    for (const [price, size] of levels) {
      if (Number(size) === 0) side.delete(price); else side.set(price, size);
    }
  }
  book.id = frame.u;
  const sorted = (side, sign) => [...side].sort(([one], [other]) => sign * (one - other));
  ofPackage.see(frame.u, sorted(book.bids, -1), sorted(book.asks, 1));
}

await step('binance: subscribe', async () => {
  await sockets.subscribeDiffBookDepth('ETHUSDC', 100, 'usdm');
  restart();
});
await trials('binance', ofPackage, async () => {
  await sockets.unsubscribe([stream], 'usdmPublic');
  await sockets.subscribe([stream], 'usdmPublic');
});
await step('binance: noticed', async () => check(restarts >= 5, `${restarts} restarts`));
end();
