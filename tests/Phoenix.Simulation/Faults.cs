using Phoenix.Core.Primitives;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation;

/// <summary>Faults by the words of the catalogue, and schedules of them drawn from a seed.</summary>
internal static class Faults
{
    private static readonly string[] SocketClasses = ["public", "market", "private", "trading"];

    /// <summary>TCP up, pings answered, no data.</summary>
    public static FaultRequest Silence(string target) => new() { Verb = FaultVerb.MuteData, Target = target };

    /// <summary>One fault, biased towards the nasty.</summary>
    public static FaultRequest Draw(Random random) => random.Next(5) switch
    {
        0 or 1 => DrawDeath(random),
        2 => DrawWire(random),
        3 => DrawData(random),
        _ => DrawAccount(random),
    };

    /// <summary>Connections and streams that die, loudly or in silence.</summary>
    private static FaultRequest DrawDeath(Random random)
    {
        var (target, duration) = (SocketClass(random), Duration(random));
        return random.Next(11) switch
        {
            0 or 1 => Silence(target) with { Duration = duration, IsSticky = random.Next(4) == 0 },
            2 => new() { Verb = FaultVerb.Mute, Target = Stream(random), Duration = duration },
            3 or 4 => new() { Verb = FaultVerb.Blackhole, Target = target, Duration = duration },
            5 => new() { Verb = FaultVerb.Close, Target = target, Code = random.Next(2) == 0 ? 1001 : 1008 },
            6 => new() { Verb = FaultVerb.Drop, Target = random.Next(5) == 0 ? "all" : target },
            7 => new() { Verb = FaultVerb.Refuse, Count = random.Next(1, 6) },
            8 => new() { Verb = FaultVerb.KeyExpire, IsSilent = random.Next(2) == 0 },
            9 => new() { Verb = FaultVerb.Gap, Target = Stream(random), Count = 1 },
            _ => new() { Verb = FaultVerb.Http, Status = 503, Duration = duration },
        };
    }

    /// <summary>Connections that end otherwise; handshakes and messages not answered as they should.</summary>
    private static FaultRequest DrawWire(Random random)
    {
        var (target, few) = (SocketClass(random), random.Next(1, 4));
        return random.Next(10) switch
        {
            0 => new() { Verb = FaultVerb.Eof, Target = target },
            1 => new() { Verb = FaultVerb.Rst, Target = target },
            2 => new() { Verb = FaultVerb.NoAck, Target = target, Count = few },
            3 => new() { Verb = FaultVerb.LateAck, Target = target, Count = few, Delay = Late(random) },
            4 => new() { Verb = FaultVerb.ErrAck, Target = target, Count = few },
            5 => new() { Verb = FaultVerb.AckOnly, Target = Stream(random), Duration = Duration(random) },
            6 => new() { Verb = FaultVerb.StallTcp, Target = target, Count = few },
            7 => new() { Verb = FaultVerb.StallUpgrade, Target = target, Count = few },
            8 => new() { Verb = FaultVerb.StopReading, Target = target, Duration = Duration(random) },
            _ => new()
            {
                Verb = FaultVerb.DropAfter,
                Target = target,
                Delay = Late(random),
                Duration = Duration(random),
            },
        };
    }

    /// <summary>Market data that comes in the wrong order, twice, late, or wrong.</summary>
    private static FaultRequest DrawData(Random random)
    {
        var (target, duration, few) = (StreamOrClass(random), Duration(random), random.Next(1, 6));
        return random.Next(9) switch
        {
            0 => new() { Verb = FaultVerb.Swap, Target = Stream(random), Count = few },
            1 => new() { Verb = FaultVerb.Dup, Target = target, Count = few },
            2 => new()
            {
                Verb = FaultVerb.Lag,
                Target = target,
                Delay = Late(random),
                Duration = duration,
                IsSticky = random.Next(4) == 0,
            },
            3 => new() { Verb = FaultVerb.Burst, Target = target, Duration = duration },
            4 => new() { Verb = FaultVerb.Freeze, Target = Stream(random), Duration = duration },
            5 => new() { Verb = FaultVerb.Cross, Target = Stream(random), Count = few },
            6 => new() { Verb = FaultVerb.SnapOld, Symbol = Symbol(random), Count = few },
            7 => new() { Verb = FaultVerb.SnapFail, Count = few },
            _ => new() { Verb = FaultVerb.Halt, Symbol = Symbol(random), Duration = duration },
        };
    }

