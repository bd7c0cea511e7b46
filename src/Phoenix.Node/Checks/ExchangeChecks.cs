using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.WebSockets;
using Phoenix.Binance;
using Phoenix.Core.Accounting;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;

namespace Phoenix.Node.Checks;

/// <summary>
/// Asks the exchange everything that a run depends on and that can be asked without touching an order, a listen key or
/// a countdown: a node may be trading with the same account.
/// </summary>
internal sealed class ExchangeChecks(IVenueRest rest, IVenueClock clock, BinanceEndpoints endpoints, TimeSpan dialLimit)
{
    private static readonly TimeSpan SlowReply = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LargeOffset = TimeSpan.FromSeconds(1);

    public async IAsyncEnumerable<CheckLine> Run(PhoenixSettings settings)
    {
        var asked = Stopwatch.StartNew();
        var time = await rest.GetServerTime();
        if (time is VenueReply<VenueTime>.Failed(var unreachable))
        {
            yield return CheckLine.Failed("connection", $"{endpoints.Rest.Host} does not answer: {unreachable}");
            yield break;
        }

        yield return asked.Elapsed < SlowReply
            ? CheckLine.Ok("connection", $"{endpoints.Rest.Host} answers in {asked.ElapsedMilliseconds} ms")
            : CheckLine.Warning("connection", $"{endpoints.Rest.Host} answers in {asked.ElapsedMilliseconds} ms");
        yield return Clock(((VenueReply<VenueTime>.Ok)time).Value);
        foreach (var symbol in settings.Symbols)
        {
            yield return await Rules(symbol);
        }

        yield return await Key(settings.Symbols[0].Symbol);
        foreach (var symbol in settings.Symbols)
        {
            yield return await Account(symbol.Symbol);
        }

        yield return await Socket("public streams", endpoints.CombinedStreams(StreamRoute.Public));
        yield return await Socket("market streams", endpoints.CombinedStreams(StreamRoute.Market));
        yield return await Socket("trading session", endpoints.TradingApi);
    }

    /// <summary>Requests are stamped with the exchange's clock, so ours may be wrong, but should not be.</summary>
    private CheckLine Clock(VenueTime venue)
    {
        var offset = venue.ToDateTimeOffset() - TimeProvider.System.GetUtcNow();
        var text = $"this machine's clock is {Math.Abs(offset.TotalMilliseconds):0} ms "
            + $"{(offset > TimeSpan.Zero ? "behind" : "ahead of")} the exchange's";
        return clock.NeedsSync ? CheckLine.Warning("clock", "the exchange's clock could not be measured")
            : offset.Duration() < LargeOffset ? CheckLine.Ok("clock", text)
            : CheckLine.Warning("clock", $"{text}; stamps are corrected, set it all the same");
    }

    private async Task<CheckLine> Rules(SymbolSettings symbol)
    {
        var subject = $"rules of {symbol.Symbol}";
        if (await rest.GetInstruments([symbol.Symbol]) is not VenueReply<
            ImmutableArray<Instrument>>.Ok(var found))
        {
            return CheckLine.Failed(subject, "the exchange does not list it");
        }

        var instrument = found[0];
        var status = await rest.GetStatus(symbol.Symbol) is VenueReply<SymbolStatus>.Ok(var told) ? told : null;
        return GridShape.Misfit(symbol.Grid, instrument) is { } misfit ? CheckLine.Failed(subject, misfit)
            : status is { IsTrading: false } ? CheckLine.Failed(subject, $"it is not traded now: {status.Word}")
            : CheckLine.Ok(subject, $"tick {instrument.TickSize}, lot {instrument.LotSize}, traded");
    }

    private async Task<CheckLine> Key(Symbol symbol)
    {
        if (await rest.GetEquity() is not VenueReply<
            ImmutableArray<EquityReport>>.Ok(var assets))
        {
            var why = await rest.GetPosition(symbol) is VenueReply<PositionReport>.Failed(var error)
                ? $"{error}"
                : "the account cannot be read";
            return CheckLine.Failed("key", $"{why}; check the key, its secret, and that it may read and trade futures");
        }

        var holds = assets.Where(asset => asset.MarginBalance != 0).ToList();
        return holds.Count == 0
            ? CheckLine.Warning("key", "it reads the account, which holds nothing")
            : CheckLine.Ok(
                "key",
                $"it reads the account: {string.Join(", ", holds.Select(a => $"{a.MarginBalance:0.##} {a.Asset}"))}; "
                + "whether it may trade shows with the first order");
    }

    private async Task<CheckLine> Account(Symbol symbol)
    {
        var subject = $"account in {symbol}";
        if (await rest.GetTradingVerdict(symbol) is VenueReply<TradingVerdict>.Ok({ IsLocked: true } locked))
        {
            return CheckLine.Failed(subject, $"the exchange takes only orders that reduce ({locked.Trigger})");
        }

        return await rest.GetOpenOrders(symbol) switch
        {
            VenueReply<ImmutableArray<OrderReport>>.Ok({ Length: > 0 } resting)
                => CheckLine.Warning(
                    subject, $"{resting.Length} orders rest; a node takes back its own, and leaves others alone"),
            VenueReply<ImmutableArray<OrderReport>>.Ok
                => CheckLine.Ok(subject, "no order rests"),
            VenueReply<ImmutableArray<OrderReport>>.Failed(var error)
                => CheckLine.Failed(subject, $"{error}"),
            var strange => throw new InvalidOperationException($"{strange}"),
        };
    }

    private async Task<CheckLine> Socket(string subject, Uri address)
    {
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(dialLimit);
        var dialed = Stopwatch.StartNew();
        try
        {
            await socket.ConnectAsync(address, limit.Token);
            return CheckLine.Ok(subject, $"connected in {dialed.ElapsedMilliseconds} ms");
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            return CheckLine.Failed(subject, $"no connection to {address.Host}: {failure.Message}");
        }
    }
}
