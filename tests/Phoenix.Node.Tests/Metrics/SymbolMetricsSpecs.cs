using Phoenix.Actors.Telemetry;
using Phoenix.Core.Desk;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;
using Phoenix.Core.Time;

namespace Phoenix.Node.Tests.Metrics;

/// <summary>How symbols and account stand as a scrape shows it, the two errors of stale data among it.</summary>
public sealed class SymbolMetricsSpecs : IDisposable
{
    private static readonly StreamId Depth = new(MetricsRig.Eth, StreamKind.Depth);

    private readonly MetricsRig _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public void A_halted_symbol_is_not_quoting_and_names_its_causes_afterwards_too()
    {
        _node.Tell(MetricsRig.Sample(HaltCauses.BookStale | HaltCauses.NotReconciled));
        _node.Scrape("symbol_quoting").ShouldBe(["symbol_quoting{symbol=\"ETHUSDC\"} 0"]);

        _node.Tell(MetricsRig.Sample(HaltCauses.NotReconciled));

        _node.Scrape("symbol_halted").ShouldBe(
        [
            "symbol_halted{cause=\"BookStale\",symbol=\"ETHUSDC\"} 0",
            "symbol_halted{cause=\"NotReconciled\",symbol=\"ETHUSDC\"} 1",
        ]);
    }

    [Fact]
    public void A_cause_counts_when_it_comes_up_and_not_while_it_lasts()
    {
        _node.Tell(new DeskEvent.Halted(HaltCauses.BookStale, WasQuoting: true));
        _node.Tell(new DeskEvent.Halted(HaltCauses.BookStale | HaltCauses.NotReconciled, WasQuoting: false));
        _node.Tell(new DeskEvent.Resumed());
        _node.Tell(new DeskEvent.Halted(HaltCauses.BookStale, WasQuoting: true));

        _node.Scrape("symbol_halts").ShouldBe(
        [
            "symbol_halts_total{cause=\"BookStale\",symbol=\"ETHUSDC\"} 2",
            "symbol_halts_total{cause=\"NotReconciled\",symbol=\"ETHUSDC\"} 1",
        ]);
    }

    [Fact]
    public void A_halt_lasts_from_the_end_of_quoting_to_its_return_and_the_start_is_none()
    {
        _node.Tell(new DeskEvent.Halted(HaltCauses.NotReconciled, WasQuoting: false));
        _node.Pass(9);
        _node.Tell(new DeskEvent.Resumed());
        _node.Tell(new DeskEvent.Halted(HaltCauses.BookStale, WasQuoting: true));
        _node.Pass(2);
        _node.Tell(new DeskEvent.Halted(HaltCauses.NotReconciled, WasQuoting: false));
        _node.Pass(1);
        _node.Tell(new DeskEvent.Resumed());

        _node.Scrape("symbol_halt_duration_seconds_sum")
            .ShouldBe(["symbol_halt_duration_seconds_sum{symbol=\"ETHUSDC\"} 3"]);
        _node.Scrape("symbol_halt_duration_seconds_count")
            .ShouldBe(["symbol_halt_duration_seconds_count{symbol=\"ETHUSDC\"} 1"]);
    }

    [Fact]
    public void Orders_are_counted_by_what_became_of_them()
    {
        _node.Tell(new DeskEvent.OrdersSent(Places: 3, Cancels: 2, Amends: 1));
        _node.Tell(new DeskEvent.OrderRefused(default, "margin"));

        _node.Scrape("symbol_orders").ShouldBe(
        [
            "symbol_orders_amended_total{symbol=\"ETHUSDC\"} 1",
            "symbol_orders_canceled_total{symbol=\"ETHUSDC\"} 2",
            "symbol_orders_placed_total{symbol=\"ETHUSDC\"} 3",
            "symbol_orders_refused_total{symbol=\"ETHUSDC\"} 1",
        ]);
    }

    [Fact]
    public void A_desk_that_is_silent_gives_itself_away_by_the_age_of_its_sample()
    {
        _node.Tell(MetricsRig.Sample());
        _node.Pass(30);

        _node.Scrape("symbol_sample_age").ShouldBe(["symbol_sample_age_seconds{symbol=\"ETHUSDC\"} 30"]);
        _node.Scrape("symbol_book_age").ShouldBe(["symbol_book_age_seconds{symbol=\"ETHUSDC\"} 0.064"]);
    }

    [Fact]
    public void What_is_not_known_is_not_told()
    {
        _node.Tell(MetricsRig.Sample() with { BestBid = null });

        _node.Scrape("symbol_best").ShouldBe(["symbol_best_ask{symbol=\"ETHUSDC\"} 3000.01"]);
        _node.Scrape("symbol_quoted_time").ShouldBeEmpty();
        _node.Scrape("account").ShouldBeEmpty();
        _node.Scrape("budget").ShouldBeEmpty();
    }

