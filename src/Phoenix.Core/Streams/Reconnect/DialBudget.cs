using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Streams.Reconnect;

/// <summary>What a connection is for; what tells us of our own orders may dial when others have to wait.</summary>
public enum DialRank
{
    /// <summary>Market data: may not touch the reserve.</summary>
    Market = 1,

    /// <summary>Order entry and user data: may use all of the budget.</summary>
    Account,
}

/// <summary>
/// The one budget of connect attempts of the process, retries included: a burst at once, then a steady rate, so that
/// no window of five minutes ever holds more than the settings allow and the wait for room stays short. Mutated in
/// place by its one owner.
/// </summary>
/// <remarks>
/// The generic cell rate algorithm (ITU-T I.371): one instant, the time at which the budget would be full again, is
/// all there is to remember.
/// </remarks>
public sealed class DialBudget
{
    /// <summary>
    /// The venue counts attempts per address over this time.
    /// </summary>
    /// <remarks>"There is a limit of 300 connections per attempt every 5 minutes per IP", Binance API docs.</remarks>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly TimeSpan _interval;
    private readonly TimeSpan _depth;
    private readonly TimeSpan _reserve;
    private Instant _fullAt;
    private Instant _stoppedUntil;

    public DialBudget(ReconnectSettings settings)
    {
        _interval = Window / (settings.MaxAttempts - settings.AttemptBurst);
        _depth = _interval * (settings.AttemptBurst - 1);
        _reserve = _interval * settings.AttemptReserve;
    }

    /// <summary>Takes one attempt out of the budget.</summary>
    /// <param name="roomAt">When refused: the first moment at which it may be granted.</param>
    public bool TryTake(DialRank rank, Instant now, out Instant roomAt)
    {
        roomAt = _fullAt - (rank == DialRank.Account ? _depth : _depth - _reserve);
        roomAt = roomAt > _stoppedUntil ? roomAt : _stoppedUntil;
        if (now < roomAt)
        {
            return false;
        }

        _fullAt = (_fullAt > now ? _fullAt : now) + _interval;
        return true;
    }

    /// <summary>
    /// The venue says that the address has dialled too often: nobody dials until then, and market data one by one
    /// after it.
    /// </summary>
    public void Exhaust(Instant until)
    {
        _stoppedUntil = until > _stoppedUntil ? until : _stoppedUntil;
        var fullAt = until + _depth - _reserve;
        _fullAt = fullAt > _fullAt ? fullAt : _fullAt;
    }
}
