using System.Collections.Immutable;

namespace Phoenix.Venue.Sockets;

/// <summary>What the path of an upgrade request asks for.</summary>
/// <param name="Display">Fit for logs and pages: without keys.</param>
internal sealed record SocketPath(
    SocketClass Class,
    bool IsCombined,
    ImmutableArray<string> Streams,
    ImmutableArray<PrivateSubscription> Keys,
    bool ReturnsRateLimits,
    string Display)
{
    private const string Trading = "/ws-fapi/v1";

    /// <summary>Null when there is nothing at that path.</summary>
    /// <remarks>
    /// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams
    /// (read 2026-05-28). The old paths without a route are served, and deliver public streams only.
    /// </remarks>
    internal static SocketPath? Parse(string pathAndQuery)
    {
        var at = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var path = at < 0 ? pathAndQuery : pathAndQuery[..at];
        var query = at < 0 ? string.Empty : pathAndQuery[(at + 1)..];
        if (path == Trading)
        {
            var limits = !query.Contains("returnRateLimits=false", StringComparison.Ordinal);
            return new SocketPath(SocketClass.Trading, IsCombined: false, [], [], limits, Trading);
        }

        var (socketClass, prefix, rest) = Route(path);
        var isCombined = rest == "/stream";
        if (!isCombined && rest != "/ws" && !rest.StartsWith("/ws/", StringComparison.Ordinal)) return null;
        var tail = rest.Length > 4 && !isCombined ? Uri.UnescapeDataString(rest[4..]) : string.Empty;
        if (socketClass == SocketClass.Private)
        {
            var keys = PrivateKeys(tail, query);
            return new SocketPath(
                socketClass, isCombined, [], keys, ReturnsRateLimits: true, prefix + (isCombined ? "/stream" : "/ws"));
        }

        var streams = isCombined ? Values(query, "streams").FirstOrDefault() ?? string.Empty : tail;
        ImmutableArray<string> names = [.. streams.Split('/', StringSplitOptions.RemoveEmptyEntries).Distinct()];
        var display = isCombined ? $"{prefix}/stream?streams={streams}" : $"{prefix}{rest}";
        return new SocketPath(socketClass, isCombined, names, [], ReturnsRateLimits: true, display);
    }

    private static (SocketClass Class, string Prefix, string Remainder) Route(string path)
    {
        foreach (var (prefix, socketClass) in Routes)
        {
            if (path.StartsWith(prefix + "/", StringComparison.Ordinal))
            {
                return (socketClass, prefix, path[prefix.Length..]);
            }
        }

        return (SocketClass.Public, string.Empty, path);
    }

    private static ImmutableArray<(string Prefix, SocketClass Class)> Routes { get; } =
        [("/public", SocketClass.Public), ("/market", SocketClass.Market), ("/private", SocketClass.Private)];

    /// <summary>
    /// Keys in the path take all events; in the query each key is followed by the events wanted of it.
    /// </summary>
    private static ImmutableArray<PrivateSubscription> PrivateKeys(string tail, string query)
    {
        var keys = ImmutableArray.CreateBuilder<PrivateSubscription>();
        foreach (var key in tail.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            keys.Add(new PrivateSubscription(key, null));
        }

        string? current = null;
        foreach (var (name, value) in Pairs(query))
        {
            if (name == "listenKey")
            {
                if (current is not null) keys.Add(new PrivateSubscription(current, null));
                current = value;
            }
            else if (name == "events" && current is not null)
            {
                keys.AddRange(value.Split('/', StringSplitOptions.RemoveEmptyEntries)
                    .Select(wanted => new PrivateSubscription(current, wanted)));
                current = null;
            }
        }

        if (current is not null) keys.Add(new PrivateSubscription(current, null));
        return keys.ToImmutable();
    }

    private static IEnumerable<string> Values(string query, string wanted) =>
        from pair in Pairs(query) where pair.Name == wanted select pair.Value;

    private static IEnumerable<(string Name, string Value)> Pairs(string query) =>
        from pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2)
        select (parts[0], parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
}
