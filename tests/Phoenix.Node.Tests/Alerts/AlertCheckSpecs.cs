using Phoenix.Node.Alerts;
using Phoenix.Node.Checks;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Alerts;

/// <summary>Whether the operator can be reached is found out before he has to be.</summary>
public sealed class AlertCheckSpecs : IDisposable
{
    private const string Variable = "PHOENIX_TEST_CHECK_URL";

    private readonly Receiver _receiver = new() { Usual = """{"errcode":0,"errmsg":"ok"}""" };

    [Fact]
    public async Task A_test_message_arrives_and_says_that_it_is_one()
    {
        (await Check(sends: true)).Verdict.ShouldBe(CheckVerdict.Ok);

        (await _receiver.Next()).Body.ShouldContain("[警告] 这是一条测试消息");
    }

    [Fact]
    public async Task Nothing_is_sent_unless_asked_for()
    {
        (await Check(sends: false)).Verdict.ShouldBe(CheckVerdict.Ok);

        _receiver.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task A_receiver_that_refuses_is_a_warning_with_its_words()
    {
        _receiver.Answer(200, """{"errcode":93000,"errmsg":"invalid webhook url"}""");

        var line = await Check(sends: true);

        (line.Verdict, line.Text).ShouldBe(
            (CheckVerdict.Warning, "the test message did not arrive: it refuses: invalid webhook url"));
    }

    [Fact]
    public async Task A_secret_that_is_not_there_keeps_a_node_from_starting()
    {
        var line = await Check(sends: false, address: "");

        line.Verdict.ShouldBe(CheckVerdict.Failed);
        line.Text.ShouldContain("phoenix.alerts.sink.team.url-variable");
    }

    public void Dispose() => _receiver.Dispose();

    private async Task<CheckLine> Check(bool sends, string? address = null)
    {
        Environment.SetEnvironmentVariable(Variable, address ?? _receiver.Address("/hook"));
        var settings = SettingsReader.Read("test.conf", $$"""
            phoenix.node.language = zh
            phoenix.alerts { sinks = [team], sink.team { kind = wecom, url-variable = {{Variable}} } }
            """);
        var lines = new List<CheckLine>();
        await foreach (var line in AlertCheck.Run(settings, sends, TimeProvider.System))
        {
            lines.Add(line);
        }

        return lines.ShouldHaveSingleItem();
    }
}
