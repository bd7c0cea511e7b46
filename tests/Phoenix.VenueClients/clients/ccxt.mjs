import ccxt from 'ccxt';
import { apiKey, apiSecret, end, listener, refusal, rest, step, streams } from './session.ts';

const exchange = new ccxt.pro.binanceusdm({ apiKey, secret: apiSecret, enableRateLimit: false });
for (const [name, address] of Object.entries(exchange.urls.api)) {
  if (typeof address === 'string') exchange.urls.api[name] = address.replace('https://fapi.binance.com', rest);
}
exchange.urls.api.ws.future = `${streams}/ws`;
exchange.urls.api.ws['ws-api'].future = `${streams}/ws-fapi/v1`;
// Currencies are asked of the spot wallet's API, which is no part of a futures exchange.
exchange.options.fetchCurrencies = false;

const symbol = 'ETH/USDC:USDC';

await step('time', async () => Math.abs(await exchange.fetchTime() - Date.now()));
await step('markets', async () => Object.keys(await exchange.loadMarkets()));
await step('market', async () => {
  const market = exchange.market(symbol);
  return { tick: market.precision.price, step: market.precision.amount, minNotional: market.limits.cost.min };
});
const book = await step('order book', () => exchange.fetchOrderBook(symbol, 20));
const touch = () => [book.bids[0][0], book.asks[0][0]];
await step('ticker', () => exchange.fetchTicker(symbol));
await step('tickers', async () => Object.keys(await exchange.fetchTickers([symbol])));
await step('last prices', () => exchange.fetchLastPrices([symbol]));
await step('bids and asks', () => exchange.fetchBidsAsks([symbol]));
await step('trades', async () => (await exchange.fetchTrades(symbol, undefined, 5)).length);
await step('candles', async () => (await exchange.fetchOHLCV(symbol, '1m', undefined, 5)).length);
await step('mark price', () => exchange.fetchMarkPrice(symbol));
await step('funding rate', () => exchange.fetchFundingRate(symbol));
await step('funding rate history', () => exchange.fetchFundingRateHistory(symbol));
await step('open interest', () => exchange.fetchOpenInterest(symbol));
await step('balance', async () => (await exchange.fetchBalance()).USDC.total);
await step('positions at first', () => exchange.fetchPositions([symbol]));
await step('leverage', () => exchange.setLeverage(20, symbol));
await step('margin mode', async () => refusal(() => exchange.setMarginMode('cross', symbol)));
await step('position mode', () => exchange.fetchPositionMode(symbol));
await step('trading fee', () => exchange.fetchTradingFee(symbol));
await step('leverage tiers', async () => (await exchange.fetchLeverageTiers([symbol]))[symbol]?.length);

// The streams
await step('watch order book', async () => {
  const seen = await exchange.watchOrderBook(symbol);
  return { bids: seen.bids.length, asks: seen.asks.length, nonce: seen.nonce };
});
await step('watch trades', async () => (await exchange.watchTrades(symbol))[0]);
await step('watch ticker', () => exchange.watchTicker(symbol));
await step('watch bids and asks', () => exchange.watchBidsAsks([symbol]));
await step('watch mark price', () => exchange.watchMarkPrice(symbol));
await step('watch candles', () => exchange.watchOHLCV(symbol, '1m'));

// Trading, with the account's own stream open
await step('watch balance', async () => {
  const changed = exchange.watchBalance();
  const orders = exchange.watchOrders(symbol);
  await listener();
  const bought = await exchange.createOrder(symbol, 'market', 'buy', 0.1);
  const [balance, [order]] = [await changed, await orders];
  return { balance: balance.USDC, order: order.status, placed: bought.status, filled: bought.filled };
});
await step('positions', async () => (await exchange.fetchPositions([symbol])).map((p) => [p.side, p.contracts]));
await step('watch positions', async () => {
  const changed = exchange.watchPositions([symbol]);
  await exchange.createOrder(symbol, 'market', 'sell', 0.05);
  return (await changed).map((p) => [p.side, p.contracts]);
});
await step('my trades', async () =>
  (await exchange.fetchMyTrades(symbol)).map((t) => [t.side, t.amount, t.takerOrMaker]));
const price = Math.floor(touch()[0] * 0.99);
const resting = await step('post-only', () =>
  exchange.createOrder(symbol, 'limit', 'buy', 0.1, price, { postOnly: true }));
await step('post-only that crosses', () =>
  refusal(() => exchange.createOrder(symbol, 'limit', 'buy', 0.1, touch()[1] + 50, { postOnly: true })));
await step('order', async () => (await exchange.fetchOrder(resting.id, symbol)).status);
await step('open orders', async () => (await exchange.fetchOpenOrders(symbol)).map((o) => o.id === resting.id));
await step('amend', async () => (await exchange.editOrder(resting.id, symbol, 'limit', 'buy', 0.2, price - 1)).amount);
await step('cancel', async () => (await exchange.cancelOrder(resting.id, symbol)).status);
await step('cancel an unknown one', () => refusal(() => exchange.cancelOrder('1', symbol)));
const batch = await step('batch', async () => (await exchange.createOrders([1, 2, 3].map((n) => (
  { symbol, type: 'limit', side: 'buy', amount: 0.1, price: price - n, params: { postOnly: true } }
)))).map((o) => o.id));
await step('amend a batch', async () => (await exchange.editOrders(batch.slice(0, 2).map((id, n) => (
  { id, symbol, type: 'limit', side: 'buy', amount: 0.1, price: price - 10 - n }
)))).map((o) => o.price));
await step('cancel a batch', async () => (await exchange.cancelOrders(batch.slice(0, 2), symbol)).length);
await step('cancel all', async () => {
  await exchange.cancelAllOrders(symbol);
  return (await exchange.fetchOpenOrders(symbol)).length;
});
await step('orders', async () => (await exchange.fetchOrders(symbol)).length);
await step('closed orders', async () => (await exchange.fetchClosedOrders(symbol)).length);
await step('stop order', () =>
  exchange.createOrder(symbol, 'market', 'sell', 0.05, undefined, { stopLossPrice: price * 0.9, reduceOnly: true }));
await step('ledger', async () => (await exchange.fetchLedger('USDC')).length);
await step('funding history', async () => (await exchange.fetchFundingHistory(symbol)).length);

// The same over the trading API
const placed = await step('ws place', () =>
  exchange.createOrderWs(symbol, 'limit', 'buy', 0.1, price - 5, { timeInForce: 'GTX' }));
await step('ws amend', async () =>
  (await exchange.editOrderWs(placed.id, symbol, 'limit', 'buy', 0.1, price - 6)).price);
await step('ws order', async () => (await exchange.fetchOrderWs(placed.id, symbol)).status);
await step('ws cancel', async () => (await exchange.cancelOrderWs(placed.id, symbol)).status);
await step('ws balance', async () => (await exchange.fetchBalanceWs()).USDC);
await step('ws positions', async () => (await exchange.fetchPositionsWs([symbol])).length);
await step('ws order book', async () => (await exchange.fetchOrderBookWs(symbol, 20)).bids.length);
await step('ws ticker', async () => (await exchange.fetchTickerWs(symbol)).last);

await step('flat', async () => {
  await exchange.createOrder(symbol, 'market', 'sell', 0.05, undefined, { reduceOnly: true });
  return (await exchange.fetchPositions([symbol])).length;
});
await step('close', () => exchange.close());
end();
