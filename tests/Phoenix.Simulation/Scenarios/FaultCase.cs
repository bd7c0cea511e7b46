using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Sockets;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// One fault in a world that quotes: what strikes, what must find it and by when, what must not suffer, and that all
/// is as before in the end. All bounds are milliseconds of virtual time since the strike.
/// </summary>
internal sealed class FaultCase : IDisposable
{
    private readonly ITestOutputHelper _output;
    private readonly string _sockets;
    private int _deaths;
    private int _reports;

    private FaultCase(World world, ITestOutputHelper output)
    {
        (World, _output) = (world, output);
        world.Quoting().RunFor(12); // so that each connection has been good for long enough to be trusted again
        _sockets = SocketsAndSubscriptions();
        Mark();
    }

    public World World { get; }

    /// <summary>When the fault struck, on the actors' clock.</summary>
    public Instant StruckAt { get; private set; }

    /// <summary>What the desks told since then.</summary>
    public IEnumerable<(Symbol Symbol, DeskEvent Occurrence, Instant At)> Reports =>
        World.Reports.Skip(_reports).Select(report => (report.Symbol, report.Occurrence, report.At));

    /// <summary>Connections that died since then.</summary>
    public IEnumerable<(string Slot, DeathCause Cause, Instant At, string Detail)> Deaths =>
        World.Deaths.Skip(_deaths).Select(death => (death.Slot, death.Cause, death.At, death.Detail));

    public static FaultCase Quoting(int seed, ITestOutputHelper output, WorldOptions? options = null) =>
        new(World.Seeded((ulong)seed, options), output);

    /// <summary>The seeds of every fault.</summary>
    public static TheoryData<int> Seeds()
    {
        var seeds = new TheoryData<int>();
        for (var seed = Scale.FirstSeed; seed < Scale.FirstSeed + Scale.FaultSeeds; seed++)
        {
            seeds.Add(seed);
        }

        return seeds;
    }

    /// <summary>The id of one of the open sockets of a class, as a fault's target.</summary>
    public string One(SocketClass sockets) =>
        $"{World.Venue.Sockets.Where(socket => socket.Class == sockets).Min(socket => socket.Id)}";

    public FaultCase Strike(params FaultRequest[] faults)
    {
        Mark();
        foreach (var fault in faults)
        {
            World.Inject(fault);
        }

        return this;
    }

    /// <summary>Each of the slots dies, the first time for this cause and in time.</summary>
    /// <param name="slots">Full names, or the beginning of one where any sibling may be meant.</param>
    public FaultCase Found(DeathCause cause, int withinMs, params string[] slots) =>
        Found(cause, 0, withinMs, slots);

    /// <summary>It dies of one or the other, whichever evidence comes first.</summary>
    public FaultCase FoundByEither(DeathCause one, DeathCause other, int withinMs, string slot)
    {
        Until(() => Deaths.Any(death => IsOf(death.Slot, slot)), withinMs + 1000, $"{slot} to die");
        var death = Deaths.First(death => IsOf(death.Slot, slot));
        death.Cause.ShouldBeOneOf(one, other);
        Bounded($"{slot} {death.Cause}", death.At, 0, withinMs);
        return this;
    }

    /// <summary>The same, and not before.</summary>
    public FaultCase Found(DeathCause cause, int notBeforeMs, int withinMs, params string[] slots)
    {
        foreach (var slot in slots)
        {
            Until(() => Deaths.Any(death => IsOf(death.Slot, slot)), withinMs + 1000, $"{slot} to die");
            var death = Deaths.First(death => IsOf(death.Slot, slot));
            death.Cause.ShouldBe(cause, death.Detail);
            Bounded($"{slot} {cause}", death.At, notBeforeMs, withinMs);
        }

        return this;
    }

    /// <summary>The desks of these symbols, all when none is named, stop quoting for this reason.</summary>
    public FaultCase Halts(HaltCauses cause, int withinMs, params string[] symbols)
    {
        foreach (var symbol in symbols.Length > 0 ? symbols : ["ETHUSDC", "BTCUSDC"])
        {
            Until(() => HaltOf(symbol, cause) is not null, withinMs + 1000, $"{symbol} to halt for {cause}");
            Bounded($"{symbol} halted, {cause}", HaltOf(symbol, cause)!.Value, 0, withinMs);
        }

        return this;
    }

