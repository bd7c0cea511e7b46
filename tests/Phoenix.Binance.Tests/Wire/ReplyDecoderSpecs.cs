using System.Text;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.Wire;
using Phoenix.Core.Accounting;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Tests.Wire;

public sealed class ReplyDecoderSpecs
{
    private readonly InstrumentTable _instruments = Contracts.Registry().Table;

    [Fact]
    public void Exchange_information_gives_rules_and_limits()
    {
        var info = ExchangeInfoDecoder.Decode(Samples.Bytes("exchange_info.json")).Value.ShouldNotBeNull();

        info.Limits.ShouldBe(
        [
            new RateLimit("REQUEST_WEIGHT", TimeSpan.FromMinutes(1), 2400, null),
            new RateLimit("ORDERS", TimeSpan.FromMinutes(1), 1200, null),
            new RateLimit("ORDERS", TimeSpan.FromSeconds(10), 300, null),
        ]);
        info.Instruments.ShouldContain(new Instrument
        {
            Symbol = Contracts.EthUsdc,
            TickSize = 0.01m,
            LotSize = 0.001m,
            MinQuantity = new Quantity(1),
            MaxQuantity = new Quantity(8_000_000),
            MinNotional = 20,
            PriceBandUp = 1.05m,
            PriceBandDown = 0.95m,
            MaxOpenOrders = 200,
            MarginAsset = "USDC",
        });
    }

    [Fact]
    public void The_venues_verdict_is_read_for_the_symbol_and_for_the_account()
    {
        var status = Samples.Bytes("trading_status.json");

        TradingVerdictDecoder.Decode(status, new Symbol("ETHUSDT")).Value
            .ShouldBe(new TradingVerdict(true, new VenueTime(1545741270000), "UFR, IFER, GCR, DR"));
        TradingVerdictDecoder.Decode(status, Contracts.EthUsdc).Value.ShouldBe(TradingVerdict.Free);
        TradingVerdictDecoder.Decode(Samples.Bytes("trading_status_account.json"), Contracts.EthUsdc).Value
            .ShouldBe(new TradingVerdict(true, new VenueTime(1644919865000), "TMV"), "the account's counts for all");
        TradingVerdictDecoder.Decode("""{"indicators":{},"updateTime":1}"""u8, Contracts.EthUsdc).Value
            .ShouldBe(TradingVerdict.Free);
        TradingVerdictDecoder.Decode("""{"updateTime":1}"""u8, Contracts.EthUsdc).Fault
            .ShouldBe("the trading status lacks indicators");
    }

    [Theory]
    [InlineData("""{"symbol":"ETHUSDC","volume":"8913.300","count":76}""", 8913.3)]
    [InlineData("""{"volume":0}""", 0)]
    public void The_days_volume_is_read(string body, double volume) =>
        SmallReplies.DecodeVolume(Encoding.UTF8.GetBytes(body)).Value.ShouldBe((decimal)volume);

    [Theory]
    [InlineData("""{"symbol":"ETHUSDC"}""")]
    [InlineData("""{"volume":"-1"}""")]
    [InlineData("""{"volume":"much"}""")]
    public void A_volume_that_is_none_is_a_fault(string body) =>
        SmallReplies.DecodeVolume(Encoding.UTF8.GetBytes(body)).Fault.ShouldNotBeNull();

    [Fact]
    public void A_contract_without_a_tick_size_does_not_spoil_the_others()
    {
        const string Text =
            """
            {"symbols":[{"symbol":"NEWUSDT","filters":[]},{"symbol":"AUSDT","marginAsset":"USDT","filters":[
            {"filterType":"PRICE_FILTER","tickSize":"0.1"},{"filterType":"LOT_SIZE","stepSize":"1","maxQty":"0"}]}]}
            """;

        var info = ExchangeInfoDecoder.Decode(Encoding.UTF8.GetBytes(Text)).Value.ShouldNotBeNull();
        var contract = info.Instruments.Single();

        contract.Symbol.Name.ShouldBe("AUSDT");
        contract.MaxQuantity.Lots.ShouldBe(1_000_000_000);
    }

