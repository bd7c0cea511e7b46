import { USDMClient, WebsocketAPIClient, WebsocketClient } from 'binance';
import { apiKey, apiSecret, check, end, mailbox, refusal, rest, step, streams } from './session.ts';

const silent = { trace() {}, info() {}, error() {} };
const client = new USDMClient({ api_key: apiKey, api_secret: apiSecret, baseUrl: rest, beautifyResponses: false });
const symbol = 'ETHUSDC';

await step('ping', () => client.testConnectivity());
await step('time', async () => Math.abs(await client.getServerTime() - Date.now()));
await step('exchange info', async () => (await client.getExchangeInfo()).symbols.map((s) => s.symbol));
const book = await step('order book', () => client.getOrderBook({ symbol, limit: 20 }));
const bid = Number(book.bids[0][0]);
const price = Math.floor(bid * 0.99);
await step('book ticker', () => client.getSymbolOrderBookTicker({ symbol }));
await step('price ticker', () => client.getSymbolPriceTicker({ symbol }));
await step('day ticker', () => client.get24hrChangeStatistics({ symbol }));
await step('mark price', () => client.getMarkPrice({ symbol }));
await step('recent trades', async () => (await client.getRecentTrades({ symbol, limit: 5 })).length);
await step('aggregate trades', async () => (await client.getAggregateTrades({ symbol, limit: 5 })).length);
await step('klines', async () => (await client.getKlines({ symbol, interval: '1m', limit: 5 })).length);
await step('mark price klines', async () =>
  (await client.getMarkPriceKlines({ symbol, interval: '1m', limit: 5 })).length);
await step('funding history', async () => (await client.getFundingRateHistory({ symbol })).length);
await step('funding rates', async () => (await client.getFundingRates()).length);
await step('open interest', () => client.getOpenInterest({ symbol }));
await step('balance', async () => (await client.getBalanceV3()).map((b) => [b.asset, b.balance]));
await step('balance of old', async () => (await client.getBalance()).map((b) => [b.asset, b.balance]));
await step('account', async () => (await client.getAccountInformationV3()).assets.length);
await step('account of old', async () => (await client.getAccountInformation()).canTrade);
await step('positions at first', async () => (await client.getPositionsV3()).length);
await step('leverage', () => client.setLeverage({ symbol, leverage: 20 }));
await step('margin type', () => refusal(() => client.setMarginType({ symbol, marginType: 'CROSSED' })));
await step('position mode', () => client.getCurrentPositionMode());
await step('multi-assets mode', () => client.getMultiAssetsMode());
await step('brackets', async () => (await client.getNotionalAndLeverageBrackets({ symbol })).length);
await step('account config', () => client.getFuturesAccountConfig());
await step('symbol config', () => client.getFuturesSymbolConfig({ symbol }));
await step('commission', () => client.getAccountCommissionRate({ symbol }));

// The streams
/** As on the wire, not made over by the library. */
interface Frame { e: string; streamName?: string; [field: string]: any }
const heard = mailbox<Frame>();
const sockets = new WebsocketClient(
  { api_key: apiKey, api_secret: apiSecret, beautify: false, wsUrl: streams, restOptions: { baseUrl: rest } }, silent);
sockets.on('message', (message) => heard.put(message as unknown as Frame));
sockets.on('exception', () => {});
const event = (type: string, more = (_: Frame) => true) => heard.first((m) => m.e === type && more(m));
await step('depth stream', async () => {
  await sockets.subscribeDiffBookDepth(symbol, 100, 'usdm');
  const { U, u, pu } = await event('depthUpdate');
  check(U <= u && pu < U, `${pu} ${U} ${u}`);
});
await step('partial depth stream', async () => {
  await sockets.subscribePartialBookDepths(symbol, 5, 100, 'usdm');
  return (await event('depthUpdate', (m) => m.streamName === 'ethusdc@depth5@100ms')).b.length;
});
await step('book ticker stream', async () => {
  await sockets.subscribeSymbolBookTicker(symbol, 'usdm');
  return (await event('bookTicker')).s;
});
await step('aggregate trade stream', async () => {
  await sockets.subscribeAggregateTrades(symbol, 'usdm');
  return (await event('aggTrade')).s;
});
await step('mark price stream', async () => {
  await sockets.subscribeMarkPrice(symbol, 'usdm', 1000);
  return (await event('markPriceUpdate')).s;
});
await step('kline stream', async () => {
  await sockets.subscribeKlines(symbol, '1m', 'usdm');
  return (await event('kline')).k.i;
});
await step('ticker stream', async () => {
  await sockets.subscribeSymbol24hrTicker(symbol, 'usdm');
  return (await event('24hrTicker')).s;
});
await step('mini ticker stream', async () => {
  await sockets.subscribeSymbolMini24hrTicker(symbol, 'usdm');
  return (await event('24hrMiniTicker')).s;
});

// Trading, with the account's own stream open
await step('user stream', () => sockets.subscribeUsdFuturesUserDataStream());
const resting = await step('post-only', () => client.submitNewOrder(
  { symbol, side: 'BUY', type: 'LIMIT', quantity: 0.1, price, timeInForce: 'GTX' }));
const update = (orderId: number, type: string) =>
  event('ORDER_TRADE_UPDATE', (m) => m.o.i === orderId && m.o.x === type);
await step('event of the post-only', async () => (await update(resting.orderId, 'NEW')).o.X);
await step('post-only that crosses', () => refusal(() => client.submitNewOrder(
  { symbol, side: 'BUY', type: 'LIMIT', quantity: 0.1, price: price + 100, timeInForce: 'GTX' })));
