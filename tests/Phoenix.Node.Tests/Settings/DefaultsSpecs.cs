using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Settings;

/// <summary>The reference file is the manual: it must say what the records say, and all that is read.</summary>
public sealed class DefaultsSpecs
{
    [Fact]
    public void Defaults_of_the_reference_equal_those_of_the_records()
    {
        var read = SettingsReader.ReadReference();

        var eth = new SymbolSettings { Symbol = new Symbol("ETHUSDC") };
        read.Phoenix.Symbols.ShouldBe([eth]);
        (read.Phoenix with { Symbols = [] }).ShouldBe(new PhoenixSettings { Symbols = [] });
        var standard = new VenueSettings();
        read.Venue.Embedded.Markets.ShouldBe(standard.Embedded.Markets);
        read.Venue.Embedded.MoreAccounts.ShouldBe(standard.Embedded.MoreAccounts);
        var embedded = read.Venue.Embedded with
        {
            Markets = standard.Embedded.Markets,
            MoreAccounts = standard.Embedded.MoreAccounts,
        };
        read.Venue.External.MoreStreams.ShouldBe(standard.External.MoreStreams);
        var external = read.Venue.External with { MoreStreams = standard.External.MoreStreams };
        (read.Venue with { Embedded = embedded, External = external }).ShouldBe(standard);
        (read with { Venue = new VenueSettings(), Phoenix = DefaultPhoenix })
            .ShouldBe(new NodeSettings { Phoenix = DefaultPhoenix });
    }

    [Fact]
    public void Every_key_of_the_reference_is_read() =>
        SettingsReader.ReferenceKeys().Except(SettingsReader.KnownKeys()).ShouldBeEmpty();

    [Fact]
    public void Every_key_that_is_read_stands_in_the_reference() =>
        SettingsReader.KnownKeys()
            .Where(key => !key.StartsWith("phoenix.symbol.", StringComparison.Ordinal))
            .Where(key => !key.StartsWith("phoenix.venue.embedded.market.", StringComparison.Ordinal))
            .Except(SettingsReader.ReferenceKeys())
            .ShouldBeEmpty();

    [Fact]
    public void Without_a_file_two_symbols_are_traded_on_the_embedded_exchange()
    {
        var read = SettingsReader.ReadDefault();

        read.Venue.Mode.ShouldBe(VenueMode.Embedded);
        read.Phoenix.Symbols.Select(symbol => symbol.Symbol.Name).ShouldBe(["ETHUSDC", "BTCUSDC"]);
    }

    private static PhoenixSettings DefaultPhoenix { get; } = new() { Symbols = [] };
}
