// A session of binance-api-node, a client written in JavaScript.
import Binance from 'binance-api-node';
import { apiKey, apiSecret, check, end, listener, mailbox, refusal, rest, step, streams } from './session.ts';

const client = Binance.default({
  apiKey, apiSecret, httpFutures: rest, wsFuturesPublic: `${streams}/public/ws`,
  wsFuturesMarket: `${streams}/market/ws`, wsFuturesPrivate: `${streams}/private/ws`,
});
const symbol = 'ETHUSDC';

// The market
await step('ping', () => client.futuresPing());
await step('time', async () => Math.abs(await client.futuresTime() - Date.now()));
await step('exchange info', async () => (await client.futuresExchangeInfo()).symbols.map((s) => s.symbol));
const book = await step('order book', () => client.futuresBook({ symbol, limit: 20 }));
const bid = Number(book.bids[0].price);
const price = Math.floor(bid * 0.99);
await step('prices', async () => (await client.futuresPrices()).ETHUSDC);
await step('day ticker', async () => (await client.futuresDailyStats({ symbol })).symbol);
await step('book tickers', async () => (await client.futuresAllBookTickers()).ETHUSDC.symbol);
await step('mark price', async () => (await client.futuresMarkPrice({ symbol })).symbol);
await step('trades', async () => (await client.futuresTrades({ symbol, limit: 5 })).length);
await step('aggregate trades', async () => (await client.futuresAggTrades({ symbol, limit: 5 })).length);
await step('candles', async () => (await client.futuresCandles({ symbol, interval: '1m', limit: 5 })).length);
await step('funding rate', async () => (await client.futuresFundingRate({ symbol })).length);

// The account
await step('balance', async () =>
  Number((await client.futuresAccountBalance()).find((b) => b.asset === 'USDC').balance));
await step('account', async () => (await client.futuresAccountInfo()).canTrade);
await step('position mode', async () => (await client.futuresPositionMode()).dualSidePosition);
await step('leverage', async () => (await client.futuresLeverage({ symbol, leverage: 20 })).leverage);
await step('margin type', () => refusal(() => client.futuresMarginType({ symbol, marginType: 'CROSSED' })));
await step('brackets', async () => (await client.futuresLeverageBracket({ symbol }))[0].brackets.length);
await step('commission', async () => (await client.futuresCommissionRate({ symbol })).makerCommissionRate);

// The streams
const heard = (open) => new Promise((tell) => open(tell));
await step('depth stream', async () => {
  const frame = await heard((tell) => client.ws.futuresDepth(symbol, tell));
  check(frame.firstUpdateId <= frame.finalUpdateId, JSON.stringify(frame));
});
await step('partial depth stream', async () =>
  (await heard((tell) => client.ws.futuresPartialDepth({ symbol, level: 5 }, tell))).bidDepth.length);
await step('aggregate trade stream', async () =>
  (await heard((tell) => client.ws.futuresAggTrades(symbol, tell))).symbol);
await step('ticker stream', async () => (await heard((tell) => client.ws.futuresTicker(symbol, tell))).symbol);
await step('candle stream', async () => (await heard((tell) => client.ws.futuresCandles(symbol, '1m', tell))).symbol);

// Trading, with the account's own stream open
const events = mailbox();
let leave;
await step('user stream', async () => {
  leave = await client.ws.futuresUser((event) => events.put(event));
  await listener();
});
const update = (orderId, type) => events.first((e) =>
  e.eventType === 'ORDER_TRADE_UPDATE' && e.orderId === orderId && e.executionType === type);
const resting = await step('post-only', () => client.futuresOrder(
  { symbol, side: 'BUY', type: 'LIMIT', quantity: 0.1, price, timeInForce: 'GTX' }));
await step('event of the post-only', async () => (await update(resting.orderId, 'NEW')).orderStatus);
await step('post-only that crosses', () => refusal(() => client.futuresOrder(
  { symbol, side: 'BUY', type: 'LIMIT', quantity: 0.1, price: price + 100, timeInForce: 'GTX' })));
await step('amend', async () => (await client.futuresUpdateOrder(
  { symbol, orderId: resting.orderId, side: 'BUY', quantity: 0.2, price: price - 1 })).origQty);
await step('event of the amendment', async () => (await update(resting.orderId, 'AMENDMENT')).quantity);
await step('order', async () => (await client.futuresGetOrder({ symbol, orderId: resting.orderId })).status);
await step('open orders', async () => (await client.futuresOpenOrders({ symbol })).length);
await step('cancel', async () => (await client.futuresCancelOrder({ symbol, orderId: resting.orderId })).status);
await step('event of the cancel', async () => (await update(resting.orderId, 'CANCELED')).orderStatus);
await step('batch', async () => (await client.futuresBatchOrders({
  batchOrders: JSON.stringify([1, 2].map((n) => (
    { symbol, side: 'BUY', type: 'LIMIT', quantity: '0.1', price: `${price - n}`, timeInForce: 'GTX' }))),
})).map((o) => o.status));
await step('cancel all', async () => {
  await client.futuresCancelAllOpenOrders({ symbol });
  return (await client.futuresOpenOrders({ symbol })).length;
});
const bought = await step('market', () => client.futuresOrder(
  { symbol, side: 'BUY', type: 'MARKET', quantity: 0.1, newOrderRespType: 'RESULT' }));
await step('event of the fill', async () => (await update(bought.orderId, 'TRADE')).orderStatus);
await step('position', async () => (await client.futuresPositionRisk({ symbol })).map((p) => Number(p.positionAmt)));
await step('my trades', async () => (await client.futuresUserTrades({ symbol })).length);
await step('all orders', async () => (await client.futuresAllOrders({ symbol })).length);
await step('income', async () => (await client.futuresIncome({ symbol })).length);
await step('flat', () => client.futuresOrder(
  { symbol, side: 'SELL', type: 'MARKET', quantity: 0.1, reduceOnly: 'true', newOrderRespType: 'RESULT' }));

// The life of a listen key
await step('listen key', async () => {
  const { listenKey } = await client.futuresGetDataStream();
  await client.futuresKeepDataStream();
  return listenKey.length;
});
await step('leave', () => leave());
end();
