using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>
/// Reads frames of the user data stream, combined or raw. Total: any bytes give a <see cref="UserFrame"/>. Safe from
/// any thread.
/// </summary>
/// <remarks>
/// <c>TRADE_LITE</c> is ignored: it repeats an execution without commission and cumulative quantity, and the full
/// event follows. Positions of the hedge mode (<c>LONG</c>, <c>SHORT</c>) are left out: Phoenix trades one-way.
/// </remarks>
public sealed class UserFrameDecoder
{
    private readonly InstrumentRegistry _instruments;

    public UserFrameDecoder(InstrumentRegistry instruments) => _instruments = instruments;

    public UserFrame Decode(ReadOnlySpan<byte> frame)
    {
        var json = new JsonScanner(frame);
        UserFrame? result = null;
        var reply = default(ControlReply);
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("data"u8))
            {
                result = DecodeEvent(ref json);
            }
            else if (name.SequenceEqual("e"u8))
            {
                json = new JsonScanner(frame);
                result = DecodeEvent(ref json);
                break;
            }
            else
            {
                reply.Read(ref json, name);
            }
        }

        if (json.Fault is null && !json.AtEnd)
        {
            json.Fail("something follows the frame");
        }

        return json.Fault is { } fault ? new UserFrame.Malformed(fault)
            : result is not null ? result
            : reply.Error is { } error ? new UserFrame.Refused(error)
            : !reply.Items.IsDefault ? new UserFrame.Listed([.. reply.Items.Select(TypeOf).OfType<string>()])
            : reply.HasResult ? UserFrame.Ignored.Instance
            : new UserFrame.Malformed("neither an event nor a reply");
    }

    /// <summary>
    /// An item reads <c>KEY@EVENT</c>; what has no event part says nothing about types, and may be the key.
    /// </summary>
    private static string? TypeOf(string item) => item.LastIndexOf('@') is var at and >= 0 ? item[(at + 1)..] : null;

    private UserFrame? DecodeEvent(ref JsonScanner json)
    {
        var ahead = json;
        for (var more = ahead.EnterObject(); more && ahead.NextProperty(out var name);)
        {
            if (!name.SequenceEqual("e"u8))
            {
                ahead.SkipValue();
                continue;
            }

            ahead.ReadText(out var type);
            if (type.SequenceEqual("ORDER_TRADE_UPDATE"u8))
            {
                return DecodeOrder(ref json);
            }

            if (type.SequenceEqual("ACCOUNT_UPDATE"u8))
            {
                return DecodeAccount(ref json);
            }

            if (type.SequenceEqual("listenKeyExpired"u8))
            {
                return new UserFrame.KeyExpired(SmallReplies.ReadListenKey(ref json));
            }

            json.SkipValue();
            return UserFrame.Ignored.Instance;
        }

        json.Fail(ahead.Fault ?? "an event lacks its type");
        return null;
    }

    private UserFrame.Order? DecodeOrder(ref JsonScanner json)
    {
        VenueTime eventTime = default;
        OrderUpdate? update = null;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("E"u8))
            {
                json.ReadTime(out eventTime);
            }
            else if (name.SequenceEqual("o"u8))
            {
                update = OrderEventDecoder.Read(ref json, _instruments.Table);
            }
            else
            {
                json.SkipValue();
            }
        }

        if (update is null || eventTime == default)
        {
            json.Fail("an ORDER_TRADE_UPDATE lacks E or o");
            return null;
        }

        return new UserFrame.Order(update with { EventTime = eventTime });
    }

    private UserFrame.Account? DecodeAccount(ref JsonScanner json)
    {
        VenueTime eventTime = default;
        AccountUpdate? update = null;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("E"u8))
            {
                json.ReadTime(out eventTime);
            }
            else if (name.SequenceEqual("a"u8))
            {
                update = ReadAccount(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        if (update is null || eventTime == default)
        {
            json.Fail("an ACCOUNT_UPDATE lacks E or a");
            return null;
        }

        return new UserFrame.Account(update with
        {
            EventTime = eventTime,
            Positions = [.. update.Positions.Select(position => position with { UpdateTime = eventTime })],
        });
    }

    private AccountUpdate? ReadAccount(ref JsonScanner json)
    {
        string? reason = null, symbol = null;
        var balances = ImmutableArray.CreateBuilder<BalanceReport>();
        var positions = ImmutableArray.CreateBuilder<PositionReport>();
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("m"u8))
            {
                reason = json.ReadString();
            }
            else if (name.SequenceEqual("S"u8))
            {
                symbol = json.ReadString();
            }
            else if (name.SequenceEqual("B"u8))
            {
                for (var next = json.EnterArray(); next && json.NextElement();)
                {
                    ReadBalance(ref json, balances);
                }
            }
            else if (name.SequenceEqual("P"u8))
            {
                for (var next = json.EnterArray(); next && json.NextElement();)
                {
                    ReadPosition(ref json, positions);
                }
            }
            else
            {
                json.SkipValue();
            }
        }

        return json.Fault is null && reason is not null
            ? new AccountUpdate(reason, balances.ToImmutable(), positions.ToImmutable(), default)
            {
                Symbol = symbol is null ? null : new Symbol(symbol),
            }
            : null;
    }

    private static void ReadBalance(ref JsonScanner json, ImmutableArray<BalanceReport>.Builder balances)
    {
        string? asset = null;
        decimal? balance = null;
        decimal change = 0;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("a"u8))
            {
                asset = json.ReadString();
            }
            else if (name.SequenceEqual("wb"u8))
            {
                balance = json.ReadDecimal(out var value) ? value : null;
            }
            else if (name.SequenceEqual("bc"u8))
            {
                json.ReadDecimal(out change);
            }
            else
            {
                json.SkipValue();
            }
        }

        if (asset is null || balance is null)
        {
            json.Fail("a balance lacks a or wb");
            return;
        }

        balances.Add(new BalanceReport(asset, balance.Value, change));
    }

    private void ReadPosition(ref JsonScanner json, ImmutableArray<PositionReport>.Builder positions)
    {
        if (!json.FindInstrument("s"u8, _instruments.Table, out var grid))
        {
            return;
        }

        long? lots = null;
        decimal entry = 0;
        var oneWay = true;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("pa"u8))
            {
                lots = json.ReadUnits(grid.Quantities, out var value) ? value : null;
            }
            else if (name.SequenceEqual("ep"u8))
            {
                json.ReadDecimal(out entry);
            }
            else if (name.SequenceEqual("ps"u8))
            {
                oneWay = json.ReadText(out var side) && side.SequenceEqual("BOTH"u8);
            }
            else
            {
                json.SkipValue();
            }
        }

        if (lots is null)
        {
            json.Fail("a position lacks pa");
        }
        else if (oneWay)
        {
            positions.Add(new PositionReport(grid.Symbol, new Position(lots.Value), entry, default));
        }
    }
}
