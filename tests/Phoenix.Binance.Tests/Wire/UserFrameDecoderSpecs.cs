using System.Text;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.Wire;
using Phoenix.Core.Accounting;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Tests.Wire;

public sealed class UserFrameDecoderSpecs
{
    private readonly UserFrameDecoder _decoder = new(Contracts.Registry());

    [Fact]
    public void A_fill_is_read_with_order_and_execution()
    {
        var update = Order(Samples.Lines("user_ethusdc_2026.jsonl")[^1]);

        update.ShouldBe(new OrderUpdate(
            new OrderReport
            {
                Symbol = Contracts.EthUsdc,
                ClientOrderId = new ClientOrderId("web_coin_px06wttcjgaebeca9w5ijo3"),
                OrderId = new OrderId(58846581664),
                Side = Side.Buy,
                Price = new Price(231730),
                Original = new Quantity(20),
                Executed = new Quantity(20),
                Status = OrderStatus.Filled,
                UpdateTime = new VenueTime(1776789210247),
            },
            ExecutionType.Trade,
            new Fill
            {
                Symbol = Contracts.EthUsdc,
                TradeId = new TradeId(702423109),
                OrderId = new OrderId(58846581664),
                Side = Side.Buy,
                Price = new Price(231730),
                Quantity = new Quantity(20),
                Commission = 0,
                CommissionAsset = "USDC",
                RealizedPnl = 0,
                IsMaker = true,
                Time = new VenueTime(1776789210247),
            },
            new VenueTime(1776789210247)));
    }

    [Fact]
    public void A_taker_fill_carries_its_commission()
    {
        var fill = Order(Samples.Lines("user_btcusdt_2025.jsonl")[^1]).Fill.ShouldNotBeNull();

        fill.Commission.ShouldBe(3.36586m);
        fill.CommissionAsset.ShouldBe("USDT");
        fill.IsMaker.ShouldBeFalse();
        fill.Price.ShouldBe(new Price(841465));
    }

    [Theory]
    [InlineData("user_ethusdc_2026.jsonl", 3, ExecutionType.New, OrderStatus.New)]
    [InlineData("user_ethusdc_2026.jsonl", 4, ExecutionType.Canceled, OrderStatus.Canceled)]
    [InlineData("user_ethusdc_2026.jsonl", 5, ExecutionType.Amendment, OrderStatus.New)]
    [InlineData("user_adausdt_2024.jsonl", 0, ExecutionType.Canceled, OrderStatus.Canceled)]
    public void Events_without_an_execution_carry_no_fill(
        string file, int line, ExecutionType execution, OrderStatus status)
    {
        var update = Order(Samples.Lines(file)[line]);

        update.Execution.ShouldBe(execution);
        update.Report.Status.ShouldBe(status);
        update.Fill.ShouldBeNull();
    }

    [Fact]
    public void A_liquidation_carries_a_fill()
    {
        var text = Encoding.UTF8.GetString(Samples.Lines("user_ethusdc_2026.jsonl")[^1])
            .Replace("\"x\":\"TRADE\"", "\"x\":\"CALCULATED\"", StringComparison.Ordinal);

        var update = Order(Encoding.UTF8.GetBytes(text));

        update.Execution.ShouldBe(ExecutionType.Calculated);
        update.Fill.ShouldNotBeNull().TradeId.ShouldBe(new TradeId(702423109));
    }

    [Fact]
    public void Words_of_tomorrow_are_unrecognized_and_not_malformed()
    {
        var text = Encoding.UTF8.GetString(Samples.Lines("user_ethusdc_2026.jsonl")[3])
            .Replace("\"x\":\"NEW\",\"X\":\"NEW\"", "\"x\":\"MOVED\",\"X\":\"PAUSED\"", StringComparison.Ordinal);

        var update = Order(Encoding.UTF8.GetBytes(text));

        update.Execution.ShouldBe(ExecutionType.Unrecognized);
        update.Report.Status.ShouldBe(OrderStatus.Unrecognized);
    }

    [Fact]
    public void An_account_update_lists_balances_and_positions()
    {
        var update = Account(Samples.Lines("user_ethusdc_2026.jsonl")[^2]);

        update.Reason.ShouldBe("ORDER");
        update.Balances.ShouldBe([new BalanceReport("USDC", 37.87866827m)]);
        update.Positions.ShouldBe(
        [
            new PositionReport(Contracts.EthUsdc, new Position(20), 2317.3m, new VenueTime(1776789210247)),
        ]);
    }

