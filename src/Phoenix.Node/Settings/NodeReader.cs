using System.Collections.Immutable;
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
            External = External(block, mode == VenueMode.External),
            Credentials = Credentials(block.Block("credentials")),
        };
    }

    public static LogSettings Logs(KeyReader block) => new()
    {
        Level = block.Choice(
            "level",
            ("debug", LogLevel.Debug),
            ("info", LogLevel.Information),
            ("warning", LogLevel.Warning),
            ("error", LogLevel.Error)),
        File = block.Text("file", _ => true, "expected a path"),
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

    private static ExternalVenueSettings External(KeyReader venue, bool isUsed) => new()
    {
        Rest = Address(venue, "external.rest-url", isUsed, "http", "https"),
        Streams = Address(venue, "external.stream-url", isUsed, "ws", "wss"),
        MoreStreams = MoreStreams(venue),
        Trading = Address(venue, "external.trading-url", isUsed, "ws", "wss"),
    };

    private static ImmutableArray<Uri> MoreStreams(KeyReader venue)
    {
        const string key = "external.more-stream-urls";
        var texts = venue.List(key, "expected a list of addresses", "write for example [\"wss://host\"]");
        var found = texts.Select(text => Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null)
            .Where(uri => uri?.Scheme is "ws" or "wss").OfType<Uri>().ToImmutableArray();
        venue.Demand(
            found.Length == texts.Length,
            key,
            key,
            "expected addresses with ws:// or wss://",
            "write the exchange's addresses");
        return found;
    }

    private static CredentialSettings Credentials(KeyReader block) => new()
    {
        ApiKeyVariable = block.Text("api-key-variable", IsVariable, "expected the name of an environment variable"),
        SecretVariable = block.Text("secret-variable", IsVariable, "expected the name of an environment variable"),
    };

    private static bool IsVariable(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(text[0]);

    private static Uri? Address(KeyReader venue, string key, bool isUsed, string plain, string secure)
    {
        var text = venue.Text(key, _ => true, "expected an address");
        var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == plain || address.Scheme == secure);
        venue.Demand(
            isAddress || (text.Length == 0 && !isUsed),
            key,
            "mode",
            $"expected an address with {plain}:// or {secure}:// when mode is external",
            "write the exchange's address");
        return isAddress ? address : null;
    }
}
