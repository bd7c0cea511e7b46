import { DerivativesTradingUsdsFutures } from '@binance/derivatives-trading-usds-futures';
import { apiKey, apiSecret, end, mailbox, refusal, rest, step, streams } from './session.ts';

const keys = { apiKey, apiSecret };
const client = new DerivativesTradingUsdsFutures({
  configurationRestAPI: { ...keys, basePath: rest, retries: 0, timeout: 5_000 },
  configurationWebsocketAPI: { ...keys, wsURL: `${streams}/ws-fapi/v1` },
  configurationWebsocketStreams: { wsURL: streams },
});
const api = client.restAPI;
const symbol = 'ETHUSDC';
const data = async (call) => (await call).data();

await step('ping', () => data(api.testConnectivity()));
await step('time', async () => Math.abs(Number((await data(api.checkServerTime())).serverTime) - Date.now()));
await step('exchange info', async () => (await data(api.exchangeInformation())).symbols.map((s) => s.symbol));
const book = await step('order book', () => data(api.orderBook({ symbol, limit: 20 })));
const price = Math.floor(Number(book.bids[0][0]) * 0.99);
await step('day ticker', async () => (await data(api.ticker24hrPriceChangeStatistics({ symbol }))).symbol);
await step('price ticker', async () => (await data(api.symbolPriceTicker({ symbol }))).symbol);
await step('price ticker v2', async () => (await data(api.symbolPriceTickerV2({ symbol }))).symbol);
await step('book ticker', async () => (await data(api.symbolOrderBookTicker({ symbol }))).symbol);
await step('mark price', async () => (await data(api.markPrice({ symbol }))).symbol);
await step('recent trades', async () => (await data(api.recentTradesList({ symbol, limit: 5 }))).length);
await step('aggregate trades', async () =>
  (await data(api.compressedAggregateTradesList({ symbol, limit: 5 }))).length);
await step('klines', async () => (await data(api.klineCandlestickData({ symbol, interval: '1m', limit: 5 }))).length);
await step('continuous klines', async () => (await data(api.continuousContractKlineCandlestickData(
  { pair: symbol, contractType: 'PERPETUAL', interval: '1m', limit: 5 }))).length);
await step('mark price klines', async () =>
  (await data(api.markPriceKlineCandlestickData({ symbol, interval: '1m' }))).length);
await step('index price klines', async () =>
  (await data(api.indexPriceKlineCandlestickData({ pair: symbol, interval: '1m' }))).length);
await step('premium klines', async () => (await data(api.premiumIndexKlineData({ symbol, interval: '1m' }))).length);
await step('funding history', async () => (await data(api.getFundingRateHistory({ symbol }))).length);
await step('funding info', async () => (await data(api.getFundingRateInfo())).length);
await step('open interest', async () => (await data(api.openInterest({ symbol }))).symbol);

await step('balance', async () => (await data(api.futuresAccountBalanceV3())).map((b) => [b.asset, b.balance]));
await step('balance v2', async () => (await data(api.futuresAccountBalanceV2())).map((b) => b.asset));
await step('account', async () => (await data(api.accountInformationV3())).assets.length);
await step('account v2', async () => (await data(api.accountInformationV2())).canTrade);
await step('account config', async () => (await data(api.futuresAccountConfiguration())).canTrade);
await step('symbol config', async () => (await data(api.symbolConfiguration({ symbol })))[0].marginType);
await step('positions v2', async () => (await data(api.positionInformationV2({ symbol }))).map((p) => p.positionAmt));
await step('positions v3', async () => (await data(api.positionInformationV3({ symbol }))).length);
await step('commission', async () => (await data(api.userCommissionRate({ symbol }))).takerCommissionRate);
await step('leverage', async () => (await data(api.changeInitialLeverage({ symbol, leverage: 20 }))).leverage);
await step('margin type', () => refusal(() => api.changeMarginType({ symbol, marginType: 'CROSSED' })));
await step('position mode', async () => (await data(api.getCurrentPositionMode())).dualSidePosition);
await step('change of the position mode', () => refusal(() => api.changePositionMode({ dualSidePosition: 'false' })));
await step('multi-assets mode', async () => (await data(api.getCurrentMultiAssetsMode())).multiAssetsMargin);
await step('brackets', async () => (await data(api.notionalAndLeverageBrackets({ symbol })))[0].brackets.length);
await step('order limits', async () => (await data(api.queryUserRateLimit())).length);
await step('adl quantile', async () => (await data(api.positionAdlQuantileEstimation())).length);

