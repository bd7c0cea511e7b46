using Phoenix.Core.Accounting;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Tests.Quoting;

namespace Phoenix.Core.Tests.Accounting;

public class FillLedgerSpecs
{
    private readonly FillLedger _ledger = new(Eth.Instrument);

    [Fact]
    public void A_new_ledger_is_flat_and_empty()
    {
        _ledger.Position.IsFlat.ShouldBeTrue();
        _ledger.EntryPrice.ShouldBe(0);
        _ledger.LastTradeId.ShouldBeNull();
    }

    [Fact]
    public void Each_fill_counts_once()
    {
        _ledger.Apply(Buy(1, 0.100m, 3000m)).ShouldBeTrue();
        _ledger.Apply(Buy(1, 0.100m, 3000m)).ShouldBeFalse();

        _ledger.Position.ShouldBe(Eth.Position(0.100m));
        _ledger.FillCount.ShouldBe(1);
        _ledger.Duplicates.ShouldBe(1);
    }

    [Fact]
    public void The_sums_are_the_venues()
    {
        _ledger.Apply(Buy(1, 0.100m, 2999.40m) with { Commission = -0.01m });
        _ledger.Apply(Sell(2, 0.040m, 3001.80m) with { Commission = 0.05m, RealizedPnl = 0.096m });
        _ledger.Apply(Sell(3, 0.060m, 2998.00m) with { RealizedPnl = -0.084m });
        _ledger.Apply(Buy(4, 0.010m, 3000.00m) with { Commission = 0.002m, CommissionAsset = "BNB" });

        _ledger.Position.ShouldBe(Eth.Position(0.010m));
        _ledger.RealizedPnl.ShouldBe(0.012m);
        _ledger.Fees.ShouldBe(0.04m);
        _ledger.FeesIn("BNB").ShouldBe(0.002m);
        _ledger.TradedNotional.ShouldBe(299.940m + 120.072m + 179.880m + 30m);
        _ledger.LastTradeId.ShouldBe(new TradeId(4));
    }

    [Fact]
    public void The_entry_price_is_the_average_cost()
    {
        _ledger.Apply(Buy(1, 0.100m, 3000m));
        _ledger.Apply(Buy(2, 0.300m, 3004m));
        _ledger.EntryPrice.ShouldBe(3003m);

        _ledger.Apply(Sell(3, 0.200m, 3010m));
        _ledger.EntryPrice.ShouldBe(3003m);

        _ledger.Apply(Sell(4, 0.500m, 3020m));
        _ledger.Position.ShouldBe(Eth.Position(-0.300m));
        _ledger.EntryPrice.ShouldBe(3020m);

        _ledger.Apply(Buy(5, 0.300m, 3000m));
        _ledger.EntryPrice.ShouldBe(0);
    }

    [Fact]
    public void A_late_fill_takes_its_place_in_the_order_of_trade_ids()
    {
        _ledger.Apply(Buy(1, 0.100m, 3000m));
        _ledger.Apply(Sell(3, 0.200m, 3010m));
        _ledger.EntryPrice.ShouldBe(3010m);

        _ledger.Apply(Buy(2, 0.300m, 3004m)).ShouldBeTrue();

        _ledger.Position.ShouldBe(Eth.Position(0.200m));
        _ledger.EntryPrice.ShouldBe(3003m);
        _ledger.LastTradeId.ShouldBe(new TradeId(3));
    }

    [Fact]
    public void Fills_that_are_in_the_adopted_position_do_not_count()
    {
        _ledger.Adopt(Report(0.200m, 2990m), new TradeId(7));

        _ledger.Apply(Buy(7, 0.100m, 3000m)).ShouldBeFalse();
        _ledger.Apply(Buy(8, 0.200m, 3000m)).ShouldBeTrue();

        _ledger.Position.ShouldBe(Eth.Position(0.400m));
        _ledger.EntryPrice.ShouldBe(2995m);
        _ledger.LastTradeId.ShouldBe(new TradeId(8));
    }

