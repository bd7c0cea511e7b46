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
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WhileClosed = TimeSpan.FromSeconds(5);

    private Instant _next;
    private bool _isAsked;
    private SymbolStatus? _told;

    /// <summary>Whether the venue last said that it takes no orders for the symbol.</summary>
    public bool IsClosed => _told is { IsTrading: false };

    /// <summary>The venue's last word.</summary>
    public string Word => _told is not { Word: var word } ? "unknown" : word.Length > 0 ? word : "not listed";

    /// <summary>Something speaks for a closed market: whether to ask now.</summary>
    public bool Asks(Instant now)
    {
        if (_isAsked || now < _next)
        {
            return false;
        }

        _isAsked = true;
        return true;
    }

    /// <summary>The venue's answer; a question that failed may be asked again soon.</summary>
    public void Answered(VenueReply<SymbolStatus> reply, Instant now)
    {
        _isAsked = false;
        _told = reply is VenueReply<SymbolStatus>.Ok(var status) ? status : _told;
        _next = now + (IsClosed || reply is VenueReply<SymbolStatus>.Failed ? WhileClosed : Pause);
    }
}
