// Sessions that log on to the trading API with an Ed25519 key, after which no request is signed.
import ccxt from 'ccxt';
import { WebsocketAPIClient } from 'binance';
import { DerivativesTradingUsdsFutures } from '@binance/derivatives-trading-usds-futures';
import { check, end, refusal, rest, step, streams } from './session.ts';

const apiKey = process.env.PHOENIX_ED25519_KEY;
const privateKey = process.env.PHOENIX_PRIVATE_KEY;
const symbol = 'ETHUSDC';
const silent = { trace() {}, info() {}, error() {} };

const trading = new WebsocketAPIClient(
  { api_key: apiKey, api_secret: privateKey, beautify: false, wsUrl: streams, attachEventListeners: false }, silent);
let price;
await step('binance: order book', async () => {
  price = Math.floor(Number((await trading.getFuturesOrderBook({ symbol, limit: 5 })).result.bids[0][0]) * 0.99);
});
const placed = await step('binance: place', async () => (await trading.submitNewFuturesOrder('usdm', {
  symbol, side: 'BUY', type: 'LIMIT', quantity: '0.1', price: `${price}`, timeInForce: 'GTX', timestamp: Date.now(),
})).result);
await step('binance: cancel', async () => (await trading.cancelFuturesOrder('usdm',
  { symbol, orderId: placed.orderId, timestamp: Date.now() })).result.status);
await step('binance: session', async () => {
  const { result } = await trading.getWSClient().sendWSAPIRequest('usdmWSAPI', 'session.status');
  check(result.apiKey === apiKey, JSON.stringify(result));
});

const client = new DerivativesTradingUsdsFutures({
  configurationRestAPI: { apiKey, privateKey, basePath: rest, retries: 0, timeout: 5_000 },
  configurationWebsocketAPI: { apiKey, privateKey, wsURL: `${streams}/ws-fapi/v1` },
});
await step('official: signed by key pair', async () =>
  (await (await client.restAPI.futuresAccountBalanceV3()).data()).length);
await step('official: trading API', async () => {
  const connection = await client.websocketAPI.connect();
  const { data } = await connection.futuresAccountBalanceV2();
  await connection.disconnect();
  return data.length;
});

const exchange = new ccxt.pro.binanceusdm({ apiKey, secret: privateKey });
for (const [name, address] of Object.entries(exchange.urls.api)) {
  if (typeof address === 'string') exchange.urls.api[name] = address.replace('https://fapi.binance.com', rest);
}
exchange.urls.api.ws['ws-api'].future = `${streams}/ws-fapi/v1`;
exchange.options.fetchCurrencies = false;
await step('ccxt: signed by key pair', async () => (await exchange.fetchBalance()).USDC.total);
await step('ccxt: trading API', async () => (await exchange.fetchBalanceWs()).USDC.total);
await step('ccxt: a wrong signature', async () => {
  const wrong = new ccxt.pro.binanceusdm({ apiKey, secret: 'wrong' });
  wrong.urls.api = exchange.urls.api;
  wrong.options.fetchCurrencies = false;
  return refusal(() => wrong.fetchBalance());
});
end();