    [Fact]
    public void Adopting_again_forgets_the_positions_fills_but_not_the_runs_sums()
    {
        _ledger.Apply(Buy(8, 0.200m, 3000m) with { RealizedPnl = 1m });
        _ledger.Adopt(Report(-0.050m, 2990m), new TradeId(9));

        _ledger.Position.ShouldBe(Eth.Position(-0.050m));
        _ledger.EntryPrice.ShouldBe(2990m);
        _ledger.RealizedPnl.ShouldBe(1m);
        _ledger.Apply(Buy(8, 0.200m, 3000m)).ShouldBeFalse();
    }

    [Fact]
    public void A_flat_position_without_a_last_trade_counts_everything()
    {
        _ledger.Adopt(Report(0, 0), null);

        _ledger.Apply(Buy(1, 0.100m, 3000m)).ShouldBeTrue();
    }

    [Fact]
    public void Memory_is_bounded_and_no_fill_within_the_window_is_lost_or_doubled()
    {
        const int Late = 3000;
        for (var id = 1; id <= 2 * FillLedger.Window; id++)
        {
            if (id != (2 * FillLedger.Window) - Late)
            {
                _ledger.Apply(Buy(id, 0.001m, 3000m)).ShouldBeTrue();
            }
        }

        _ledger.Apply(Buy(5, 0.001m, 3000m)).ShouldBeFalse();
        _ledger.TooOld.ShouldBe(1);
        _ledger.Apply(Buy((2 * FillLedger.Window) - Late, 0.001m, 3000m)).ShouldBeTrue();
        _ledger.Apply(Buy((2 * FillLedger.Window) - Late, 0.001m, 3000m)).ShouldBeFalse();
        _ledger.Position.Lots.ShouldBe(2 * FillLedger.Window);
        _ledger.EntryPrice.ShouldBe(3000m);
    }

    [Fact]
    public void Fills_of_another_symbol_are_a_bug()
    {
        var foreign = Buy(1, 0.1m, 3000m) with { Symbol = new Symbol("BTCUSDC") };

        Should.Throw<ArgumentException>(() => _ledger.Apply(foreign));
    }

    [Fact]
    public void Any_order_and_any_repetition_of_the_fills_gives_the_same_account()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var fills = Enumerable.Range(1, 40).Select(id => random.Next(2) == 0
                ? Buy(id, random.Next(1, 50) * 0.001m, 3000m + random.Next(100))
                : Sell(id, random.Next(1, 50) * 0.001m, 3000m + random.Next(100))).ToArray();
            var shuffled = fills.Concat(fills.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(shuffled);

            var (ordered, disordered) = (new FillLedger(Eth.Instrument), new FillLedger(Eth.Instrument));
            Array.ForEach(fills, fill => ordered.Apply(fill));
            Array.ForEach(shuffled, fill => disordered.Apply(fill));

            disordered.Position.ShouldBe(ordered.Position, $"seed {seed}");
            disordered.EntryPrice.ShouldBe(ordered.EntryPrice, $"seed {seed}");
            disordered.TradedNotional.ShouldBe(ordered.TradedNotional, $"seed {seed}");
            disordered.Duplicates.ShouldBe(shuffled.Length - fills.Length, $"seed {seed}");
        }
    }

    private static PositionReport Report(decimal position, decimal entry) =>
        new(Eth.Usdc, Eth.Position(position), entry, default);

    private static Fill Buy(long id, decimal quantity, decimal price) => Fill(id, Side.Buy, quantity, price);

    private static Fill Sell(long id, decimal quantity, decimal price) => Fill(id, Side.Sell, quantity, price);

    private static Fill Fill(long id, Side side, decimal quantity, decimal price) => new()
    {
        Symbol = Eth.Usdc,
        TradeId = new TradeId(id),
        OrderId = new OrderId(1),
        Side = side,
        Price = Eth.Price(price),
        Quantity = Eth.Quantity(quantity),
        Commission = 0,
        CommissionAsset = "USDC",
        RealizedPnl = 0,
        IsMaker = true,
        Time = default,
    };
}
