using System.Collections.Immutable;
using Phoenix.Core.Desk;
using Phoenix.Core.Pacing;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Faults;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Server;
using Phoenix.Venue.Sockets;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// Goal: limits a tenth of the mainnet's, which nobody configured, make quoting smaller and not sick. Method: ten
/// minutes of two symbols, judged by what the exchange was asked and by the wire.
/// </summary>
public sealed class TenthOfLimitsSpecs(ITestOutputHelper output)
{
    private const double Minutes = 10;

    private static readonly TimeSpan MostDelay = TimeSpan.FromMilliseconds(50);

    private static WorldOptions Tenth { get; } = new()
    {
        Limits = new VenueLimits { WeightPerMinute = 240 },
        Account = new VenueAccountOptions { OrdersPer10Seconds = 30, OrdersPerMinute = 120 },
    };

    /// <summary>A death of every kind, and of order entry more than once.</summary>
    private static ImmutableArray<FaultRequest> Deaths { get; } =
    [
        Faults.Silence("public") with { Duration = TimeSpan.FromSeconds(8) },
        new() { Verb = FaultVerb.Eof, Target = "trading" },
        new() { Verb = FaultVerb.KeyExpire },
        new() { Verb = FaultVerb.Gap, Target = "ethusdc@depth@100ms", Count = 1 },
        new() { Verb = FaultVerb.Blackhole, Target = "trading", Duration = TimeSpan.FromSeconds(6) },
        new() { Verb = FaultVerb.Drop, Target = "all" },
        new() { Verb = FaultVerb.Http, Status = 503, Duration = TimeSpan.FromSeconds(5) },
        new() { Verb = FaultVerb.Fill },
        new() { Verb = FaultVerb.Rst, Target = "private" },
        new() { Verb = FaultVerb.Close, Target = "trading", Code = 1008 },
    ];

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 4)]
    [InlineData(3, 12)]
    [InlineData(6, 12)]
    [InlineData(26, 12)] // ladders that leave before any reply has told a limit
    public void Quoting_gets_smaller_in_order_and_nothing_is_refused(ulong seed, int layers)
    {
        using var world = World.Seeded(seed, WithLayers(layers)).Quoting();
        var quoted = new SortedDictionary<Symbol, int>();
        for (var second = 0; second < Minutes * 60; second++)
        {
            world.RunFor(1);
            foreach (var symbol in WorldOptions.DefaultSettings.Symbols.Select(settings => settings.Symbol))
            {
                var rests = world.RestingOrders(symbol.Name) > 0;
                quoted[symbol] = quoted.GetValueOrDefault(symbol) + (rests ? 1 : 0);
            }
        }

        NothingWasRefused(world);
        var paces = Paces(world);
        paces.ShouldNotBeEmpty("a tenth is felt");
        foreach (var symbol in paces.GroupBy(paced => paced.Symbol))
        {
            StepByStep(symbol.Select(paced => paced.To.Pace));
        }

        world.Reports.Select(report => report.Occurrence).OfType<DeskEvent.Halted>()
            .Where(halted => halted.WasQuoting)
            .ShouldBeEmpty("fewer layers come before no quotes");
        foreach (var (symbol, seconds) in quoted)
        {
            output.WriteLine($"{symbol}: orders rest in {seconds / (Minutes * 60):P0} of all seconds");
            seconds.ShouldBeGreaterThan((int)(0.75 * Minutes * 60));
        }
    }

    [Theory]
    [InlineData(7, 4)]
    [InlineData(8, 12)]
    public void Whatever_dies_meanwhile_nothing_is_refused_and_quoting_comes_back(ulong seed, int layers)
    {
        using var world = World.Seeded(seed, WithLayers(layers)).Quoting();
        foreach (var death in Deaths)
        {
            world.Inject(death);
            world.RunFor(Minutes * 60 / Deaths.Length);
            NothingWasRefused(world);
        }

        foreach (var symbol in Paces(world).GroupBy(paced => paced.Symbol))
        {
            StepByStep(symbol.Select(paced => paced.To.Pace));
        }

        world.ClearFaults();
        world.RunUntil(() => world.IsQuoting, 90);
        world.StopAndCompare();
        NothingWasRefused(world);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(9, 12)]
    public void Every_cancel_is_on_the_wire_within_50_ms_of_its_decision(ulong seed, int layers)
    {
        using var world = World.Seeded(seed, WithLayers(layers)).Quoting();
        var sent = new List<DateTimeOffset>();
        var start = world.Now - world.Elapsed;
        world.Reports.Clear();
        world.Network.FramePassed += frame =>
        {
            if (frame is { Direction: FrameDirection.FromClient, Class: SocketClass.Trading }
                && frame.Text.Span.IndexOf("order.cancel"u8) >= 0)
            {
                sent.Add(frame.At);
            }
        };
        world.RunFor(Minutes * 60);

        var decided = world.Reports
            .Where(report => report.Occurrence is DeskEvent.OrdersSent { Cancels: > 0 })
            .SelectMany(report => Enumerable.Repeat(
                start + TimeSpan.FromTicks(report.At.Nanoseconds / 100),
                ((DeskEvent.OrdersSent)report.Occurrence).Cancels))
            .ToList();
        sent.Count.ShouldBe(decided.Count, "no cancel was held back");
        var slowest = decided.Zip(sent, (decision, frame) => frame - decision).Max();
        output.WriteLine($"{sent.Count} cancels, the slowest {slowest.TotalMilliseconds:0.0} ms after its decision");
        slowest.ShouldBeLessThanOrEqualTo(MostDelay);
        NothingWasRefused(world);
    }

    [Fact]
    public void With_room_again_the_pace_is_full_again()
    {
        using var world = World.Seeded(5).Quoting();
        world.Inject(new FaultRequest
        {
            Verb = FaultVerb.OrderCount,
            Size = 30,
            Duration = TimeSpan.FromMinutes(2),
        });
        world.RunUntil(() => Paces(world).Any(paced => paced.To.Pace != Pace.Full), 60, "a slower pace");
        world.RunFor(120);

        world.RunUntil(
            () => world.SampleOf("ETHUSDC").Pace == Pace.Full && world.SampleOf("BTCUSDC").Pace == Pace.Full,
            180,
            "the full pace");
    }

    private static WorldOptions WithLayers(int layers) => Tenth with
    {
        Settings = Tenth.Settings with
        {
            Symbols =
            [
                .. Tenth.Settings.Symbols.Select(symbol =>
                    symbol with { Grid = symbol.Grid with { Layers = layers } }),
            ],
        },
    };

    private static List<(Symbol Symbol, DeskEvent.Paced To)> Paces(World world) =>
    [
        .. world.Reports
            .Where(report => report.Occurrence is DeskEvent.Paced)
            .Select(report => (report.Symbol, (DeskEvent.Paced)report.Occurrence)),
    ];

    private static void StepByStep(IEnumerable<Pace> paces)
    {
        var before = Pace.Full;
        foreach (var pace in paces)
        {
            Math.Abs(pace - before).ShouldBe(1);
            before = pace;
        }
    }

    private static void NothingWasRefused(World world)
    {
        world.Venue.Answers.Keys
            .Where(answer => answer.EndsWith(" 429", StringComparison.Ordinal)
                || answer.EndsWith(" 418", StringComparison.Ordinal))
            .ShouldBeEmpty();
        world.Venue.Addresses.ShouldAllBe(address => address.Refusals == 0 && address.Bans == 0);
    }
}
