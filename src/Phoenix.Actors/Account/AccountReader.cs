using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Account;

/// <summary>
/// Reads one symbol of the account in the order that makes the pieces fit: fills, open orders, position, and fills
/// again. If the two looks at the fills agree, nothing was executed in between and position and fills belong together.
/// </summary>
internal sealed class AccountReader(IVenueRest rest)
{
    private const int PageSize = 1000;
    private const int MaxPages = 20;

    public async Task<AccountProtocol.Picture> Read(AccountProtocol.FetchPicture wish, Instant startedAt)
    {
        var before = await ReadFills(wish.Symbol, wish.From);
        var open = before.Problem is null ? await rest.GetOpenOrders(wish.Symbol) : null;
        var position = open is VenueReply<ImmutableArray<OrderReport>>.Ok ? await rest.GetPosition(wish.Symbol) : null;
        var after = position is VenueReply<PositionReport>.Ok ? await ReadFills(wish.Symbol, wish.From) : before;
        if (open is VenueReply<ImmutableArray<OrderReport>>.Ok(var orders)
            && position is VenueReply<PositionReport>.Ok(var held)
            && after.Problem is null)
        {
            var quiet = Newest(before.Fills) == Newest(after.Fills);
            var picture = new AccountPicture(
                wish.Symbol, startedAt, wish.UserEpoch, after.Fills, orders, held, quiet);
            return new AccountProtocol.Picture(wish.Symbol, picture, null);
        }

        return new AccountProtocol.Picture(
            wish.Symbol, null, before.Problem ?? Problem(open) ?? Problem(position) ?? after.Problem);
    }

    private static TradeId? Newest(ImmutableArray<Fill> fills) => fills.IsEmpty ? null : fills[^1].TradeId;

    private static VenueError? Problem<T>(VenueReply<T>? reply) =>
        reply is VenueReply<T>.Failed(var error) ? error : null;

    private async Task<(ImmutableArray<Fill> Fills, VenueError? Problem)> ReadFills(Symbol symbol, TradeId? from)
    {
        var fills = ImmutableArray.CreateBuilder<Fill>();
        for (var page = 0; page < MaxPages; page++)
        {
            var reply = await rest.GetFills(symbol, from);
            if (reply is not VenueReply<ImmutableArray<Fill>>.Ok(var some))
            {
                return ([], Problem(reply));
            }

            fills.AddRange(some);
            if (from is null || some.Length < PageSize)
            {
                return (fills.ToImmutable(), null);
            }

            from = new TradeId(some[^1].TradeId.Value + 1);
        }

        return ([], new VenueError(
                VenueFailure.Refused, 0, $"more than {MaxPages * PageSize} fills before trade {from}"));
    }
}