    [Fact]
    public void The_way_from_frame_to_order_is_told_once_it_was_measured()
    {
        _node.Tell(MetricsRig.Sample());
        _node.Scrape("symbol_frame_to_order").ShouldBeEmpty();

        var latency = new LatencyReport(
            7, TimeSpan.FromMicroseconds(80), TimeSpan.FromMicroseconds(250), TimeSpan.FromMilliseconds(1));
        _node.Tell(MetricsRig.Sample() with { FrameToOrder = latency });
        _node.Scrape("symbol_frame_to_order").ShouldBe(
        [
            "symbol_frame_to_order_seconds{percentile=\"100\",symbol=\"ETHUSDC\"} 0.001",
            "symbol_frame_to_order_seconds{percentile=\"50\",symbol=\"ETHUSDC\"} 8E-05",
            "symbol_frame_to_order_seconds{percentile=\"99\",symbol=\"ETHUSDC\"} 0.00025",
        ]);
    }

    [Fact]
    public void A_symbol_that_is_removed_is_told_no_more()
    {
        _node.Tell(MetricsRig.Sample());
        _node.Tell(new SystemEvent.SymbolRemoved(MetricsRig.Eth, _node.Now));

        _node.Scrape("symbol_position").ShouldBeEmpty();
    }

    [Fact]
    public void Both_errors_of_stale_data_begin_at_zero()
    {
        _node.Tell(MetricsRig.Sample());

        Errors().ShouldBe((0, 0));
    }

    [Fact]
    public void A_silent_stream_counts_once_though_it_is_judged_stale_and_then_dead()
    {
        _node.Tell(MetricsRig.Sample());
        _node.Judge(Verdict(Freshness.Stale, epoch: 4));
        _node.Judge(Verdict(Freshness.Dead, epoch: 4));
        Errors().ShouldBe((1, 0));

        _node.Judge(Verdict(Freshness.Live, epoch: 4));
        _node.Judge(Verdict(Freshness.Stale, epoch: 4));
        Errors().ShouldBe((2, 0));

        _node.Judge(Verdict(Freshness.Dead, epoch: 5));
        Errors().ShouldBe((3, 0));
    }

    [Fact]
    public void A_suspect_is_no_silent_stream()
    {
        _node.Tell(MetricsRig.Sample());
        _node.Judge(Verdict(Freshness.Suspect, epoch: 4));

        Errors().ShouldBe((0, 0));
    }

    [Fact]
    public void Prices_too_old_to_quote_on_count_once_per_time()
    {
        _node.Tell(MetricsRig.Sample());
        _node.Tell(new DeskEvent.Halted(HaltCauses.BookStale, WasQuoting: true));
        _node.Tell(new DeskEvent.Halted(HaltCauses.BookStale | HaltCauses.NotReconciled, WasQuoting: false));
        Errors().ShouldBe((0, 1));

        _node.Tell(new DeskEvent.Halted(HaltCauses.NotReconciled, WasQuoting: false));
        _node.Tell(new DeskEvent.Halted(HaltCauses.BookStale, WasQuoting: false));
        Errors().ShouldBe((0, 2));
    }

    [Fact]
    public void Drawdowns_are_shares_of_the_peaks()
    {
        _node.Tell(new SystemEvent.AccountSampled(
            new AccountStanding(90, 100, 120, LossVerdict.Fine.Instance, LossStops.None, 450, 4_700), _node.Now));

        _node.Scrape("account_drawdown").ShouldBe(
            ["account_drawdown_ratio{since=\"day\"} 0.1", "account_drawdown_ratio{since=\"run\"} 0.25"]);
        _node.Scrape("account_stopped").ShouldBe(["account_stopped 0"]);
    }

    [Fact]
    public void A_drawdown_from_nothing_is_no_number()
    {
        _node.Tell(new SystemEvent.AccountSampled(
            new AccountStanding(0, 0, 0, LossVerdict.Fine.Instance, LossStops.None, 0, 0), _node.Now));

        _node.Scrape("account_drawdown").ShouldAllBe(line => line.EndsWith("} NaN", StringComparison.Ordinal));
    }

    [Fact]
    public void The_budget_is_read_when_somebody_looks()
    {
        var budget = new FixedBudget(new BudgetReading(151, 2400, 25, 300, 40, 1200, TimeSpan.FromSeconds(3), true));
        _node.Metrics.Watch(budget);

        _node.Scrape("budget").ShouldBe(
        [
            "budget_banned 1",
            "budget_closed_seconds 3",
            "budget_orders_limit{window=\"10s\"} 300",
            "budget_orders_limit{window=\"1m\"} 1200",
            "budget_orders_used{window=\"10s\"} 25",
            "budget_orders_used{window=\"1m\"} 40",
            "budget_weight_limit 2400",
            "budget_weight_used 151",
        ]);
    }

    private (int WebsocketStale, int StalePriceData) Errors() => (Error("websocket_stale"), Error("stale_price_data"));

    private int Error(string error) => int.Parse(
        _node.Scrape($"errors_total{{error=\"{error}\",symbol=\"ETHUSDC\"}}").Single().Split(' ')[^1],
        System.Globalization.CultureInfo.InvariantCulture);

    private static FreshnessVerdict Verdict(Freshness freshness, long epoch) => new(
        Depth, SlotId.Of(StreamRoute.Public, 1).Single(), new Epoch(epoch), freshness, default, null, false);

    private sealed class FixedBudget(BudgetReading reading) : IRateBudget
    {
        public BudgetReading Read() => reading;
    }
}
