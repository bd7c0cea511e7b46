using System.Runtime.InteropServices;
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

    private readonly List<IUserEventFilter> _filters = [];

    /// <summary>An event is about to be sent, if anybody listens: its account and type.</summary>
    internal event Action<VenueAccount, string>? Publishing;

    internal void Add(VenueSocket socket) => _sockets.Add(socket);

    internal void Forget(VenueSocket socket) => _sockets.Remove(socket);

    internal void Publish(VenueAccount account, string type, byte[] payload)
    {
        Publishing?.Invoke(account, type);
        if (!account.ListenKey.IsActive) return;
        Run(0, new UserEvent(account, type, payload));
    }

    /// <summary>
    /// Hands an event to whatever stands behind <paramref name="filter"/>, and at last to the sockets.
    /// </summary>
    internal void PassOn(IUserEventFilter filter, UserEvent happened) => Run(_filters.IndexOf(filter) + 1, happened);

    internal void Add(IUserEventFilter filter) => _filters.Add(filter);

    internal void Remove(IUserEventFilter filter) => _filters.Remove(filter);

    /// <summary>The key is over: its listeners are told, unless silently, and hear nothing more.</summary>
    internal void Expire(VenueAccount account, bool isSilent, Core.Primitives.VenueTime now)
    {
        if (account.ListenKey.Key is not { } key) return;
        account.ListenKey.End();
        if (!isSilent) Deliver(key, "listenKeyExpired", UserEventWriter.ListenKeyExpired(_json, key, now));
    }

    private void Run(int from, UserEvent happened)
    {
        if (from < _filters.Count)
        {
            _filters[from].OnEvent(happened);
        }
        else if (happened.Account.ListenKey.Key is { } key)
        {
            Deliver(key, happened.Type, happened.Payload);
        }
    }

    private void Deliver(string key, string type, byte[] payload)
    {
        byte[]? combined = null;
        foreach (var socket in CollectionsMarshal.AsSpan(_sockets))
        {
            if (!IsWanted(socket, key, type) || !socket.IsConnected) continue;
            var frame = new OutgoingFrame(FrameCause.Event, type, key, payload);
            if (socket.IsFiltered)
            {
                socket.Send(frame);
            }
            else
            {
                socket.SendFormed(socket.IsCombined ? combined ??= frame.In(isCombined: true).ToArray() : payload);
            }
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
}

/// <summary>An event of an account on its way to the account's user data streams.</summary>
internal sealed record UserEvent(VenueAccount Account, string Type, byte[] Payload);

/// <summary>
/// Stands in the way of user events. What it lets through it hands on with <see cref="UserStreams.PassOn"/>.
/// </summary>
internal interface IUserEventFilter
{
    void OnEvent(UserEvent happened);
}
