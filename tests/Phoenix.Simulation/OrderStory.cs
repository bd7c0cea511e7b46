using System.Collections.Immutable;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation;

/// <summary>
/// Stories of order entry: what becomes of requests and of their replies, what the account is told of it and when, and
/// what else goes wrong at the same time. Biased towards the nasty: most of them join faults that hide each other, or
/// strike while the last one is being recovered from.
/// </summary>
internal static class OrderStory
{
    /// <summary>What order entry may be asked for: a fault of requests strikes any of these.</summary>
    private static readonly ImmutableArray<(FaultVerb Verb, string? Route)> Requests =
    [
        (FaultVerb.Place, "order.place"),
        (FaultVerb.Place, "order.modify"),
        (FaultVerb.Cancel, null), // of one order or of all, over either way
    ];

    /// <summary>Refusals that are certain: margin, reduce-only, post-only, overload, rate, unknown, rules.</summary>
    private static readonly ImmutableArray<int> Refusals = [-2019, -2022, -5022, -1008, -1015, -2011, -1111, -4164];

    /// <summary>Questions by which the truth is found out.</summary>
    private static readonly ImmutableArray<string> Questions =
    [
        "GET /fapi/v1/order",
        "GET /fapi/v1/openOrders",
        "GET /fapi/v1/userTrades",
        "GET /fapi/v3/positionRisk",
        "POST /fapi/v1/countdownCancelAll",
    ];

    private static readonly ImmutableArray<string> Links = ["trading", "private", "all"];

    public static FaultStory Draw(Random random, ImmutableArray<string> symbols)
    {
        FaultRequest Fit(FaultRequest fault) => FaultStory.Fit(fault, symbols);
        return random.Next(9) switch
        {
            0 or 1 => Named("a request", [0], Fate(random)),
            2 => Named("a request and its events", [0, 0], Fate(random), Event(random)),
            3 => Named("two requests", [0, Soon(random)], Fate(random), Fate(random)),
            4 => Named("a fill under way", [0, Soon(random)], Fate(random), Fit(Happening(random))),
            5 => Named("a request and the truth", [0, Soon(random)], Fate(random), Question(random)),
            6 => Named("the session ends", [0, Soon(random)], Fate(random), End(random)),
            7 => DuringRecovery(random, Fit),
            _ => PulledUnderWay(random),
        };
    }

    /// <summary>What becomes of a request and of its reply; the two are independent.</summary>
    public static FaultRequest Fate(Random random)
    {
        var (verb, route) = Requests[random.Next(Requests.Length)];
        var fault = new FaultRequest
        {
            Verb = verb,
            Route = route,
            IsApplied = random.Next(2) == 0,
            Count = random.Next(1, 7),
        };
        return random.Next(9) switch
        {
            0 or 1 => fault with { Reply = FaultReply.Lost },
            2 => fault with { Reply = FaultReply.Broken },
            3 => fault with { Status = 503 },
            4 => fault with { Status = 408, Code = -1007 },
            5 => fault with { Code = Refusals[random.Next(Refusals.Length)], IsApplied = false },
            6 => fault with { Delay = Late(random) }, // its events come before the reply
            7 => fault with { Late = Late(random) },
            _ => fault with { Late = Late(random), Reply = FaultReply.Lost },
        };
    }

    /// <summary>What the account is told of it.</summary>
    private static FaultRequest Event(Random random)
    {
        var fault = new FaultRequest
        {
            Verb = FaultVerb.HideEvent,
            Stream = random.Next(3) == 0 ? null : "ORDER_TRADE_UPDATE",
            Count = random.Next(1, 5),
        };
        return random.Next(4) switch
        {
            0 => fault,
            1 => fault with { Verb = FaultVerb.DupEvent },
            2 => fault with { Verb = FaultVerb.Reorder },
            _ => fault with { Verb = FaultVerb.HoldEvents, Duration = FaultStory.Length(random), Count = null },
        };
    }

