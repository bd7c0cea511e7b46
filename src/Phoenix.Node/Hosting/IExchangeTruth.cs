using Phoenix.Actors.Telemetry;
using Phoenix.Core.Ports;
using Phoenix.Node.Summary;
using Phoenix.Venue.Http;
using Phoenix.Venue.Server;

namespace Phoenix.Node.Hosting;

/// <summary>Asks the exchange itself how the account stands, independently of our books.</summary>
internal interface IExchangeTruth
{
    /// <exception cref="IOException">The exchange did not tell.</exception>
    Task<VenueComparison> Compare(PhoenixStatus ours);
}

/// <summary>Reads the ledger of the exchange inside this process.</summary>
internal sealed class EmbeddedTruth(KestrelVenue venue) : IExchangeTruth
{
    public async Task<VenueComparison> Compare(PhoenixStatus ours) =>
        Compare(ours, (await venue.Read(server => server.State)).Accounts.Single());

    /// <summary>Our books beside the exchange's of the same account.</summary>
    public static VenueComparison Compare(PhoenixStatus ours, AccountState account)
    {
        var samples = ours.Symbols.Select(symbol => symbol.Sample).OfType<DeskSample>().ToList();
        return new VenueComparison(
            [.. ours.Symbols.Select(symbol => Compare(symbol, account))],
            new AccountComparison(
                new(samples.Sum(sample => sample.Fills), account.Trades),
                new(samples.Sum(sample => sample.Fees), account.Fees),
                new(samples.Sum(sample => sample.RealizedPnl), account.Realized)));
    }

    private static SymbolComparison Compare(SymbolStatus ours, AccountState account) => new(
        ours.Symbol.Name,
        new(ours.Sample?.OpenOrders ?? 0, account.OpenOrders.Count(order => order.Symbol == ours.Symbol)),
        new(
            ours.Sample?.Position ?? 0,
            account.Positions.Where(position => position.Symbol == ours.Symbol).Sum(position => position.Amount)));
}

/// <summary>
/// Asks an exchange outside this process by REST. Its account may have a past, so totals are not compared.
/// </summary>
internal sealed class RestTruth(IVenueRest rest) : IExchangeTruth
{
    public async Task<VenueComparison> Compare(PhoenixStatus ours)
    {
        var symbols = new List<SymbolComparison>();
        foreach (var symbol in ours.Symbols)
        {
            var instrument = Value(await rest.GetInstruments([symbol.Symbol])).Single();
            var orders = Value(await rest.GetOpenOrders(symbol.Symbol));
            var position = Value(await rest.GetPosition(symbol.Symbol));
            symbols.Add(new SymbolComparison(
                symbol.Symbol.Name,
                new(symbol.Sample?.OpenOrders ?? 0, orders.Length),
                new(symbol.Sample?.Position ?? 0, instrument.ToDecimal(position.Position))));
        }

        return new VenueComparison([.. symbols], null);
    }

    private static T Value<T>(VenueReply<T> reply) => reply switch
    {
        VenueReply<T>.Ok ok => ok.Value,
        VenueReply<T>.Failed failed => throw new IOException(failed.Error.ToString()),
        _ => throw new InvalidOperationException("A reply is a value or a failure."),
    };
}