// The streams
var connection;
await step('connect to the streams', async () => { connection = await client.websocketStreams.connect(); });
const hear = (stream) => new Promise((heard) => stream.on('message', heard));
const pair = { symbol: symbol.toLowerCase() };
await step('depth stream', async () =>
  (await hear(connection.diffBookDepthStreams({ ...pair, updateSpeed: '100ms' }))).s);
await step('partial depth stream', async () =>
  (await hear(connection.partialBookDepthStreams({ ...pair, levels: 5 }))).b.length);
await step('book ticker stream', async () => (await hear(connection.individualSymbolBookTickerStreams(pair))).s);
await step('all book tickers stream', async () => (await hear(connection.allBookTickersStream())).e);
await step('aggregate trade stream', async () => (await hear(connection.aggregateTradeStreams(pair))).s);
await step('mark price stream', async () => (await hear(connection.markPriceStream({ ...pair, updateSpeed: '1s' }))).s);
await step('all mark prices stream', async () =>
  (await hear(connection.markPriceStreamForAllMarket({ updateSpeed: '1s' }))).length);
await step('kline stream', async () =>
  (await hear(connection.klineCandlestickStreams({ ...pair, interval: '1m' }))).k.i);
await step('ticker stream', async () => (await hear(connection.individualSymbolTickerStreams(pair))).s);
await step('mini ticker stream', async () => (await hear(connection.individualSymbolMiniTickerStream(pair))).s);

// Trading, with the account's own stream open
const heard = mailbox();
const event = (type, more = () => true) => heard.first((m) => m.e === type && more(m));
const update = (name, type) => event('ORDER_TRADE_UPDATE', (m) => m.o.c === name && m.o.x === type);
const named = (name) => ({ symbol, origClientOrderId: name });
await step('user stream', async () => {
  const { listenKey } = await data(api.startUserDataStream());
  connection.userData(listenKey).on('message', (message) => heard.put(message));
  return listenKey.length;
});
await step('keep alive', () => data(api.keepaliveUserDataStream()));
await step('post-only', async () => (await data(api.newOrder({
  symbol, side: 'BUY', type: 'LIMIT', quantity: 0.1, price, timeInForce: 'GTX', newClientOrderId: 'official-1',
}))).status);
await step('event of the post-only', async () => (await update('official-1', 'NEW')).o.X);
await step('post-only that crosses', () => refusal(() => api.newOrder(
  { symbol, side: 'BUY', type: 'LIMIT', quantity: 0.1, price: price + 100, timeInForce: 'GTX' })));
await step('order', async () => (await data(api.queryOrder(named('official-1')))).status);
await step('open order', async () => (await data(api.queryCurrentOpenOrder(named('official-1')))).status);
await step('open orders', async () => (await data(api.currentAllOpenOrders({ symbol }))).length);
await step('amend', async () => (await data(api.modifyOrder(
  { ...named('official-1'), side: 'BUY', quantity: 0.2, price: price - 1 }))).origQty);
await step('event of the amendment', async () => (await update('official-1', 'AMENDMENT')).o.q);
await step('amendments', async () => (await data(api.getOrderModifyHistory(named('official-1')))).length);
await step('cancel', async () => (await data(api.cancelOrder(named('official-1')))).status);
await step('event of the cancel', async () => (await update('official-1', 'CANCELED')).o.X);
await step('batch', async () => (await data(api.placeMultipleOrders({
  batchOrders: [1, 2, 3].map((n) => ({
    symbol, side: 'BUY', type: 'LIMIT', quantity: '0.1', price: `${price - n}`, timeInForce: 'GTX',
    newClientOrderId: `batch-${n}`,
  })),
}))).map((o) => o.status));
await step('amend a batch', async () => (await data(api.modifyMultipleOrders({
  batchOrders: [1, 2].map((n) => ({ ...named(`batch-${n}`), side: 'BUY', quantity: '0.1', price: `${price - 10}` })),
}))).map((o) => o.price));
await step('cancel a batch', async () => (await data(api.cancelMultipleOrders(
  { symbol, origClientOrderIdList: ['batch-1', 'batch-2'] }))).map((o) => o.status));
