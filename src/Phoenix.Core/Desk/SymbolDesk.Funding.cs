using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Desk;

/// <content>Funding: told by the user stream, or asked for when a settlement passed and nothing was told.</content>
public sealed partial class SymbolDesk
{
    private readonly FundingLedger _funding = new();
    private Instant? _fundingAskedAt;

    /// <summary>What settlements brought in this run, in the margin asset; positive is received.</summary>
    public decimal Funding => _funding.Total;

    /// <summary>The user stream told of a settlement.</summary>
    public void OnFunding(FundingReport report)
    {
        if (_funding.Apply(report))
        {
            Books.Profit.FundingBooked(report.Amount);
        }
    }

    /// <summary>The answer to <see cref="DeskEffect.FetchFunding"/>.</summary>
    public void OnFundingTold(VenueTime from, VenueReply<ImmutableArray<FundingReport>> reply, Instant now)
    {
        var askedAt = _fundingAskedAt ?? now;
        _fundingAskedAt = null;
        switch (reply)
        {
            case VenueReply<ImmutableArray<FundingReport>>.Ok(var rows):
                foreach (var row in rows)
                {
                    OnFunding(row);
                }

                _funding.Close(from, askedAt);
                break;
            case VenueReply<ImmutableArray<FundingReport>>.Failed(var error):
                _funding.AskAgain(now + AtLeastRetry(error.RetryAfter));
                break;
        }
    }

    private void JudgeFunding(Instant now, List<DeskEffect> effects)
    {
        if (_fundingAskedAt is null && !_drained && _funding.Missing(now) is { } from)
        {
            _fundingAskedAt = now;
            effects.Add(new DeskEffect.FetchFunding(from));
        }
    }
}
