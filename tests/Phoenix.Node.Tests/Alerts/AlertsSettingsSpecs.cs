using Phoenix.Core.Alerts;
using Phoenix.Node.Alerts;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Alerts;

/// <summary>Who is told is said once and checked at the start; the secrets stand elsewhere.</summary>
public sealed class AlertsSettingsSpecs
{
    [Fact]
    public void Nobody_is_told_unless_asked_for() => SettingsReader.ReadDefault().Alerts.Sinks.ShouldBeEmpty();

    [Fact]
    public void A_receiver_is_read_with_the_defaults_of_all()
    {
        var sink = Read("""
            sinks = [team]
            sink-defaults.timeout = 3s
            sink.team { kind = telegram, chat-id = "-1001", url-variable = BOT, least = critical }
            """).Sinks.ShouldHaveSingleItem();

        sink.ShouldBe(new SinkSettings
        {
            Name = "team",
            Kind = SinkKind.Telegram,
            ChatId = "-1001",
            Least = AlertSeverity.Critical,
            Address = new SecretPlace { Variable = "BOT" },
            Timeout = TimeSpan.FromSeconds(3),
        });
    }

    [Theory]
    [InlineData("sinks = [team]", "phoenix.alerts.sink-defaults.url-variable")]
    [InlineData("sinks = [team, team]", "phoenix.alerts.sinks")]
    [InlineData("sinks = [\"a b\"]", "phoenix.alerts.sinks")]
    [InlineData("sink.team.kind = slack", "phoenix.alerts.sink.team")]
    [InlineData("sinks = [t], sink.t { kind = telegram, url-variable = A }", "phoenix.alerts.sink-defaults.chat-id")]
    [InlineData("sinks = [t], sink.t { kind = wecom, url-variable = A, burst = 11 }", "20 at most together")]
    [InlineData("sinks = [t], sink.t { url-variable = A, url-file = b }", "phoenix.alerts.sink.t.url-file")]
    [InlineData("sinks = [t], sink.t { url-variable = \"http://secret\" }", "phoenix.alerts.sink.t.url-variable")]
    [InlineData("clear-after = 20m", "phoenix.alerts.flap-window")]
    [InlineData("silent-after = 1s", "phoenix.alerts.silent-after")]
    public void What_cannot_work_is_refused(string lines, string told) =>
        Should.Throw<BadInputException>(() => Read(lines)).Message.ShouldContain(told);

    [Fact]
    public void The_language_is_English_or_Chinese()
    {
        SettingsReader.ReadDefault().Language.ShouldBe(Language.English);
        SettingsReader.Read("test.conf", "phoenix.node.language = zh").Language.ShouldBe(Language.Chinese);
    }

    [Fact]
    public void A_secret_is_read_from_the_environment_or_from_a_file_of_ours_alone()
    {
        Environment.SetEnvironmentVariable("PHOENIX_TEST_SECRET", " https://host/hook ");
        using var file = TemporaryFile.With("https://host/other\n");

        Address(new SecretPlace { Variable = "PHOENIX_TEST_SECRET" }).ShouldBe("https://host/hook");
        Share(file, isShared: false);
        Address(new SecretPlace { File = file.Path }).ShouldBe("https://host/other");
    }

    [SkippableFact]
    public void A_file_that_others_may_read_is_refused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has other rights.");
        using var file = TemporaryFile.With("https://host/hook\n");
        Share(file, isShared: true);

        Should.Throw<BadInputException>(() => Address(new SecretPlace { File = file.Path }))
            .Message.ShouldContain("chmod 600");
    }

    [Fact]
    public void A_mistake_in_a_secret_does_not_show_it()
    {
        Environment.SetEnvironmentVariable("PHOENIX_TEST_BROKEN", "host/s3cr3t");

        Should.Throw<BadInputException>(() => Address(new SecretPlace { Variable = "PHOENIX_TEST_BROKEN" }))
            .Message.ShouldNotContain("s3cr3t");
        AlertSecret.Load(new SecretPlace { Variable = "PHOENIX_TEST_BROKEN" }, "url").ToString().ShouldBe("(secret)");
    }

    private static void Share(TemporaryFile file, bool isShared)
    {
        if (!OperatingSystem.IsWindows())
        {
            var ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.SetUnixFileMode(file.Path, isShared ? ours | UnixFileMode.GroupRead : ours);
        }
    }

    private static string Address(SecretPlace place) =>
        AlertSecret.LoadAddress(place, "phoenix.alerts.sink.team.url").AbsoluteUri;

    private static AlertsSettings Read(string alerts) =>
        SettingsReader.Read("test.conf", $"phoenix.alerts {{ {alerts} }}").Alerts;
}