await step('cancel all', async () => {
  await api.cancelAllOpenOrders({ symbol });
  return (await data(api.currentAllOpenOrders({ symbol }))).length;
});
await step('countdown', async () =>
  (await data(api.autoCancelAllOpenOrders({ symbol, countdownTime: 60_000 }))).symbol);
await step('market', async () => (await data(api.newOrder({
  symbol, side: 'BUY', type: 'MARKET', quantity: 0.1, newOrderRespType: 'RESULT', newClientOrderId: 'official-2',
}))).status);
await step('event of the fill', async () => (await update('official-2', 'TRADE')).o.X);
await step('event of the account', async () => (await event('ACCOUNT_UPDATE')).a.m);
await step('my trades', async () => (await data(api.accountTradeList({ symbol }))).map((t) => t.qty));
await step('orders', async () => (await data(api.allOrders({ symbol }))).length);
await step('income', async () => (await data(api.getIncomeHistory({ symbol }))).length);
await step('test order', async () => (await data(api.testOrder(
  { symbol, side: 'BUY', type: 'LIMIT', quantity: 0.1, price, timeInForce: 'GTC' }))) !== undefined);
await step('stop order', async () => (await data(api.newAlgoOrder({
  algoType: 'CONDITIONAL', symbol, side: 'SELL', type: 'STOP_MARKET', quantity: 0.1, triggerPrice: price - 100,
  reduceOnly: 'true', clientAlgoId: 'stop-1',
}))).algoStatus);
await step('open stop orders', async () => (await data(api.currentAllAlgoOpenOrders({ symbol }))).length);
await step('cancel the stop order', async () => (await data(api.cancelAlgoOrder({ clientAlgoId: 'stop-1' }))).code);

// The same over the trading API
var trading;
await step('connect to the trading API', async () => { trading = await client.websocketAPI.connect(); });
const answer = async (call) => (await call).data;
await step('ws order book', async () => (await answer(trading.orderBook({ symbol, limit: 20 }))).bids.length);
await step('ws price ticker', async () => (await answer(trading.symbolPriceTicker({ symbol }))).symbol);
await step('ws book ticker', async () => (await answer(trading.symbolOrderBookTicker({ symbol }))).symbol);
await step('ws place', async () => (await answer(trading.newOrder({
  symbol, side: 'BUY', type: 'LIMIT', quantity: 0.1, price, timeInForce: 'GTX', newClientOrderId: 'official-3',
}))).status);
await step('ws amend', async () => (await answer(trading.modifyOrder(
  { ...named('official-3'), side: 'BUY', quantity: 0.2, price: price - 1 }))).origQty);
await step('ws order', async () => (await answer(trading.queryOrder(named('official-3')))).status);
await step('ws cancel', async () => (await answer(trading.cancelOrder(named('official-3')))).status);
await step('ws positions', async () => (await answer(trading.positionInformation({ symbol }))).length);
await step('ws positions v2', async () => (await answer(trading.positionInformationV2({ symbol }))).length);
await step('ws balance', async () => (await answer(trading.futuresAccountBalance())).length);
await step('ws balance v2', async () => (await answer(trading.futuresAccountBalanceV2())).length);
await step('ws account', async () => (await answer(trading.accountInformation())).assets.length);
await step('ws account v2', async () => (await answer(trading.accountInformationV2())).assets.length);
await step('ws listen key', async () => {
  const { listenKey } = await answer(trading.startUserDataStream());
  await trading.keepaliveUserDataStream();
  return listenKey.length;
});
await step('flat', async () => {
  await api.newOrder({ symbol, side: 'SELL', type: 'MARKET', quantity: 0.1, reduceOnly: 'true' });
  return (await data(api.positionInformationV3({ symbol }))).length;
});
await step('close the user stream', async () => { await api.closeUserDataStream(); });
await step('disconnect', async () => { await trading.disconnect(); await connection.disconnect(); });
end();
