using Akka.Actor;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Trading;

/// <summary>
/// Questions about the listen key that wait for their answer on one session; each gets exactly one. Owned by the
/// session's actor.
/// </summary>
internal sealed class KeyCalls
{
    private readonly SortedDictionary<long, (IActorRef Sender, Instant Deadline)> _pending = [];

    public int Count => _pending.Count;

    public void Add(RequestId request, IActorRef sender, Instant deadline) =>
        _pending[request.Value] = (sender, deadline);

    /// <returns>False when the request was not one of these, or was answered already.</returns>
    public bool Answer(RequestId request, VenueReply<ListenKey> reply)
    {
        var waited = _pending.Remove(request.Value, out var call);
        if (waited)
        {
            call.Sender.Tell(new TradingProtocol.KeyOutcome(reply));
        }

        return waited;
    }

    public bool Answer(RequestId request, VenueError error) =>
        Answer(request, new VenueReply<ListenKey>.Failed(error));

    public void ExpireOverdue(Instant now)
    {
        while (_pending.Count > 0 && _pending.First() is var (number, call) && now >= call.Deadline)
        {
            Answer(new RequestId(number), Unknown("no reply in time"));
        }
    }

    /// <summary>The session is gone; nobody knows what became of what was asked.</summary>
    public void Lose()
    {
        foreach (var number in _pending.Keys.ToArray())
        {
            Answer(new RequestId(number), Unknown("the session ended"));
        }
    }

    private static VenueError Unknown(string why) => new(VenueFailure.OutcomeUnknown, 0, why);
}
