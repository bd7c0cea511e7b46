using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.InMemory;

/// <summary>
/// The venue behind a simulated network, for runs in virtual time: sockets and REST calls as the clients' adapters
/// expect them, each message delayed by a latency drawn from the seed, in order per connection and direction.
/// </summary>
/// <remarks>
/// Every callback happens in work scheduled on the given time; nothing calls back from within a call. Bytes in a black
/// hole vanish, and a call to a dead host waits until its caller gives up.
/// </remarks>
public sealed class InMemoryVenue : IWebSocketTransport, IHttpTransport
{
    private readonly IVirtualTime _time;
    private readonly NetworkOptions _network;
    private readonly SeededChance _chance;
    private long _lastConnection;
    private DateTimeOffset _wakesAt = DateTimeOffset.MaxValue;

    /// <summary>Takes over the server: from here on its time is driven by <paramref name="time"/>.</summary>
    public InMemoryVenue(VenueServer server, IVirtualTime time, NetworkOptions network)
    {
        (Server, _time, _network) = (server, time, network);
        _chance = new SeededChance(network.Seed);
        Server.Advance(VenueNow);
        WakeInTime();
    }

    /// <summary>Every frame handed to a client or accepted from one.</summary>
    public event Action<ClientFrame>? FramePassed;

    /// <summary>The exchange itself; its clock stands at the last thing that happened.</summary>
    public VenueServer Server { get; }

    /// <summary>Sockets that are open at the venue and not in a black hole.</summary>
    public int LiveSockets => Server.LiveSockets;

    internal DateTimeOffset Now => _time.Now;

    private VenueTime VenueNow => VenueTime.From(_time.Now + _network.VenueClockOffset);

    /// <summary>Brings the venue's clock to the present, so that its state can be read.</summary>
    public VenueServer AtPresent()
    {
        Server.Advance(VenueNow);
        return Server;
    }

    /// <inheritdoc />
    public IWebSocketSession Open(Uri endpoint, IWebSocketSink sink)
    {
        var connection = new InMemoryConnection(this, ++_lastConnection, endpoint.PathAndQuery, sink);
        connection.Dial();
        return connection;
    }

    /// <inheritdoc />
    public Task<HttpAnswer> Send(HttpCall call, CancellationToken cancellation)
    {
        // Without RunContinuationsAsynchronously: the continuation belongs to the scheduled work, in virtual time.
        var completion = new TaskCompletionSource<HttpAnswer>();
        var registration = cancellation.Register(() => completion.TrySetCanceled(cancellation));
        Schedule(DrawLatency(), () =>
        {
            if (completion.Task.IsCompleted) return;
            AtPresent().Handle(call, [], outcome =>
            {
                if (outcome is CallOutcome.Lost) return;
                Schedule(DrawLatency(), () =>
                {
                    if (Complete(completion, outcome)) registration.Dispose();
                });
            });
            WakeInTime();
        });
        return completion.Task;
    }

    private static bool Complete(TaskCompletionSource<HttpAnswer> completion, CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered answered => completion.TrySetResult(answered.Answer),
        CallOutcome.Broken => completion.TrySetException(new IOException("The connection was reset by the exchange.")),
        _ => false,
    };

    internal TimeSpan DrawLatency() =>
        TimeSpan.FromTicks(_chance.Between(_network.MinLatency.Ticks, _network.MaxLatency.Ticks));

    internal void Schedule(TimeSpan delay, Action work) => _time.Schedule(delay, work);

    internal void Tap(ClientFrame frame) => FramePassed?.Invoke(frame);

    /// <summary>
    /// Makes sure that the server's clock is moved when its next thing is due: a request may have armed a countdown
    /// that fires before the next step of the market.
    /// </summary>
    internal void WakeInTime()
    {
        var at = Server.NextDue.ToDateTimeOffset() - _network.VenueClockOffset;   // the exact tick, not its millisecond
        if (at >= _wakesAt) return;
        _wakesAt = at;
        var wait = at - _time.Now;
        Schedule(wait < TimeSpan.Zero ? TimeSpan.Zero : wait, () => Wake(at));
    }

    private void Wake(DateTimeOffset at)
    {
        AtPresent();
        if (at != _wakesAt) return;   // an earlier wake took over, and keeps the chain going
        _wakesAt = DateTimeOffset.MaxValue;
        WakeInTime();
    }
}