await step('order', async () => (await client.getOrder({ symbol, orderId: resting.orderId })).status);
await step('open order', async () => (await client.getCurrentOpenOrder({ symbol, orderId: resting.orderId })).status);
await step('open orders', async () => (await client.getAllOpenOrders({ symbol })).length);
await step('amend', async () => (await client.modifyOrder(
  { symbol, orderId: resting.orderId, side: 'BUY', quantity: 0.2, price: price - 1 })).origQty);
await step('event of the amendment', async () => (await update(resting.orderId, 'AMENDMENT')).o.q);
await step('amendments', async () => (await client.getOrderModifyHistory({ symbol, orderId: resting.orderId })).length);
await step('cancel', async () => (await client.cancelOrder({ symbol, orderId: resting.orderId })).status);
await step('event of the cancel', async () => (await update(resting.orderId, 'CANCELED')).o.X);
await step('cancel an unknown one', () => refusal(() => client.cancelOrder({ symbol, orderId: 1 })));
const batch = await step('batch', () => client.submitMultipleOrders([1, 2, 3].map((n) => (
  { symbol, side: 'BUY', type: 'LIMIT', quantity: '0.1', price: `${price - n}`, timeInForce: 'GTX' }))));
const first = batch.slice(0, 2).map((o) => 'orderId' in o ? o.orderId : 0);
await step('amend a batch', async () => (await client.modifyMultipleOrders(first.map((orderId) => (
  { symbol, orderId, side: 'BUY' as const, quantity: '0.1', price: `${price - 10}`, timestamp: Date.now() })),
)).map((o: any) => o.price));
await step('cancel a batch', async () => (await client.cancelMultipleOrders(
  { symbol, orderIdList: first })).map((o) => 'status' in o ? o.status : o.msg));
await step('cancel all', async () => {
  await client.cancelAllOpenOrders({ symbol });
  return (await client.getAllOpenOrders({ symbol })).length;
});
await step('countdown', () => client.setCancelOrdersOnTimeout({ symbol, countdownTime: 60_000 }));
const bought = await step('market', () => client.submitNewOrder(
  { symbol, side: 'BUY', type: 'MARKET', quantity: 0.1, newOrderRespType: 'RESULT' }));
await step('event of the fill', async () => (await update(bought.orderId, 'TRADE')).o.X);
await step('event of the account', async () => (await event('ACCOUNT_UPDATE')).a.m);
await step('positions', async () => (await client.getPositionsV3({ symbol })).map((p) => p.positionAmt));
await step('positions of old', async () => (await client.getPositions({ symbol })).map((p) => p.positionAmt));
await step('my trades', async () => (await client.getAccountTrades({ symbol })).map((t) => t.qty));
await step('orders', async () => (await client.getAllOrders({ symbol })).length);
await step('income', async () => (await client.getIncomeHistory({ symbol })).length);
await step('test order', () =>
  client.testOrder({ symbol, side: 'BUY', type: 'LIMIT', quantity: 0.1, price, timeInForce: 'GTC' }));
await step('flat', async () => {
  await client.submitNewOrder({ symbol, side: 'SELL', type: 'MARKET', quantity: 0.1, reduceOnly: 'true' });
  return (await client.getPositionsV3({ symbol })).length;
});

// The same over the trading API, each request signed
const trading = new WebsocketAPIClient(
  { api_key: apiKey, api_secret: apiSecret, beautify: false, wsUrl: streams, attachEventListeners: false,
    ...{ authPrivateConnectionsOnConnect: false, authPrivateRequestsIndividually: true } }, silent);
const one = <T>(result: T | T[]): T => Array.isArray(result) ? result[0]! : result;
await step('ws order book', async () => (await trading.getFuturesOrderBook({ symbol, limit: 20 })).result.bids.length);
await step('ws price ticker', async () => one((await trading.getFuturesSymbolPriceTicker({ symbol })).result).symbol);
await step('ws book ticker', async () =>
  one((await trading.getFuturesSymbolOrderBookTicker({ symbol })).result).symbol);
const now = () => ({ timestamp: Date.now() });
const placed = await step('ws place', async () => (await trading.submitNewFuturesOrder('usdm',
  { symbol, side: 'BUY', type: 'LIMIT', quantity: '0.1', price: `${price}`, timeInForce: 'GTX', ...now() })).result);
await step('ws amend', async () => (await trading.modifyFuturesOrder('usdm',
  { symbol, orderId: placed.orderId, side: 'BUY', quantity: '0.2', price: `${price - 1}`, ...now() })).result.origQty);
await step('ws order', async () =>
  (await trading.getFuturesOrderStatus('usdm', { symbol, orderId: placed.orderId, ...now() })).result.status);
await step('ws cancel', async () =>
  (await trading.cancelFuturesOrder('usdm', { symbol, orderId: placed.orderId, ...now() })).result.status);
await step('ws positions', async () => (await trading.getFuturesPositionV2({ symbol, ...now() })).result.length);
await step('ws balance', async () => (await trading.getFuturesAccountBalanceV2(now())).result.length);
await step('ws account', async () => (await trading.getFuturesAccountStatusV2(now())).result.assets.length);

// The life of a listen key
await step('listen key', async () => {
  const { listenKey } = await client.getFuturesUserDataListenKey();
  await client.keepAliveFuturesUserDataListenKey();
  await client.closeFuturesUserDataListenKey();
  return { length: listenKey.length, after: await refusal(() => client.keepAliveFuturesUserDataListenKey()) };
});
end();
