using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Evidence;

/// <summary>
/// Whether the venue trades the symbol at all. A market that was halted is as quiet as one without news, and the
/// comparison of its book finds nothing wrong; so whoever finds a book confirmed in silence, or has an order refused,
/// asks for the symbol's status. The reply lists every symbol of the venue: it is asked for seldom. Mutated in place
/// by its one owner.
/// </summary>
public sealed class MarketStatus
{
    /// <summary>Between two questions about one and the same silence.</summary>
    private static readonly TimeSpan SamePause = TimeSpan.FromSeconds(30);

    /// <summary>Between any two, and while it is closed or nobody answers.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private Instant _asked;
    private Instant _answered;
    private TimeSpan _wait;
    private bool _isAsked;
    private SymbolStatus? _told;

    /// <summary>Whether the venue last said that it takes no orders for the symbol.</summary>
    public bool IsClosed => _told is { IsTrading: false };

    /// <summary>The venue's last word.</summary>
    public string Word => _told is not { Word: var word } ? "unknown" : word.Length > 0 ? word : "not listed";

    /// <summary>Something speaks for a closed market: whether to ask now.</summary>
    /// <param name="since">When that began, if it is known: what was answered before says nothing of it.</param>
    public bool Asks(Instant since, Instant now)
    {
        var wait = since > _asked && _wait > Pause ? Pause : _wait;
        if (_isAsked || now - _answered < wait)
        {
            return false;
        }

        (_isAsked, _asked) = (true, now);
        return true;
    }

    /// <summary>The venue's answer; a question that failed may be asked again soon.</summary>
    public void Answered(VenueReply<SymbolStatus> reply, Instant now)
    {
        _isAsked = false;
        _told = reply is VenueReply<SymbolStatus>.Ok(var status) ? status : _told;
        (_answered, _wait) = (now, IsClosed || reply is VenueReply<SymbolStatus>.Failed ? Pause : SamePause);
    }
}
