using Phoenix.Core.Accounting;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Desk;

/// <content>
/// Own fills, account stream and REST say what is held; where they differ, the cause is named: once a second at the
/// most, for what trades beside us may do so often.
/// </content>
public sealed partial class SymbolDesk
{
    private static readonly TimeSpan NamedEvery = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<PositionDifference, Instant> _named = [];

    /// <summary>An event of an order that this run did not send.</summary>
    private void NameStranger(OrderUpdate update, Instant now, List<DeskEffect> effects)
    {
        var id = update.Report.ClientOrderId;
        var cause = PositionDifferences.Of(id, _settings.Trading.Owner);
        if (update.Fill is { } fill)
        {
            Name(cause, $"{fill.Side} {_instrument.ToDecimal(fill.Quantity)} by order {id}", now, effects);
        }
        else if (cause == PositionDifference.SecondInstance)
        {
            Name(cause, $"order {id}", now, effects);
        }
    }

    /// <summary>A fill that the comparison found and the stream, up all the time, had not told.</summary>
    private void NameRecovered(Fill fill, bool isOurs, Instant now, List<DeskEffect> effects) => Name(
        isOurs ? PositionDifference.DroppedFill : PositionDifference.ForeignTrade,
        $"trade {fill.TradeId} of order {fill.OrderId} was not told",
        now,
        effects);

    private void Name(PositionDifference cause, string detail, Instant now, List<DeskEffect> effects)
    {
        if (_named.TryGetValue(cause, out var said) && now - said < NamedEvery)
        {
            return;
        }

        _named[cause] = now;
        effects.Add(new DeskEffect.Announce(new DeskEvent.PositionDiffers(cause, detail)));
    }
}
