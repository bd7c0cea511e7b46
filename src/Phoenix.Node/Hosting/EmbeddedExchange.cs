using Microsoft.Extensions.Logging;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Faults.Scripts;
using Phoenix.Venue.Http;
using Phoenix.Venue.Server;

namespace Phoenix.Node.Hosting;

/// <summary>Starts the exchange that runs inside this process.</summary>
internal static class EmbeddedExchange
{
    /// <summary>Under which it logs, as the exchange's own code does.</summary>
    public const string Category = "Phoenix.Venue";

    /// <param name="port">0 takes a free one.</param>
    /// <param name="option">Names, for messages, where the port was given.</param>
    /// <param name="script">What is to go wrong by itself.</param>
    /// <param name="secure">Where it listens with TLS besides.</param>
    /// <exception cref="BadInputException">
    /// The port is in use, or the script asks for what the exchange cannot do.
    /// </exception>
    public static async Task<KestrelVenue> Start(
        EmbeddedVenueSettings settings,
        int port,
        string option,
        ILoggerFactory logs,
        FaultScriptFile? script,
        SecureEndpoint? secure = null)
    {
        try
        {
            var venue = await KestrelVenue.StartAsync(
                OptionsOf(settings, script), port, TimeProvider.System, logs, secure);
            logs.CreateLogger(Category)
                .ExchangeUp(venue.BaseAddress, string.Join(", ", settings.Symbols), settings.Seed);
            if (venue.SecureAddress is { } address) logs.CreateLogger(Category).ExchangeSecured(address);
            return venue;
        }
        catch (FaultScriptException impossible) when (script is not null)
        {
            throw script.Refuse(impossible.Problems);
        }
        catch (VenuePortInUseException taken)
        {
            throw new BadInputException(new SettingsProblem(
                taken.Port == port ? option : "--tls-port",
                $"{taken.Port}", "this port is in use", "name another one, or 0 for a free one"));
        }
    }

    /// <summary>What the exchange of these settings is made of.</summary>
    public static VenueOptions OptionsOf(EmbeddedVenueSettings settings, FaultScriptFile? script) => new()
    {
        Seed = settings.Seed,
        Markets = settings.Markets,
        Accounts =
        [
            Funded(new VenueAccountOptions { Balance = settings.Balance }, settings),
            .. settings.MoreAccounts.Select(account => Funded(account, settings)),
        ],
        Script = script?.Script ?? FaultScript.Empty,
    };

    /// <summary>An account owns the same of each asset that margins a listed market.</summary>
    private static VenueAccountOptions Funded(VenueAccountOptions account, EmbeddedVenueSettings settings) =>
        account with
        {
            MoreBalances =
            [
                .. settings.Markets.Select(market => market.Contract.Rules.MarginAsset)
                    .Distinct(StringComparer.Ordinal)
                    .Where(asset => asset != account.Asset)
                    .Select(asset => new AssetBalance(asset, account.Balance)),
            ],
        };
}
