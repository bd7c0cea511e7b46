using Phoenix.Core.Settings;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Settings;

/// <summary>
/// Goal: the files that come with the program can be used as they are, and money is never at stake by accident.
/// </summary>
public sealed class BuiltInFilesSpecs : IDisposable
{
    private const string Meant = "phoenix.venue.external.real-money = yes";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("phoenix-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("sim.conf", "127.0.0.1", "127.0.0.1")]
    [InlineData("testnet.conf", "demo-fapi.binance.com", "testnet.binancefuture.com")]
    public void A_file_without_stakes_is_read_as_it_is(string name, string rest, string trading)
    {
        var read = SettingsReader.ReadFile(name).Venue;

        (read.External.Rest?.Host ?? "127.0.0.1", read.External.Trading?.Host ?? "127.0.0.1").ShouldBe((rest, trading));
    }

    [Theory]
    [InlineData("live.conf")]
    [InlineData("hocon/live.conf")]
    public void The_live_file_alone_is_refused(string name) =>
        Should.Throw<BadInputException>(() => SettingsReader.ReadFile(name)).Message.ShouldBe(
            "live.conf:17: phoenix.venue.external.real-money = no: fapi.binance.com is neither this machine nor a "
            + "known testnet, so orders there cost real money; if that is meant, set it to yes in a file of your own");

    [Fact]
    public void The_live_file_is_read_once_it_is_said_to_be_meant()
    {
        var live = Read($"include \"live.conf\"\n{Meant}");

        live.Venue.Mode.ShouldBe(VenueMode.External);
        live.Venue.External.RealMoney.ShouldBeTrue();
        (live.Venue.External.Rest, live.Venue.External.Streams, live.Venue.External.Trading).ShouldBe((
            new Uri("https://fapi.binance.com"),
            new Uri("wss://fstream.binance.com"),
            new Uri("wss://ws-fapi.binance.com/ws-fapi/v1")));
        live.Dashboard.Enabled.ShouldBeTrue();
    }

    [Fact]
    public void The_limits_of_the_live_file_are_tighter_than_the_reference()
    {
        var live = Read($"include \"live.conf\"\n{Meant}").Phoenix;

        var (own, standard) = (live.Symbols.ShouldHaveSingleItem(), new SymbolSettings { Symbol = default });
        own.Grid.Layers.ShouldBeLessThan(standard.Grid.Layers);
        own.Risk.NetMax.ShouldBeLessThan(standard.Risk.NetMax);
        own.Risk.OrderNotionalMax.ShouldBeLessThan(standard.Risk.OrderNotionalMax);
        own.Risk.NotionalMax.ShouldBeLessThan(standard.Risk.NotionalMax);
        live.Guard.AccountNotionalMax.ShouldBeLessThan(new GuardSettings().AccountNotionalMax);
        live.Guard.LeverageMax.ShouldBe(1);
        live.Losses.Day.Stop.ShouldBeLessThan(new LossSettings().Day.Stop);
        live.Losses.Run.Stop.ShouldBeLessThan(new LossSettings().Run.Stop);
    }

    [Theory]
    [InlineData("https://fapi.example", "wss://127.0.0.1:1", "ws://127.0.0.1:1")]
    [InlineData("http://127.0.0.1:1", "wss://demo-fstream.binance.com.example", "ws://127.0.0.1:1")]
    [InlineData("http://127.0.0.1:1", "ws://127.0.0.1:1", "wss://ws-fapi.binance.com/ws-fapi/v1")]
    public void Every_host_that_is_not_known_to_be_harmless_has_to_be_meant(string rest, string streams, string trading)
    {
        Should.Throw<BadInputException>(() => Read(External(rest, streams, trading)))
            .Problems.ShouldHaveSingleItem().ToString().ShouldContain("so orders there cost real money");

        Read(External(rest, streams, trading) + Meant).Venue.External.RealMoney.ShouldBeTrue();
    }

    [Fact]
    public void A_file_of_the_users_goes_before_a_built_in_one()
    {
        var own = Path.Combine(_folder.FullName, "live.conf");
        File.WriteAllText(own, "phoenix.trading.owner = mine");

        SettingsReader.ReadFile(own).Phoenix.Trading.Owner.ShouldBe("mine");
    }

    private static string External(string rest, string streams, string trading) => $$"""
        phoenix.venue {
          mode = external
          external { rest-url = "{{rest}}", stream-url = "{{streams}}", trading-url = "{{trading}}" }
        }

        """;

    private NodeSettings Read(string text)
    {
        var file = Path.Combine(_folder.FullName, "my.conf");
        File.WriteAllText(file, text);
        return SettingsReader.ReadFile(file);
    }
}
