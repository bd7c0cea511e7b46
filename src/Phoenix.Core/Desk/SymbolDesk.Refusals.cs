using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams.Evidence;

namespace Phoenix.Core.Desk;

/// <content>
/// Placements that are refused again and again. If one side cannot be quoted the other would only run up a position,
/// so while either pauses nothing but the way out is quoted; refusals of the way out pause the way out alone.
/// </content>
public sealed partial class SymbolDesk
{
    private readonly RefusalStreak _buyRefusals = new();
    private readonly RefusalStreak _sellRefusals = new();
    private readonly RefusalStreak _wayOutRefusals = new();
    private readonly PostOnlyRefusals _wouldCross = new();

    private ImmutableArray<DesiredQuote> NotRefused(ImmutableArray<DesiredQuote> wanted, Instant now) =>
        _wayOutRefusals.IsPaused(now) ? wanted.RemoveAll(quote => quote.ReduceOnly) : wanted;

    private void NoteAnswer(ClientOrderId id, OrderInput outcome, Instant now, List<DeskEffect> effects)
    {
        if (!_orders.TryGet(id, out var order))
        {
            return;
        }

        var streak = order.Intent.ReduceOnly ? _wayOutRefusals
            : order.Side == Side.Buy ? _buyRefusals
            : _sellRefusals;
        if (outcome is OrderInput.PlaceAccepted)
        {
            streak.Accepted();
        }
        else if (RefusalOf(outcome) is { Failure: VenueFailure.WouldCross })
        {
            NoteWouldCross(order.Side, order.Expected.Price, now, effects);
        }
        else if (outcome is OrderInput.PlaceFailed { Error: var error }
            && error.Failure is VenueFailure.Refused or VenueFailure.Unauthorized
            && streak.Refused(now) is { } pause)
        {
            _nextPicture = now; // what was refused may rest on a wrong view of the account
            var kind = order.Intent.ReduceOnly ? "orders that reduce" : $"orders to {order.Side}";
            effects.Add(new DeskEffect.Announce(new DeskEvent.Alarmed(
                $"{kind} are refused again and again, none is sent for {pause.TotalSeconds:0.#} s: {error}")));
        }
    }

    /// <summary>
    /// The venue's touch has come to the price. Where our book still knows nothing of it, again and again, the venue is
    /// asked without waiting for a silence: a stream that is behind goes on talking.
    /// </summary>
    private void NoteWouldCross(Side side, Price price, Instant now, List<DeskEffect> effects)
    {
        var opposite = side == Side.Buy ? Book.BestAsk : Book.BestBid;
        var isExplained = opposite is not { } touch || side.Sign() * (price - touch.Price) >= 0;
        if (!isExplained
            && _wouldCross.Unexplained(now)
            && !IsHalted(HaltCauses.BookUnsynchronized | HaltCauses.MarketDataDown)
            && _probe.IsDue(TimeSpan.Zero, TimeSpan.Zero, now))
        {
            effects.Add(new DeskEffect.ProbeBook(_probe.Ask(now), BookProbe.Levels));
        }
    }
}
