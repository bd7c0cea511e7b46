using System.IO.Pipelines;
using Phoenix.Venue.Http;
using Phoenix.Venue.Server;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Tests.Http;

/// <summary>What fails inside the loop's one thread of control, and whom it concerns.</summary>
public sealed class VenueLoopSpecs : IDisposable
{
    private readonly RecordingLoggers _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Work_that_fails_is_logged_and_the_next_is_done()
    {
        await using var loop = Start();
        await loop.Post(_ => throw new InvalidOperationException("planted"));
        (await loop.Read(server => server.LiveSockets)).ShouldBe(0);
        _logs.Lines.Select(line => line.Id).ShouldBe([5001]);
    }

    [Fact]
    public async Task Nobody_waits_for_a_loop_whose_time_cannot_pass()
    {
        await using var loop = Start();
        await loop.Read(server => server.Accept("/public/ws/ethusdc@depth@100ms", new BrokenPeer(), out _));
        await _logs.Line(5000);
        await Should.ThrowAsync<Exception>(() => loop.Read(server => server.Now));
    }

    [Fact]
    public async Task A_loop_that_has_ended_refuses_work()
    {
        var loop = Start();
        await loop.DisposeAsync();
        (await loop.Post(static _ => { })).ShouldBeFalse();
        await Should.ThrowAsync<ObjectDisposedException>(() => loop.Read(server => server.Now));
    }

    [Fact]
    public void A_released_connection_is_not_touched()
    {
        var touched = 0;
        var peer = new KestrelPeer(() => touched++, Line, 1024, _logs.CreateLogger("Phoenix.Venue"));
        peer.Release();
        peer.GoDark();
        peer.Send("{}"u8.ToArray());
        peer.Close(1001, "going away");
        peer.Abort();
        touched.ShouldBe(0);
    }

    [Fact]
    public void A_connection_that_cannot_be_broken_is_logged()
    {
        var peer = new KestrelPeer(
            () => throw new ObjectDisposedException("planted"), Line, 1024, _logs.CreateLogger("Phoenix.Venue"));
        peer.Abort();
        _logs.Lines.Select(line => line.Id).ShouldBe([5002]);
    }

    private static DarkTransport Line => new(new DuplexPipe(), socket: null);

    private VenueLoop Start()
    {
        var options = new VenueOptions { Start = Core.Primitives.VenueTime.From(TimeProvider.System.GetUtcNow()) };
        return new VenueLoop(new VenueServer(options), TimeProvider.System, _logs.CreateLogger("Phoenix.Venue"));
    }

    private sealed class BrokenPeer : IVenuePeer
    {
        public void Send(ReadOnlyMemory<byte> text) => throw new InvalidOperationException("planted");

        public void Ping(ReadOnlyMemory<byte> payload) => throw new InvalidOperationException("planted");

        public void Close(int code, string reason) => throw new InvalidOperationException("planted");

        public void Abort() => throw new InvalidOperationException("planted");

        public void GoDark() => throw new InvalidOperationException("planted");
    }

    private sealed class DuplexPipe : IDuplexPipe
    {
        public PipeReader Input { get; } = new Pipe().Reader;

        public PipeWriter Output { get; } = new Pipe().Writer;
    }
}