    /// <summary>Listen keys, user events and orders that are not told of as they should be.</summary>
    private static FaultRequest DrawAccount(Random random)
    {
        var (duration, few) = (Duration(random), random.Next(1, 4));
        return random.Next(15) switch
        {
            0 => new() { Verb = FaultVerb.KeyGone, Duration = duration },
            1 => new() { Verb = FaultVerb.KeyCloseByOther },
            2 => new() { Verb = FaultVerb.KeySame },
            3 => new() { Verb = FaultVerb.KeyFail, Duration = duration },
            4 => new() { Verb = FaultVerb.HoldEvents, Duration = duration },
            5 => new() { Verb = FaultVerb.Reorder, Count = few },
            6 => new() { Verb = FaultVerb.HideEvent, Count = few },
            7 => new() { Verb = FaultVerb.DupEvent, Count = few },
            8 => Lost(FaultVerb.Place, random) with { Count = few },
            9 => Lost(FaultVerb.Cancel, random) with { Count = few },
            10 => new() { Verb = FaultVerb.Place, Late = Late(random), Count = few },
            11 => new() { Verb = FaultVerb.Fill },
            12 => DrawStranger(random),
            13 => new() { Verb = FaultVerb.Adl, Symbol = Symbol(random) },
            _ => new() { Verb = FaultVerb.QueryLag, Delay = Late(random), Duration = duration },
        };
    }

    /// <summary>Limits, bans and clocks of the exchange, broken frames, and what somebody else does.</summary>
    public static FaultRequest DrawLimits(Random random)
    {
        var (target, duration, few) = (SocketClass(random), Duration(random), random.Next(1, 4));
        return random.Next(13) switch
        {
            0 => new() { Verb = FaultVerb.BadJson, Target = StreamOrClass(random), Count = few },
            1 => new() { Verb = FaultVerb.NewEnum, Target = StreamOrClass(random), Count = few },
            2 => new() { Verb = FaultVerb.NoPong, Target = target, Duration = duration },
            3 => new()
            {
                Verb = FaultVerb.SubsetOnly,
                Target = target,
                Streams = [Stream(random)],
                Duration = duration,
            },
            4 => new() { Verb = FaultVerb.LimitControl, Target = target, Size = few, Duration = duration },
            5 => new() { Verb = FaultVerb.LimitConnects, Count = few, Duration = duration, Window = duration },
            6 => new() { Verb = FaultVerb.Weight, Size = random.Next(1, 100), Duration = duration },
            7 => new() { Verb = FaultVerb.OrderCount, Size = few, Duration = duration },
            8 => new() { Verb = FaultVerb.Ban, Duration = duration },
            9 => new() { Verb = FaultVerb.Skew, Offset = Late(random), Duration = duration },
            10 => new() { Verb = FaultVerb.Skew, Offset = -Late(random), Duration = duration },
            11 => new() { Verb = FaultVerb.Http, Status = 429, RetryAfter = Late(random), Duration = duration },
            _ => new()
            {
                Verb = FaultVerb.Skew,
                Offset = TimeSpan.Zero,
                Drift = TimeSpan.FromMilliseconds(random.Next(-100, 100)),
                Duration = duration,
            },
        };
    }

    /// <summary>Somebody else trades on the account, or the exchange does, at the market.</summary>
    private static FaultRequest DrawStranger(Random random)
    {
        var isBitcoin = random.Next(2) == 0;
        return new()
        {
            Verb = FaultVerb.ForeignOrder,
            Symbol = isBitcoin ? "BTCUSDC" : "ETHUSDC",
            Side = random.Next(2) == 0 ? Side.Buy : Side.Sell,
            Quantity = isBitcoin ? 0.004m : 0.020m,
            Order = random.Next(3) switch
            {
                0 => null,
                1 => $"autoclose-{random.Next()}",
                _ => "adl_autoclose",
            },
        };
    }

    private static FaultRequest Lost(FaultVerb verb, Random random) =>
        new() { Verb = verb, Reply = FaultReply.Lost, IsApplied = random.Next(2) == 0 };

    /// <summary>One of the classes of sockets.</summary>
    public static string DrawSocketClass(Random random) => SocketClass(random);

    private static string SocketClass(Random random) => SocketClasses[random.Next(SocketClasses.Length)];

    private static string StreamOrClass(Random random) => random.Next(2) == 0 ? Stream(random) : SocketClass(random);

    private static string Stream(Random random) =>
        random.Next(2) == 0 ? "ethusdc@depth@100ms" : "btcusdc@depth@100ms";

    private static string Symbol(Random random) => random.Next(2) == 0 ? "ETHUSDC" : "BTCUSDC";

    private static TimeSpan Duration(Random random) => TimeSpan.FromMilliseconds(random.Next(200, 15_000));

    private static TimeSpan Late(Random random) => TimeSpan.FromMilliseconds(random.Next(50, 5_000));
}