    /// <summary>The same, for whatever reason comes first.</summary>
    public FaultCase Halts(int withinMs, params string[] symbols) => Halts((HaltCauses)~0, withinMs, symbols);

    /// <summary>No order of these symbols, of all when none is named, rests any more.</summary>
    public FaultCase Pulls(int withinMs, params string[] symbols)
    {
        foreach (var symbol in symbols.Length > 0 ? symbols : ["ETHUSDC", "BTCUSDC"])
        {
            Until(() => World.RestingOrders(symbol) == 0, withinMs, $"{symbol} to be pulled");
            Bounded($"{symbol} pulled", World.Clock, 0, withinMs);
        }

        return this;
    }

    /// <summary>Every symbol is quoted again.</summary>
    public FaultCase QuotesAgain(int withinMs)
    {
        Until(() => World.IsQuoting, withinMs, "quoting in every symbol");
        var resumed = Reports.Where(report => report.Occurrence is DeskEvent.Resumed).Select(report => report.At);
        Bounded("quoting again", resumed.DefaultIfEmpty(StruckAt).Max(), 0, withinMs);
        return this;
    }

    /// <summary>Time passes and quoting of these symbols, of all when none is named, was never halted.</summary>
    public FaultCase NeverHalts(double seconds, params string[] symbols)
    {
        World.RunFor(seconds);
        Reports.Where(report => symbols.Length == 0 || symbols.Contains(report.Symbol.Name))
            .Where(report => report.Occurrence is DeskEvent.Halted)
            .ShouldBeEmpty();
        return this;
    }

    public FaultCase NothingDies(double seconds)
    {
        World.RunFor(seconds);
        Deaths.ShouldBeEmpty();
        return this;
    }

    /// <summary>
    /// Sockets and subscriptions are what they were, no slot ever had two, our books are the venue's, and so are
    /// fills, fees, profit and positions after an orderly stop.
    /// </summary>
    public void EndsAsBefore(double settleSeconds = 5)
    {
        World.RunUntil(() => World.IsQuoting && SocketsAndSubscriptions() == _sockets, 30, "the sockets of before");
        World.RunFor(settleSeconds);
        World.RunUntil(() => World.BooksAgree, 10, "books that agree with the venue's");
        World.MostSockets.ShouldBe(6);
        SocketsAndSubscriptions().ShouldBe(_sockets);
        World.StopAndCompare();
    }

    public void Dispose() => World.Dispose();

    /// <summary>From here on counts what happens.</summary>
    public void Mark() => (StruckAt, _deaths, _reports) = (World.Clock, World.Deaths.Count, World.Reports.Count);

    /// <summary>Runs in steps of 10 ms until it holds.</summary>
    public void Until(Func<bool> holds, int withinMs, string what)
    {
        while (!holds())
        {
            if ((World.Clock - StruckAt).TotalMilliseconds > withinMs)
            {
                World.RunUntil(holds, 0, what); // throws, with all that is known
            }

            World.RunFor(0.01);
        }
    }

    private static bool IsOf(string slot, string meant) => slot.StartsWith(meant, StringComparison.Ordinal);

    private void Bounded(string what, Instant at, int notBeforeMs, int withinMs)
    {
        var after = (at - StruckAt).TotalMilliseconds;
        _output.WriteLine($"{what} after {after:0} ms, allowed {withinMs} ms");
        after.ShouldBeInRange(notBeforeMs, withinMs, what);
    }

    private Instant? HaltOf(string symbol, HaltCauses cause)
    {
        foreach (var (of, occurrence, at) in Reports)
        {
            if (of.Name == symbol && occurrence is DeskEvent.Halted halted && (halted.Causes & cause) != 0)
            {
                return at;
            }
        }

        return null;
    }

    private string SocketsAndSubscriptions() => string.Join(
        "; ",
        World.Venue.Sockets
            .Where(socket => !socket.IsBlackholed)
            .Select(socket => $"{socket.Class}: {string.Join(",", socket.Subscriptions.Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal));
}
