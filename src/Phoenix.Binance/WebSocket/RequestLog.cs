namespace Phoenix.Binance.WebSocket;

/// <summary>What a request on the trading session was.</summary>
internal enum RequestKind
{
    Place = 1,
    Amend,
    Cancel,
    Probe,
    StartKey,
    OtherKey,
}

/// <summary>
/// Remembers which request an id was, so that its reply can be read. Holds the latest <see cref="Limit"/> requests:
/// what is older than that has waited for minutes and been given up by whoever sent it. Safe from any thread.
/// </summary>
internal sealed class RequestLog
{
    public const int Limit = 1024;

    private readonly Dictionary<long, RequestKind> _kinds = new(Limit);
    private readonly Queue<long> _order = new(Limit);
    private readonly Lock _gate = new();

    public void Remember(long id, RequestKind kind)
    {
        lock (_gate)
        {
            while (_order.Count >= Limit)
            {
                _kinds.Remove(_order.Dequeue());
            }

            _kinds[id] = kind;
            _order.Enqueue(id);
        }
    }

    /// <summary>Forgets the request and says what it was; false when it is not known, or not any more.</summary>
    public bool TryTake(long id, out RequestKind kind)
    {
        lock (_gate)
        {
            return _kinds.Remove(id, out kind);
        }
    }
}
