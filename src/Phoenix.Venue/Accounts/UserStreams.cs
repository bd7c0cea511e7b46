using System.Runtime.InteropServices;
using System.Text;
using Phoenix.Venue.Api;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Accounts;

/// <summary>
/// The user data streams: who listens under which key. Only the account's active key delivers; a socket with another
/// one stays open and silent.
/// </summary>
internal sealed class UserStreams
{
    private readonly List<VenueSocket> _sockets = [];
    private readonly JsonText _json = new();

    /// <summary>How many of the next events are swallowed, and how many sent twice.</summary>
    internal Func<EventTreatment> Treatment { get; set; } = () => EventTreatment.Send;

    internal void Add(VenueSocket socket) => _sockets.Add(socket);

    internal void Forget(VenueSocket socket) => _sockets.Remove(socket);

    internal void Publish(VenueAccount account, string type, byte[] payload)
    {
        if (!account.ListenKey.IsActive) return;
        var treatment = Treatment();
        if (treatment == EventTreatment.Hide) return;
        Deliver(account.ListenKey.Key, type, payload);
        if (treatment == EventTreatment.Duplicate) Deliver(account.ListenKey.Key, type, payload);
    }

    /// <summary>The key is over: its listeners are told, unless silently, and hear nothing more.</summary>
    internal void Expire(VenueAccount account, bool isSilent, Core.Primitives.VenueTime now)
    {
        if (account.ListenKey.Key is not { } key) return;
        account.ListenKey.End();
        if (!isSilent) Deliver(key, "listenKeyExpired", UserEventWriter.ListenKeyExpired(_json, key, now));
    }

    private void Deliver(string key, string type, byte[] payload)
    {
        byte[]? combined = null;
        foreach (var socket in CollectionsMarshal.AsSpan(_sockets))
        {
            if (!IsWanted(socket, key, type) || !socket.Hears(type)) continue;
            socket.Send(socket.IsCombined ? combined ??= Combine(key, payload) : payload);
        }
    }

    private static bool IsWanted(VenueSocket socket, string key, string type)
    {
        foreach (var subscription in socket.Keys)
        {
            if (subscription.Key == key && (subscription.Event is null || subscription.Event == type)) return true;
        }

        return false;
    }

    private static byte[] Combine(string key, byte[] payload) =>
        [.. Encoding.UTF8.GetBytes($$"""{"stream":"{{key}}","data":"""), .. payload, (byte)'}'];
}

/// <summary>What a fault does to a user event.</summary>
internal enum EventTreatment
{
    Send = 0,
    Hide,
    Duplicate,
}
