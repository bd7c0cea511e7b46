using Microsoft.Extensions.Logging;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;

namespace Phoenix.Node.Settings;

/// <summary>The part of the settings that surrounds the trading system: exchange, logs.</summary>
internal static class NodeReader
{
    public static VenueSettings Venue(ConfigSource source, KeyReader block)
    {
        var mode = block.Choice("mode", ("embedded", VenueMode.Embedded), ("external", VenueMode.External));
        return new VenueSettings
        {
            Mode = mode,
            RequestTimeout = block.Duration("request-timeout", TimeSpan.FromMilliseconds(1)),
            Embedded = Embedded(source, block.Block("embedded")),
            External = ExternalReader.Read(block, mode == VenueMode.External),
            Credentials = Credentials(block.Block("credentials")),
        };
    }

    public static Language Language(KeyReader node) =>
        node.Choice("language", ("en", Settings.Language.English), ("zh", Settings.Language.Chinese));

    public static LogSettings Logs(KeyReader block) => new()
    {
        Level = block.Choice(
            "level",
            ("debug", LogLevel.Debug),
            ("info", LogLevel.Information),
            ("warning", LogLevel.Warning),
            ("error", LogLevel.Error)),
        File = block.Text("file", _ => true, "expected a path"),
        FileSize = block.Size("file-size", 1L << 20, 1L << 34),
        KeepFiles = block.Count("keep-files", 1, 10_000),
        Buffer = block.Count("buffer", 100, 1_000_000),
    };

    /// <summary>On the embedded exchange only what it lists can be traded.</summary>
    public static void CheckMarkets(KeyReader phoenix, NodeSettings settings)
    {
        var listed = settings.Venue.Embedded.Symbols.ToList();
        var missing = settings.Phoenix.Symbols.Select(traded => traded.Symbol).Except(listed).ToList();
        var canBeListed = missing.TrueForAll(
            symbol => MarketSettings.Catalogue.Any(market => market.Symbol == symbol));
        phoenix.Demand(
            settings.Venue.Mode != VenueMode.Embedded || missing.Count == 0,
            "symbols",
            "venue.embedded.markets",
            $"the embedded exchange lists {Some(listed)}",
            canBeListed
                ? $"trade one of them, or add {Some(missing)} to phoenix.venue.embedded.markets"
                : $"trade one of them, or set phoenix.venue.mode = external to trade {Some(missing)}");
    }

    private static string Some(List<Symbol> symbols) =>
        string.Join(", ", symbols.Take(10)) + (symbols.Count > 10 ? $" and {symbols.Count - 10} more" : "");

    private static EmbeddedVenueSettings Embedded(ConfigSource source, KeyReader block) => new()
    {
        Seed = block.Long("seed", 0, long.MaxValue),
        Port = block.Count("port", 0, 65_535),
        ScriptFile = block.Text("script-file", _ => true, "expected a path"),
        Markets = MarketReader.Read(source, block),
        Balance = block.Positive("balance", 1_000_000_000_000m),
        MoreAccounts = AccountReader.Read(source),
    };

    private static CredentialSettings Credentials(KeyReader block)
    {
        const string expected = "expected the name of an environment variable: capitals, digits and _";
        var credentials = new CredentialSettings
        {
            ApiKeyVariable = block.Text("api-key-variable", IsVariable, expected),
            SecretVariable = block.Text("secret-variable", IsVariable, expected),
            File = block.Text("file", _ => true, "expected a path"),
        };
        block.Demand(
            credentials.ApiKeyVariable != credentials.SecretVariable,
            "secret-variable",
            "api-key-variable",
            "expected another variable than api-key-variable",
            "name the one that holds the secret");
        return credentials;
    }

    /// <summary>Small letters are refused because a key pasted here by mistake has some.</summary>
    private static bool IsVariable(string text) =>
        text.Length is > 0 and <= 63
        && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_')
        && !char.IsAsciiDigit(text[0]);
}
