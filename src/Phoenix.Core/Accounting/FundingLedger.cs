using Phoenix.Core.Primitives;

namespace Phoenix.Core.Accounting;

/// <summary>
/// The funding of one symbol, each settlement counted once, whichever way it is told: by the user stream, or by the
/// account's history when the stream kept it to itself. The mark price says when settlements are; what is told within
/// <see cref="Reach"/> of one is of it. Owned by one writer.
/// </summary>
/// <remarks>
/// The exchange books some seconds after the instant (3.2 s in the event recorded on 2026-04-21) and stamps the entry
/// with either. Settlements are an hour apart at least, so nothing is taken for another one; the last
/// <see cref="Remembered"/> are held.
/// </remarks>
public sealed class FundingLedger
{
    /// <summary>Settlements remembered at most.</summary>
    public const int Remembered = 64;

    /// <summary>From a settlement to its last booking.</summary>
    public static TimeSpan Reach { get; } = TimeSpan.FromSeconds(30);

    /// <summary>A booking that nobody told of is asked for so long after the settlement.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(12);

    private readonly List<Settlement> _settlements = [];
    private VenueTime _next;

    /// <summary>What was booked since the start of the run, in the margin asset; positive is received.</summary>
    public decimal Total { get; private set; }

    /// <summary>The mark price named the next settlement: the one it named before is over.</summary>
    public void Expect(VenueTime next, Instant now)
    {
        if (_next != default && next > _next)
        {
            Remember(new Settlement(_next, now + Patience));
        }

        _next = next > _next ? next : _next;
    }

    /// <summary>A booking was told; false when its settlement is counted already.</summary>
    public bool Apply(FundingReport report)
    {
        var index = _settlements.FindIndex(
            settlement => report.Time >= settlement.At && report.Time - settlement.At <= Reach);
        if (index >= 0 && _settlements[index].IsTold)
        {
            return false;
        }

        if (index < 0)
        {
            // Told before the mark price said that it is over, or without any mark price.
            var isNext = _next != default && report.Time >= _next;
            Remember(new Settlement(isNext ? _next : report.Time, default) { IsTold = true });
        }
        else
        {
            _settlements[index] = _settlements[index] with { IsTold = true };
        }

        Total += report.Amount;
        return true;
    }

    /// <summary>The oldest settlement of which nothing was told in time; null when there is none.</summary>
    public VenueTime? Missing(Instant now)
    {
        foreach (var settlement in _settlements)
        {
            if (!settlement.IsTold && now >= settlement.AskAt)
            {
                return settlement.At;
            }
        }

        return null;
    }

    /// <summary>The history could not be had: it is asked for again then.</summary>
    public void AskAgain(Instant at)
    {
        for (var index = 0; index < _settlements.Count; index++)
        {
            _settlements[index] = _settlements[index] with
            {
                AskAt = at > _settlements[index].AskAt ? at : _settlements[index].AskAt,
            };
        }
    }

    /// <summary>
    /// The history was read from <paramref name="from"/> on, as of then: what it does not show was nothing.
    /// </summary>
    public void Close(VenueTime from, Instant askedAt)
    {
        for (var index = 0; index < _settlements.Count; index++)
        {
            if (_settlements[index].At >= from && _settlements[index].AskAt <= askedAt)
            {
                _settlements[index] = _settlements[index] with { IsTold = true };
            }
        }
    }

    private void Remember(Settlement settlement)
    {
        if (_settlements.Exists(known => known.At == settlement.At))
        {
            return;
        }

        _settlements.Add(settlement);
        if (_settlements.Count > Remembered)
        {
            _settlements.RemoveAt(0);
        }
    }

    private readonly record struct Settlement(VenueTime At, Instant AskAt)
    {
        /// <summary>Counted, or known to have been nothing.</summary>
        public bool IsTold { get; init; }
    }
}
