using Phoenix.Venue.Market;
using Phoenix.Venue.Market.Replay;

namespace Phoenix.Node.Settings;

/// <summary>Who trades in a market of the embedded exchange.</summary>
internal static class CrowdReader
{
    private enum Kind
    {
        Street = 1,
        ZeroIntelligence,
        Recording,
    }

    private enum Queue
    {
        Pessimistic = 1,
        Proportional,
        Power,
    }

    private enum AtEnd
    {
        Loop = 1,
        Freeze,
    }

    public static CrowdSettings Read(KeyReader market, Contract contract)
    {
        var kind = market.Choice(
            "crowd",
            ("street", Kind.Street),
            ("zero-intelligence", Kind.ZeroIntelligence),
            ("recording", Kind.Recording));
        var lot = contract.Rules.LotSize;
        var street = Street(market.Block("street"), lot);
        var zero = Zero(market.Block("zero-intelligence"), lot);
        var recording = Recording(market, contract, kind == Kind.Recording);
        return kind switch
        {
            Kind.ZeroIntelligence => zero,
            Kind.Recording when recording is not null => recording,
            _ => street,
        };
    }

    private static StreetSettings Street(KeyReader block, decimal lot)
    {
        var street = new StreetSettings
        {
            Levels = block.Count("levels", 1, 200),
            RangeTicks = block.Count("range-ticks", 1, 1_000_000),
            NearTicks = block.Count("near-ticks", 1, 1_000_000),
            NearLevels = block.Count("near-levels", 1, 200),
            ChangesPerFrame = block.Count("changes-per-frame", 0, 500),
            TakerChance = (double)block.Number("taker-chance", 0, 1),
            MaxLots = block.Lots("max-order", lot).Lots,
        };
        block.Demand(
            street.NearLevels <= street.NearTicks,
            "near-levels",
            "near-ticks",
            $"expected at most near-ticks ({street.NearTicks}), one level per tick",
            "lower it, or raise near-ticks");
        block.Demand(
            street.Levels <= street.RangeTicks,
            "levels",
            "range-ticks",
            $"expected at most range-ticks ({street.RangeTicks}), one level per tick",
            "lower it, or raise range-ticks");
        return street;
    }

    private static ZeroIntelligenceSettings Zero(KeyReader block, decimal lot) => new()
    {
        PlacementsPerSecond = (double)block.Positive("placements-per-second", 10_000),
        LifeSeconds = block.Duration("life", TimeSpan.FromMilliseconds(100)).TotalSeconds,
        DistanceScale = (double)block.Positive("distance-scale", 100_000),
        DistanceExponent = (double)block.Positive("distance-exponent", 10),
        RangeTicks = block.Count("range-ticks", 10, 100_000),
        OrderMedianLots = (double)(block.Positive("order-median", 1_000_000m) / lot),
        OrderSizeSpread = (double)block.Number("order-spread", 0, 4),
        TouchMedianLots = (double)(block.Positive("touch-median", 1_000_000m) / lot),
        FollowChance = (double)block.Number("follow-chance", 0, 1),
        StaleTakenChance = (double)block.Number("stale-taken-chance", 0, 1),
        TakersPerSecond = (double)block.Number("takers-per-second", 0, 1_000),
        Excitement = (double)block.Number("excitement", 0, 0.95m),
        ExcitementSeconds = block.Duration("excitement-time", TimeSpan.FromMilliseconds(50)).TotalSeconds,
        SideRepeats = (double)block.Number("side-repeats", 0, 1),
        TakerMedianLots = (double)(block.Positive("taker-median", 1_000_000m) / lot),
        TakerSizeSpread = (double)block.Number("taker-spread", 0, 4),
        TakerReach = block.Count("taker-reach", 0, 100_000),
    };

    private static RecordingSettings? Recording(KeyReader market, Contract contract, bool isUsed)
    {
        var block = market.Block("recording");
        var files = block.List("files", "expected a list of files", "write for example [\"market.jsonl.gz\"]");
        var symbol = block.Text("symbol", _ => true, "expected a symbol like ETHUSDT");
        var queue = block.Choice(
            "queue",
            ("pessimistic", Queue.Pessimistic),
            ("proportional", Queue.Proportional),
            ("power", Queue.Power));
        var exponent = block.Positive("queue-exponent", 10);
        var atEnd = block.Choice("at-end", ("loop", AtEnd.Loop), ("freeze", AtEnd.Freeze));
        if (!isUsed) return null;
        market.Demand(
            files.Length > 0,
            "recording.files",
            "crowd",
            "expected at least one file when crowd is recording",
            "name the recorded snapshot and messages");
        if (files.Length == 0) return null;
        try
        {
            return new RecordingSettings
            {
                Recording = RecordingReader.ReadFiles(contract, symbol.Length == 0 ? null : symbol, files),
                Queue = queue switch
                {
                    Queue.Pessimistic => new PessimisticQueue(),
                    Queue.Power => new PowerQueue { Exponent = (double)exponent },
                    _ => new ProportionalQueue(),
                },
                Loops = atEnd == AtEnd.Loop,
            };
        }
        catch (RecordingException failure)
        {
            var reason = failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
            block.Demand(holds: false, "files", "files", reason, "name readable recordings of this contract");
            return null;
        }
    }
}