    [Fact]
    public void Funding_moves_a_balance_and_no_position()
    {
        var update = Account(Samples.Lines("user_ethusdc_2026.jsonl")[2]);

        update.Reason.ShouldBe("FUNDING_FEE");
        update.Positions.ShouldBeEmpty();
        update.EventTime.ShouldBe(new VenueTime(1776787203246));
    }

    [Fact]
    public void Hedge_mode_positions_are_left_out() =>
        Account(Samples.Bytes("account_update_docs.json")).Positions.Length.ShouldBe(1);

    [Theory]
    [InlineData("user_key_expired.jsonl")]
    public void An_expired_key_is_heard(string file) =>
        _decoder.Decode(Samples.Lines(file)[0]).ShouldBeOfType<UserFrame.KeyExpired>();

    [Fact]
    public void The_time_of_an_expiry_may_be_a_text() =>
        Decode("""{"e":"listenKeyExpired","E":"1736996475556","listenKey":"K"}""")
            .ShouldBe(new UserFrame.KeyExpired(new ListenKey("K")));

    [Fact]
    public void An_expiry_that_names_no_key_has_none() =>
        Decode("""{"e":"listenKeyExpired","E":1736996475556}""")
            .ShouldBeOfType<UserFrame.KeyExpired>().Key.IsSet.ShouldBeFalse();

    [Fact]
    public void The_short_form_of_a_fill_is_ignored() =>
        _decoder.Decode(Samples.Lines("user_solusdt_2026.jsonl")[0]).ShouldBeOfType<UserFrame.Ignored>();

    [Fact]
    public void A_combined_frame_reads_like_a_raw_one()
    {
        var raw = Encoding.UTF8.GetString(Samples.Lines("user_ethusdc_2026.jsonl")[^1]);

        Decode($$"""{"stream":"KEY","data":{{raw}}}""").ShouldBe(Decode(raw));
    }

    [Fact]
    public void A_listing_gives_event_types_without_the_key() =>
        Decode("""{"result":["K@ACCOUNT_UPDATE","K@ORDER_TRADE_UPDATE"],"id":9}""")
            .ShouldBeOfType<UserFrame.Listed>().EventTypes.ShouldBe(["ACCOUNT_UPDATE", "ORDER_TRADE_UPDATE"]);

    [Fact]
    public void A_listing_in_the_old_form_never_gives_the_key_away() =>
        Decode("""{"result":["K"],"id":9}""").ShouldBeOfType<UserFrame.Listed>().EventTypes.ShouldBeEmpty();

    [Theory]
    [InlineData("""{"e":"ORDER_TRADE_UPDATE","E":1,"o":{"s":"NOSUCH"}}""", "NOSUCH")]
    [InlineData("""{"e":"ORDER_TRADE_UPDATE","E":1,"o":{"s":"ETHUSDC","c":"a"}}""", "lacks")]
    [InlineData("""{"e":"ORDER_TRADE_UPDATE","E":1}""", "lacks")]
    [InlineData("""{"e":"ORDER_TRADE_UPDATE","E":1,"o":{"s":"ETHUSDC","c":""}}""", "client order id")]
    [InlineData("""{"e":"ACCOUNT_UPDATE","E":1,"a":{"m":"ORDER","B":[{"a":"USDC"}],"P":[]}}""", "balance")]
    [InlineData("""{"E":1}""", "neither")]
    [InlineData("""{"data":{"E":1}}""", "type")]
    public void What_cannot_be_understood_is_malformed_with_a_reason(string text, string reason) =>
        Decode(text).ShouldBeOfType<UserFrame.Malformed>().Reason.ShouldContain(reason);

    private UserFrame Decode(string text) => _decoder.Decode(Encoding.UTF8.GetBytes(text));

    private OrderUpdate Order(byte[] frame) => _decoder.Decode(frame).ShouldBeOfType<UserFrame.Order>().Update;

    private AccountUpdate Account(byte[] frame) => _decoder.Decode(frame).ShouldBeOfType<UserFrame.Account>().Update;
}
