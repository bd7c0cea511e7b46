using System.Globalization;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults;

/// <summary>Which sockets a fault is about.</summary>
internal sealed record FaultTarget(SocketClass? Class, long? SocketId, string? Stream, bool IsRest)
{
    private static readonly Dictionary<string, SocketClass?> Classes = new(StringComparer.Ordinal)
    {
        ["public"] = SocketClass.Public,
        ["market"] = SocketClass.Market,
        ["private"] = SocketClass.Private,
        ["trading"] = SocketClass.Trading,
        ["all"] = null,
    };

    /// <summary>The words for the classes of sockets.</summary>
    internal static IReadOnlyCollection<string> ClassWords => Classes.Keys;

    internal static bool IsIn(SocketClass socketClass, string word) =>
        Classes.TryGetValue(word, out var meant) && (meant is null || meant == socketClass);

    internal bool Hits(VenueSocket socket) =>
        !IsRest && Covers(socket.Class) && (SocketId is null || SocketId == socket.Id);

    internal bool Covers(SocketClass socketClass) => Class is null || Class == socketClass;

    /// <summary>Null with a reason when the target makes no sense for the verb.</summary>
    internal static FaultTarget? Parse(FaultRequest request, FaultSpec spec, StreamFeeds feeds, out string reason)
    {
        reason = string.Empty;
        var text = request.Target;
        if (text is null && spec.NeedsTarget)
        {
            reason = $"{spec.Word} needs a target: a socket class, a socket id or a stream name.";
            return null;
        }

        if (text is null) return new FaultTarget(null, null, request.Stream, IsRest: false);
        if (Classes.TryGetValue(text, out var socketClass))
        {
            return new FaultTarget(socketClass, null, request.Stream, IsRest: false);
        }

        if (text == "rest" && request.Verb == FaultVerb.Blackhole)
        {
            return new FaultTarget(null, null, null, IsRest: true);
        }

        if (long.TryParse(text, CultureInfo.InvariantCulture, out var id))
        {
            return new FaultTarget(null, id, request.Stream, IsRest: false);
        }

        if (spec.TakesStream && feeds.Find(text) is { } feed)
        {
            return new FaultTarget(feed.Route, null, text, IsRest: false);
        }

        reason = $"'{text}' is not a target of {spec.Word}: expected public, market, private, "
            + "trading, all, a socket id, or for faults of streams a stream name.";
        return null;
    }
}
