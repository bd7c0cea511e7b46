using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Metrics;

/// <summary>Where metrics go is said once and checked at the start.</summary>
public sealed class MetricsSettingsSpecs
{
    [Fact]
    public void Nothing_is_shown_or_sent_unless_asked_for()
    {
        var metrics = SettingsReader.ReadDefault().Metrics;

        metrics.Port.ShouldBe(0);
        metrics.Otlp.Endpoint.ShouldBeNull();
    }

    [Fact]
    public void An_endpoint_is_taken_with_its_path() =>
        Read("endpoint = \"http://127.0.0.1:4318/v1/metrics\"").Otlp.Endpoint
            .ShouldBe(new Uri("http://127.0.0.1:4318/v1/metrics"));

    [Theory]
    [InlineData("endpoint = \"127.0.0.1:4318\"", "phoenix.metrics.otlp.endpoint")]
    [InlineData("endpoint = \"ftp://127.0.0.1\"", "phoenix.metrics.otlp.endpoint")]
    [InlineData("interval = 500ms", "phoenix.metrics.otlp.interval")]
    [InlineData("interval = 2s", "phoenix.metrics.otlp.interval")]
    public void What_cannot_work_is_refused(string line, string key) =>
        Should.Throw<BadInputException>(() => Read(line)).Message.ShouldContain(key);

    private static MetricsSettings Read(string otlp) =>
        SettingsReader.Read("test.conf", $"phoenix.metrics.otlp {{ {otlp} }}").Metrics;
}