    [Fact]
    public void What_the_account_is_worth_is_read_asset_by_asset()
    {
        const string Text =
            """
            {"totalMarginBalance":"0.0","assets":[{"asset":"USDC","walletBalance":"103.1","unrealizedProfit":"-3.0",
            "marginBalance":"100.1","updateTime":5},{"asset":"BNB","marginBalance":"0.5"}],"positions":[{}]}
            """;

        EquityDecoder.Decode(Encoding.UTF8.GetBytes(Text)).Value
            .ShouldBe([new EquityReport("USDC", 100.1m), new EquityReport("BNB", 0.5m)]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"assets":[{"asset":"USDC"}]}""")]
    [InlineData("""{"assets":[{"marginBalance":"1"}]}""")]
    public void An_account_that_does_not_tell_what_it_is_worth_is_a_fault(string text) =>
        EquityDecoder.Decode(Encoding.UTF8.GetBytes(text)).Fault.ShouldNotBeNull();

    [Fact]
    public void An_order_is_read_with_its_zeros_or_without()
    {
        const string Text =
            """
            {"symbol":"ETHUSDC","clientOrderId":"px-a-1-1","orderId":8389765739703625592,"side":"SELL",
            "price":"2690.1","origQty":"0.020000","executedQty":"0.01","status":"PARTIALLY_FILLED","updateTime":5}
            """;

        OrderReportDecoder.Decode(Encoding.UTF8.GetBytes(Text), _instruments).Value.ShouldBe(new OrderReport
        {
            Symbol = Contracts.EthUsdc,
            ClientOrderId = new ClientOrderId("px-a-1-1"),
            OrderId = new OrderId(8389765739703625592),
            Side = Side.Sell,
            Price = new Price(269010),
            Original = new Quantity(20),
            Executed = new Quantity(10),
            Status = OrderStatus.PartiallyFilled,
            UpdateTime = new VenueTime(5),
        });
    }

    [Fact]
    public void Open_orders_of_foreign_kinds_are_read()
    {
        var orders = OrderReportDecoder.DecodeList(Samples.Bytes("open_orders.json"), _instruments);

        orders.Value.Single().ClientOrderId.Value.ShouldBe("abc");
    }

    [Fact]
    public void Executions_come_oldest_first()
    {
        var one = Samples.Text("user_trades.json")[1..^1];
        var later = one.Replace("698759", "698760", StringComparison.Ordinal);

        var finer = _instruments.With([Contracts.Of("BTCUSDT", 0.01m, 0.001m)]);
        var fills = TradeListDecoder.Decode(Encoding.UTF8.GetBytes($"[{later},{one}]"), finer).Value;

        fills.Select(fill => fill.TradeId.Value).ShouldBe([698759, 698760]);
        fills[0].Side.ShouldBe(Side.Sell);
        fills[0].Price.ShouldBe(new Price(781901));
        fills[0].RealizedPnl.ShouldBe(-0.91539999m);
    }

    [Fact]
    public void A_position_is_found_by_its_symbol()
    {
        const string Text =
            """
            [{"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":"1","entryPrice":"1","updateTime":1},
            {"symbol":"ETHUSDC","positionSide":"BOTH","positionAmt":"-0.020","entryPrice":"2317.3","updateTime":7}]
            """;

        var report = PositionDecoder.Decode(Encoding.UTF8.GetBytes(Text), Contracts.Grid("ETHUSDC"))
            .Value.ShouldNotBeNull();

        report.Position.ShouldBe(new Position(-20));
        report.EntryPrice.ShouldBe(2317.3m);
        report.UpdateTime.ShouldBe(new VenueTime(7));
    }

    [Fact]
    public void A_position_that_is_not_listed_is_flat() =>
        PositionDecoder.Decode("[]"u8, Contracts.Grid("ETHUSDC"))
            .Value.ShouldNotBeNull().Position.IsFlat.ShouldBeTrue();

    [Fact]
    public void A_hedge_mode_position_is_a_fault()
    {
        var text = Samples.Text("position_risk_hedge.json").Replace("ADAUSDT", "ETHUSDC", StringComparison.Ordinal);

        PositionDecoder.Decode(Encoding.UTF8.GetBytes(text), Contracts.Grid("ETHUSDC")).Fault
            .ShouldNotBeNull().ShouldContain("hedge");
    }

    [Fact]
    public void A_snapshot_keeps_the_venues_order()
    {
        var snapshot = SnapshotDecoder.Decode(Samples.Bytes("depth_snapshot.json"), Contracts.Grid("BTCUSDT"))
            .Value.ShouldNotBeNull();

        snapshot.LastUpdateId.ShouldBe(359226328428);
        snapshot.EventTime.ShouldBe(new VenueTime(1785048698972));
        snapshot.Bids[0].Price.ShouldBe(new Price(643360));
        snapshot.Asks[^1].Quantity.ShouldBe(new Quantity(6224083));
    }

    [Theory]
    [InlineData("""{"code":-2011,"msg":"Unknown order sent."}""", -2011, "Unknown order sent.")]
    [InlineData("""{"msg":"Service Unavailable."}""", 0, "Service Unavailable.")]
    [InlineData("<html>bad gateway</html>", 0, null)]
    [InlineData("", 0, null)]
    public void An_error_body_need_not_be_json(string body, int code, string? text) =>
        SmallReplies.DecodeError(Encoding.UTF8.GetBytes(body)).ShouldBe((code, text));
}