    /// <summary>What happens to orders and positions meanwhile.</summary>
    private static FaultRequest Happening(Random random) => random.Next(5) switch
    {
        0 => new() { Verb = FaultVerb.Adl, Symbol = "ETHUSDC" },
        1 => new() { Verb = FaultVerb.OrderCount, Size = random.Next(1, 4), Duration = FaultStory.Length(random) },
        2 => new() { Verb = FaultVerb.Halt, Symbol = "ETHUSDC", Duration = FaultStory.Length(random) },
        _ => new() { Verb = FaultVerb.Fill, Quantity = random.Next(2) == 0 ? 0.004m : null },
    };

    /// <summary>The truth is late, or cannot be asked for.</summary>
    private static FaultRequest Question(Random random)
    {
        var route = Questions[random.Next(Questions.Length)];
        var duration = FaultStory.Length(random);
        return random.Next(4) switch
        {
            0 or 1 => new() { Verb = FaultVerb.QueryLag, Delay = Late(random), Duration = duration },
            2 => new() { Verb = FaultVerb.Http, Route = route, Status = 503, Duration = duration },
            _ => new()
            {
                Verb = FaultVerb.Http,
                Route = route,
                Status = random.Next(2) == 0 ? 429 : 503,
                RetryAfter = TimeSpan.FromSeconds(random.Next(1, 6)),
                Count = random.Next(1, 4),
            },
        };
    }

    /// <summary>A connection that orders or their events go over ends, or only seems to live.</summary>
    private static FaultRequest End(Random random)
    {
        var target = Links[random.Next(Links.Length)];
        return random.Next(4) switch
        {
            0 => new() { Verb = FaultVerb.Eof, Target = target },
            1 => new() { Verb = FaultVerb.Rst, Target = target },
            2 => new() { Verb = FaultVerb.Blackhole, Target = target, Duration = FaultStory.Length(random) },
            _ => Faults.Silence(target) with { Duration = FaultStory.Length(random) },
        };
    }

    private static FaultStory DuringRecovery(Random random, Func<FaultRequest, FaultRequest> fit)
    {
        var beats = ImmutableArray.CreateBuilder<FaultBeat>();
        beats.Add(FaultStory.Beat(0, End(random)));
        for (var more = random.Next(1, 5); more > 0; more--)
        {
            var fault = random.Next(5) switch
            {
                0 or 1 => Fate(random),
                2 => Event(random),
                3 => Question(random),
                _ => fit(Happening(random)),
            };
            beats.Add(FaultStory.Beat(random.Next(4_000) / 1000.0, fault));
        }

        return new("orders during a recovery", beats.ToImmutable());
    }

    /// <summary>Quotes have to go while nobody knows what became of the last ones; or our host stands still.</summary>
    private static FaultStory PulledUnderWay(Random random)
    {
        var fates = new[] { FaultStory.Beat(0, Fate(random)), FaultStory.Beat(0, Fate(random)) };
        var last = random.Next(2) == 0
            ? FaultStory.Beat(
                Soon(random), Faults.Silence("public") with { Duration = FaultStory.Length(random), IsSticky = true })
            : new FaultBeat(
                TimeSpan.FromSeconds(Soon(random)), null, FaultStory.Length(random), TimeSpan.Zero);
        return new("pulled under way", [.. fates, last]);
    }

    private static FaultStory Named(string kind, double[] afterSeconds, params FaultRequest[] faults) =>
        new(kind, [.. faults.Select((fault, i) => FaultStory.Beat(afterSeconds[i], fault))]);

    /// <summary>Seconds: at once, or within what replies and queries take.</summary>
    private static double Soon(Random random) => random.Next(3) == 0 ? 0 : random.Next(1_500) / 1000.0;

    /// <summary>Near the deadlines of replies, or anywhere up to where the receive window ends it.</summary>
    private static TimeSpan Late(Random random) => TimeSpan.FromMilliseconds(random.Next(3) switch
    {
        0 => 1_000 + random.Next(-30, 31),
        1 => 3_000 + random.Next(-30, 31),
        _ => random.Next(5, 4_000),
    });
}
