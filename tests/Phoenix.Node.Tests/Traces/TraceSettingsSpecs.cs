using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Traces;

/// <summary>Where traces go and how many is said once and checked at the start.</summary>
public sealed class TraceSettingsSpecs
{
    [Fact]
    public void Nothing_is_traced_unless_asked_for() => SettingsReader.ReadDefault().Traces.Endpoint.ShouldBeNull();

    [Fact]
    public void An_endpoint_is_taken_with_how_much_goes_there()
    {
        var traces = Read("endpoint = \"http://127.0.0.1:4318/v1/traces\", share = 1, most-per-second = 50");

        traces.Endpoint.ShouldBe(new Uri("http://127.0.0.1:4318/v1/traces"));
        (traces.Sampling.Share, traces.Sampling.MostPerSecond).ShouldBe((1m, 50));
    }

    [Theory]
    [InlineData("endpoint = \"127.0.0.1:4318\"", "phoenix.traces.endpoint")]
    [InlineData("share = 1.1", "phoenix.traces.share")]
    [InlineData("share = -0.1", "phoenix.traces.share")]
    [InlineData("most-per-second = 0", "phoenix.traces.most-per-second")]
    [InlineData("interval = 50ms", "phoenix.traces.interval")]
    [InlineData("timeout = 0s", "phoenix.traces.timeout")]
    public void What_cannot_work_is_refused(string line, string key) =>
        Should.Throw<BadInputException>(() => Read(line)).Message.ShouldContain(key);

    private static TraceSettings Read(string traces) =>
        SettingsReader.Read("test.conf", $"phoenix.traces {{ {traces} }}").Traces;
}
