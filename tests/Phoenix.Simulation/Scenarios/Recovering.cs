using Phoenix.Actors.Telemetry;
using Phoenix.Core.Desk;
using Phoenix.Core.Streams;
using Phoenix.Venue.Sockets;
using Xunit.Abstractions;

namespace Phoenix.Simulation.Scenarios;

/// <summary>
/// One fault of the user stream and its two bounds: until it is noticed, and from then until everything is quoted
/// again. What was measured is printed, for the bounds to be judged by.
/// </summary>
internal sealed class Recovering
{
    private readonly World _world;
    private readonly ITestOutputHelper _output;
    private readonly TimeSpan _began;
    private readonly int _deaths;
    private readonly int _reports;

    public Recovering(World world, ITestOutputHelper output)
    {
        (_world, _output, _began) = (world, output, world.Elapsed);
        (_deaths, _reports) = (world.Deaths.Count, world.Reports.Count);
    }

    public IEnumerable<SystemEvent.ConnectionLost> Deaths =>
        _world.Deaths.Skip(_deaths).Where(death => death.Slot == "private-A");

    public IEnumerable<DeskEvent> Events => _world.Reports.Skip(_reports).Select(report => report.Occurrence);

    /// <summary>The user stream dies of the cause within the bound, and quoting is back within the other.</summary>
    public void Dies(DeathCause cause, double detectSeconds, double quoteSeconds)
    {
        Notices(() => Deaths.Any(), detectSeconds, $"the death of the user stream by {cause}");
        Deaths.First().Cause.ShouldBe(cause);
        Quotes(quoteSeconds);
    }

    public void Notices(Func<bool> noticed, double detectSeconds, string what)
    {
        _world.RunUntil(noticed, detectSeconds, what);
        _output.WriteLine($"noticed after {(_world.Elapsed - _began).TotalSeconds:0.00} s (bound {detectSeconds} s)");
    }

    public void Quotes(double quoteSeconds)
    {
        var from = _world.Elapsed;
        _world.RunUntil(() => _world.IsQuoting, quoteSeconds);
        _output.WriteLine($"quoting after {(_world.Elapsed - from).TotalSeconds:0.00} s more (bound {quoteSeconds} s)");
    }

    /// <summary>Time passes and nothing comes of the fault.</summary>
    public void IsNoEvent(double seconds)
    {
        _world.RunFor(seconds);
        Deaths.ShouldBeEmpty();
        Events.ShouldNotContain(occurrence => occurrence is DeskEvent.Halted);
    }
}

/// <summary>What scenarios of the user stream ask of a world.</summary>
internal static class UserWorld
{
    public static IEnumerable<Venue.Server.SocketState> UserSockets(this World world) =>
        world.Venue.Sockets.Where(socket => socket.Class == SocketClass.Private);

    /// <summary>Somebody else who shares the account asks for its listen key, or ends it.</summary>
    public static void KeyCallOfSomebodyElse(this World world, string method) =>
        world.Network.Send(
            new Core.Ports.HttpCall(method, "/fapi/v1/listenKey", new Venue.Accounts.VenueAccountOptions().ApiKey),
            CancellationToken.None);
}
