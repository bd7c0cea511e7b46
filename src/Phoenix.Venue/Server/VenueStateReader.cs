using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Server;

/// <summary>Takes the picture of the venue and prints it as JSON.</summary>
internal static class VenueStateReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new TextConverter<Symbol>(symbol => symbol.Name),
            new NumberConverter<VenueTime>(time => time.Milliseconds),
        },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // read by people, never put into a page as markup
    };

    private static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    /// <summary>Over several lines, for people.</summary>
    internal static byte[] PrintIndented<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Indented);

    internal static byte[] Print<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    internal static VenueState Read(
        VenueFloor floor, SocketRegister sockets, FaultBoard faults, RestDesk desk, RequestGate gate) => new(
        floor.Now,
        [.. sockets.Open.Select(Of)],
        sockets.Open
            .GroupBy(socket => socket.Class)
            .ToImmutableSortedDictionary(
                group => JsonNamingPolicy.CamelCase.ConvertName($"{group.Key}"),
                group => group.Sum(socket => socket.Names.Count),
                StringComparer.Ordinal),
        [.. floor.Accounts.Select(account => Of(account, floor))],
        desk.Answers.ToImmutableSortedDictionary(StringComparer.Ordinal),
        gate.Addresses.All.Sum(use => use.Weight.Used(floor.Now)),
        [.. floor.Markets.Select(Of)],
        [.. faults.Active])
        {
            Addresses = [.. gate.Addresses.All.Select(use => Of(use, floor.Now))],
            Treasury = [.. floor.Treasury.Purses.Select(purse => Of(purse.Key, purse.Value))],
        };

    private static TreasuryState Of(string asset, Treasury.Purse purse) =>
        new(asset, purse.Fees, purse.Insurance, purse.Crowd);

    private static SocketState Of(VenueSocket socket) => new(
        socket.Id,
        socket.Class,
        socket.Path,
        [.. socket.Names],
        socket.OpenedAt,
        socket.BytesSent,
        socket.FramesSent,
        socket.IsMuted,
        socket.IsBlackholed)
    {
        Address = socket.Use.Address,
        UnansweredPings = socket.UnansweredPings,
    };

    private static AddressState Of(AddressUse use, VenueTime now) => new(
        use.Address,
        use.Weight.Used(now),
        use.Funding.Used(now),
        use.Connections.Used(now),
        use.OpenSockets,
        use.Refusals(now),
        use.Bans,
        use.IsBanned(now) ? use.BannedUntil : null);

    private static AccountState Of(VenueAccount account, VenueFloor floor) => new(
        account.Options.Name,
        account.Wallets[0].Balance,
        account.TradeCount,
        account.FeesPaid,
        account.Realized,
        account.ListenKey.IsActive ? account.ListenKey.ExpiresAt : null,
        [.. floor.Markets.SelectMany(market => account.Open(market.Index)).Select(Of)],
        [.. account.Contracts.Select(contract => Of(contract.Both, contract.Market))],
        [
            .. from market in floor.Markets
               where account.Countdowns[market.Index] is not null
               select new CountdownState(market.Contract.Symbol, account.Countdowns[market.Index]!.Value),
        ])
    {
        OrdersIn10Seconds = account.OrdersPer10Seconds.Used(floor.Now),
        OrdersInMinute = account.OrdersPerMinute.Used(floor.Now),
        Funding = account.Income.Funding,
        Wallets = [.. account.Wallets.Select(wallet => new WalletState(wallet.Asset, wallet.Balance, wallet.Isolated))],
        Hedged =
        [
            .. from contract in account.Contracts
               from ledger in contract.Ledgers
               where ledger.PositionSide != PositionSide.Both && !ledger.Position.IsFlat
               select Of(ledger, contract.Market),
        ],
    };

    private static RestingOrderState Of(AccountOrder order)
    {
        var rules = order.Market.Contract.Rules;
        return new RestingOrderState(
            rules.Symbol,
            order.ClientOrderId,
            order.OrderId,
            order.Side,
            rules.ToDecimal(order.Price),
            rules.ToDecimal(order.Remaining));
    }

    private static PositionState Of(PositionLedger ledger, Market.SymbolMarket market) => new(
        market.Contract.Symbol,
        market.Contract.Rules.ToDecimal(ledger.Position),
        ledger.EntryPrice,
        ledger.Cost,
        ledger.Realized,
        ledger.UnrealizedAt(market.MarkPrice));

    private static MarketState Of(Market.SymbolMarket market)
    {
        var rules = market.Contract.Rules;
        return new MarketState(
            rules.Symbol,
            rules.ToDecimal(market.Book.Bids.BestPrice),
            rules.ToDecimal(market.Book.Asks.BestPrice),
            market.MarkPrice,
            market.LastUpdateId,
            rules.ToDecimal(market.StreetPosition));
    }

    private sealed class TextConverter<T>(Func<T, string> print) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("The state is only printed.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(print(value));
    }

    private sealed class NumberConverter<T>(Func<T, long> print) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("The state is only printed.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(print(value));
    }
}
