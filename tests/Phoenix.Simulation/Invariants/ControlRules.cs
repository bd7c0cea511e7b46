using System.Text.Json;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Sockets;

namespace Phoenix.Simulation.Invariants;

/// <summary>
/// S10: what a connection may be asked for. No more than ten messages in any second on a stream connection, no more
/// than 1024 streams on one, and no more than 300 dials in any five minutes.
/// </summary>
internal sealed class ControlRules(World world)
{
    private const int MostMessages = 10;
    private const int MostStreams = 1024;
    private const int MostDials = 300;
    private static readonly TimeSpan DialWindow = TimeSpan.FromMinutes(5);

    private readonly SortedDictionary<long, Queue<DateTimeOffset>> _messages = [];
    private readonly SortedDictionary<long, SortedSet<string>> _streams = [];
    private readonly Queue<DateTimeOffset> _dials = new();

    /// <summary>The most messages that any stream connection sent within a second.</summary>
    public int MostInASecond { get; private set; }

    public void OnDial()
    {
        var count = Count(_dials, world.Now, DialWindow);
        if (count > MostDials && world.Checks("S10"))
        {
            world.Report("S10", $"{count} sockets were dialled within {DialWindow.TotalMinutes} min");
        }
    }

    public void OnFrame(ClientFrame frame)
    {
        if (frame.Direction != FrameDirection.FromClient || frame.Class == SocketClass.Trading)
        {
            return;
        }

        var count = Count(Of(_messages, frame.Connection), frame.At, TimeSpan.FromSeconds(1));
        MostInASecond = Math.Max(MostInASecond, count);
        if (count > MostMessages && world.Checks("S10"))
        {
            world.Report("S10", $"{count} messages within a second on connection {frame.Connection} ({frame.Class})");
        }

        if (frame.Text.Span.IndexOf("SUBSCRIBE\""u8) >= 0)
        {
            NoteStreams(frame);
        }
    }

    private void NoteStreams(ClientFrame frame)
    {
        using var json = JsonDocument.Parse(frame.Text);
        var names = json.RootElement.GetProperty("params").EnumerateArray().Select(name => name.GetString()!);
        var carried = Of(_streams, frame.Connection);
        if (json.RootElement.GetProperty("method").ValueEquals("SUBSCRIBE"))
        {
            carried.UnionWith(names);
        }
        else
        {
            carried.ExceptWith(names);
        }

        if (carried.Count > MostStreams && world.Checks("S10"))
        {
            world.Report("S10", $"{carried.Count} streams are asked for on connection {frame.Connection}");
        }
    }

    private static int Count(Queue<DateTimeOffset> times, DateTimeOffset now, TimeSpan window)
    {
        times.Enqueue(now);
        while (now - times.Peek() >= window)
        {
            times.Dequeue();
        }

        return times.Count;
    }

    private static T Of<T>(SortedDictionary<long, T> all, long connection)
        where T : new()
    {
        if (!all.TryGetValue(connection, out var one))
        {
            all[connection] = one = new T();
        }

        return one;
    }
}
