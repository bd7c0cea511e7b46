using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>Reads settlements of funding from the account's history (<c>income</c>), oldest first.</summary>
public static class IncomeDecoder
{
    public static Decoded<ImmutableArray<FundingReport>> Decode(ReadOnlySpan<byte> body)
    {
        var json = new JsonScanner(body);
        var rows = new List<FundingReport>();
        for (var more = json.EnterArray(); more && json.NextElement();)
        {
            if (Read(ref json) is { } row)
            {
                rows.Add(row);
            }
        }

        return json.Fault is { } fault ? new([], fault) : new([.. rows.OrderBy(row => row.Time)], null);
    }

    /// <summary>Null for income of another kind.</summary>
    private static FundingReport? Read(ref JsonScanner json)
    {
        string? symbol = null;
        decimal? amount = null;
        VenueTime time = default;
        var isFunding = false;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            _ = name.SequenceEqual("symbol"u8) ? (symbol = json.ReadString()) is not null
                : name.SequenceEqual("incomeType"u8) ? ReadKind(ref json, out isFunding)
                : name.SequenceEqual("income"u8) ? (amount = json.ReadDecimal(out var value) ? value : null) is not null
                : name.SequenceEqual("time"u8) ? json.ReadTime(out time)
                : json.SkipValue();
        }

        if (json.Fault is null && (symbol is null || amount is null || time == default))
        {
            json.Fail("an income lacks symbol, income or time");
        }

        return json.Fault is null && isFunding ? new FundingReport(new Symbol(symbol!), amount!.Value, time) : null;
    }

    private static bool ReadKind(ref JsonScanner json, out bool isFunding)
    {
        var isRead = json.ReadText(out var kind);
        isFunding = isRead && kind.SequenceEqual("FUNDING_FEE"u8);
        return isRead;
    }
}
