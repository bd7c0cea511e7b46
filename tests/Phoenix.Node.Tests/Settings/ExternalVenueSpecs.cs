using System.Collections.Immutable;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Settings;

/// <summary>Where an exchange outside this process is found.</summary>
public sealed class ExternalVenueSpecs
{
    [Fact]
    public void Further_hosts_of_the_streams_are_read_in_order() =>
        Read("[\"wss://b.example\", \"wss://c.example\"]")
            .ShouldBe([new Uri("wss://b.example"), new Uri("wss://c.example")]);

    [Fact]
    public void There_is_one_host_unless_more_are_named() => Read("[]").ShouldBeEmpty();

    [Theory]
    [InlineData("[\"https://b.example\"]")]
    [InlineData("[\"b.example\"]")]
    public void What_is_no_address_of_streams_is_told_with_its_place(string list)
    {
        var problem = Should.Throw<BadInputException>(() => Read(list)).Problems[0].ToString();
        problem.ShouldStartWith("my.conf:4: ");
        problem.ShouldContain("expected addresses with ws:// or wss://");
    }

    private static ImmutableArray<Uri> Read(string list) => SettingsReader.Read("my.conf", $$"""
        phoenix.venue {
          mode = external
          external {
            more-stream-urls = {{list}}
            rest-url = "http://127.0.0.1", stream-url = "ws://127.0.0.1", trading-url = "ws://127.0.0.1"
            real-money = yes
          }
        }
        """).Venue.External.MoreStreams;
}
