using FsCheck;
using FsCheck.Fluent;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;
using Phoenix.Core.Tests.Quoting;

namespace Phoenix.Core.Tests.Signals;

/// <summary>How one-sided trading is, by buckets of volume.</summary>
public class VpinSpecs
{
    private static readonly VpinSettings Five = new() { Buckets = 5, LeastBuckets = 1 };

    /// <summary>Trades in lots: bought is positive.</summary>
    private static readonly Gen<List<int>> Trades = Gen.Choose(-70, 70).ListOf().Select(list => list.ToList());

    [Fact]
    public void Trades_are_split_over_the_boundary_of_a_bucket()
    {
        var vpin = new Vpin(new Quantity(10), Five);
        int[] trades = [4, -3, 5, -12, -6, 2, 9, 14, -5];
        double?[] expected = [null, null, 0.4, 0.5, 2 / 3.0, 2 / 3.0, 0.75, 0.8, 0.72];
        foreach (var (lots, value) in trades.Zip(expected))
        {
            Trade(vpin, lots);
            vpin.Current.IsNeutral.ShouldBe(value is null);
            vpin.Current.Vpin.ShouldBe(value ?? 0.5, 1e-12);
        }

        vpin.Current.SignedImbalance.ShouldBe(4 / 50.0, 1e-12); // −6 −10 +10 +10 +0
    }

    [Fact]
    public void One_bucket_of_eight_thousand_against_two_thousand_is_three_fifths()
    {
        var vpin = new Vpin(new Quantity(10_000), Five);
        Trade(vpin, 8000);
        Trade(vpin, -2000);
        vpin.Current.ShouldBe(new Toxicity(0.6, 0.6, 1, IsNeutral: false));
    }

    [Fact]
    public void Fewer_than_five_full_buckets_are_neutral()
    {
        var vpin = new Vpin(new Quantity(10), new VpinSettings());
        Trade(vpin, 49);
        vpin.Current.ShouldBe(new Toxicity(0.5, 0, 4, IsNeutral: true));
        Trade(vpin, 1);
        vpin.Current.ShouldBe(new Toxicity(1, 1, 5, IsNeutral: false));
    }

    [Fact]
    public void A_trade_of_many_buckets_fills_them_all()
    {
        var vpin = new Vpin(new Quantity(10), Five);
        Trade(vpin, -1_000_000_000_000_007);
        vpin.Current.ShouldBe(new Toxicity(1, -1, 5, IsNeutral: false));
        Trade(vpin, 3);
        vpin.Current.Vpin.ShouldBe(44 / 50.0, 1e-12, "the last bucket holds 7 sold and 3 bought");
    }

    [Fact]
    public void A_bucket_is_a_share_of_the_days_volume_unless_set()
    {
        // 1 200 ETH a day over 50 × 24 buckets is 1 ETH.
        Vpin.BucketOf(new(), Eth.Instrument, new Quantity(1_200_999)).ShouldBe(new Quantity(1000));
        Vpin.BucketOf(new() { BucketSize = 2.5m }, Eth.Instrument, Quantity.Zero).ShouldBe(new Quantity(2500));
        Vpin.BucketOf(new(), Eth.Instrument, Quantity.Zero).ShouldBeNull();
        Vpin.BucketOf(new() { BucketSize = 0.0009m }, Eth.Instrument, new Quantity(9999)).ShouldBeNull();
        Should.Throw<ArgumentException>(() => new Vpin(Quantity.Zero, new())).Message.ShouldContain("bucket");
    }

    [Fact]
    public void The_days_volume_is_wanted_once_and_only_where_it_measures()
    {
        var signals = new MarketSignals(Watching(bucketSize: 0), Eth.Instrument);
        signals.WantsDayVolume.ShouldBeTrue();

        signals.DayVolume(0); // a market that nobody trades
        signals.WantsDayVolume.ShouldBeTrue();
        signals.DayVolume(1_200m);
        signals.WantsDayVolume.ShouldBeFalse();

        new MarketSignals(Watching(bucketSize: 5), Eth.Instrument).WantsDayVolume.ShouldBeFalse();
        new MarketSignals(new SignalSettings(), Eth.Instrument).WantsDayVolume.ShouldBeFalse("it is switched off");
    }

    [Fact]
    public void It_lies_between_0_and_1_and_never_below_the_signed_imbalance() => Seeded.ForAll(Trades, trades =>
    {
        var vpin = new Vpin(new Quantity(10), Five);
        foreach (var lots in trades)
        {
            Trade(vpin, lots);
            vpin.Current.Vpin.ShouldBeInRange(0, 1);
            Math.Abs(vpin.Current.SignedImbalance).ShouldBeLessThanOrEqualTo(vpin.Current.Vpin);
        }
    });

    [Fact]
    public void How_trades_are_split_makes_no_difference() =>
        Seeded.ForAll(Trades.Zip(Gen.Choose(1, 9)), pair =>
        {
            var (whole, split) = (new Vpin(new Quantity(10), Five), new Vpin(new Quantity(10), Five));
            foreach (var lots in pair.Item1)
            {
                Trade(whole, lots);
                for (var left = Math.Abs(lots); left > 0; left -= pair.Item2)
                {
                    Trade(split, Math.Sign(lots) * Math.Min(left, pair.Item2));
                }

                split.Current.ShouldBe(whole.Current);
            }
        });

    [Fact]
    public void It_equals_a_count_of_single_lots() => Seeded.ForAll(Trades, trades =>
    {
        var vpin = new Vpin(new Quantity(10), Five);
        trades.ForEach(lots => Trade(vpin, lots));

        var buckets = trades.SelectMany(lots => Enumerable.Repeat(Math.Sign(lots), Math.Abs(lots)))
            .Chunk(10).Where(bucket => bucket.Length == 10).TakeLast(5).Select(bucket => bucket.Sum()).ToList();
        vpin.Current.ShouldBe(buckets.Count == 0
            ? Toxicity.Neutral(0)
            : new Toxicity(
                buckets.Sum(Math.Abs) / (10.0 * buckets.Count),
                buckets.Sum() / (10.0 * buckets.Count),
                buckets.Count,
                IsNeutral: false));
    });

    private static void Trade(Vpin vpin, long lots) =>
        vpin.Trade(lots > 0 ? Side.Buy : Side.Sell, new Quantity(Math.Abs(lots)));

    private static SignalSettings Watching(decimal bucketSize) =>
        new() { Vpin = new VpinSettings { Enabled = true, BucketSize = bucketSize } };
}
