using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Phoenix.Core.Alerts;
using Phoenix.Core.Primitives;
using Phoenix.Node.Alerts;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Alerts;

/// <summary>Each receiver gets exactly the body that it documents.</summary>
public sealed class SinkFormSpecs
{
    private static readonly DateTimeOffset Zero = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Text = string.Join(
        "\\n",
        "[WARNING] ETHUSDC is not quoted",
        "BookStale",
        "since 2026-01-05 12:00:05 UTC",
        "Each cause ends by itself when its condition ends; do not restart.",
        "Phoenix · mm1");

    [Fact]
    public void Slack_gets_a_text() => Body(SinkKind.Slack, Raised()).ShouldBe($$"""{"text":"{{Text}}"}""");

    [Fact]
    public void Slack_gets_its_three_characters_escaped() =>
        Body(SinkKind.Slack, Raised("a < b & b > <!channel>"))
            .ShouldContain("""\na &lt; b &amp; b &gt; &lt;!channel&gt;\n""");

    [Fact]
    public void Telegram_gets_chat_and_text_and_is_told_to_interpret_nothing() =>
        Body(SinkKind.Telegram, Raised()).ShouldBe(
            $$$"""{"chat_id":"-1001","text":"{{{Text}}}","link_preview_options":{"is_disabled":true}}""");

    [Theory]
    [InlineData(SinkKind.DingTalk)]
    [InlineData(SinkKind.WeCom)]
    public void The_robots_get_a_text_message(SinkKind kind) =>
        Body(kind, Raised()).ShouldBe($$$"""{"msgtype":"text","text":{"content":"{{{Text}}}"}}""");

    [Fact]
    public void Nobody_is_called_by_the_text_of_a_message() =>
        Body(SinkKind.WeCom, Raised("<@all>")).ShouldNotContain("<@");

    [Fact]
    public void A_program_gets_each_notice_with_its_parts()
    {
        using var body = JsonDocument.Parse(Body(SinkKind.Json, Resolved()));

        body.RootElement.GetProperty("more").GetInt32().ShouldBe(0);
        body.RootElement.GetProperty("notices")[0].GetRawText().ShouldBe(
            """{"kind":"Resolved","rule":"Halted","subject":"ETHUSDC","severity":"Warning","""
            + """ "detail":"BookStale","since":"2026-01-05T12:00:05Z","until":"2026-01-05T12:01:10Z"}""".TrimStart());
    }

    [Theory]
    [InlineData(SinkKind.WeCom, 2048)]
    [InlineData(SinkKind.Telegram, 4096)]
    public void A_long_message_is_cut_to_what_the_receiver_takes(SinkKind kind, int most)
    {
        var many = Enumerable.Range(0, 10).Select(_ => Raised(new string('盘', 300))).ToArray();
        var text = AlertText.CutBytes(string.Concat(many.Select(n => n.Alert.Detail)), most);

        Encoding.UTF8.GetByteCount(text).ShouldBeInRange(most - 3, most);
        text.ShouldEndWith("盘…");
        using var body = JsonDocument.Parse(Body(kind, many));
        var told = kind == SinkKind.WeCom
            ? body.RootElement.GetProperty("text").GetProperty("content").GetString()!
            : body.RootElement.GetProperty("text").GetString()!;
        Encoding.UTF8.GetByteCount(told).ShouldBeLessThanOrEqualTo(most);
    }

    /// <summary>
    /// An independent reckoning of the documented steps: stamp, line feed, secret; HMAC-SHA256; Base64; URL-encoded.
    /// </summary>
    [Fact]
    public void DingTalk_gets_each_message_signed()
    {
        Environment.SetEnvironmentVariable("PHOENIX_TEST_SIGN", "SEC000");
        var sign = AlertSecret.Load(new SecretPlace { Variable = "PHOENIX_TEST_SIGN" }, "sign");
        var form = Form(SinkKind.DingTalk, "https://oapi.dingtalk.com/robot/send?access_token=abc", sign);

        var address = form.AddressAt(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));

        using var mac = new HMACSHA256("SEC000"u8.ToArray());
        var signature = Convert.ToBase64String(mac.ComputeHash("1700000000000\nSEC000"u8.ToArray()))
            .Replace("+", "%2B", StringComparison.Ordinal)
            .Replace("/", "%2F", StringComparison.Ordinal)
            .Replace("=", "%3D", StringComparison.Ordinal);
        address.AbsoluteUri.ShouldBe(
            "https://oapi.dingtalk.com/robot/send?access_token=abc&timestamp=1700000000000&sign=" + signature);
    }

    [Theory]
    [InlineData(SinkKind.Json, "", true)]
    [InlineData(SinkKind.Slack, "ok", true)]
    [InlineData(SinkKind.Telegram, """{"ok":true,"result":{}}""", true)]
    [InlineData(SinkKind.Telegram, """{"ok":false,"description":"chat not found"}""", false)]
    [InlineData(SinkKind.DingTalk, """{"errcode":0,"errmsg":"ok"}""", true)]
    [InlineData(SinkKind.DingTalk, """{"errcode":310000,"errmsg":"sign not match"}""", false)]
    [InlineData(SinkKind.WeCom, """{"errcode":93000,"errmsg":"invalid webhook url"}""", false)]
    [InlineData(SinkKind.WeCom, "<html>", false)]
    public void A_refusal_in_a_good_answer_is_seen(SinkKind kind, string answer, bool isTaken) =>
        (Form(kind).Refusal(answer) is null).ShouldBe(isTaken);

    [Fact]
    public void The_operator_may_be_told_in_Chinese()
    {
        var words = new AlertText("mm1", Language.Chinese, Zero);

        words.Of(new Dispatch([Resolved()], 0)).ShouldBe(
            "[已恢复] ETHUSDC 已停止报价\nBookStale\n自 2026-01-05 12:00:05 UTC 起，持续 0:01:05\nPhoenix · mm1");
    }

    [Fact]
    public void Several_alerts_are_one_summary() =>
        new AlertText("mm1", Language.English, Zero).Of(new Dispatch([Raised(), Resolved()], 3)).ShouldBe(
            "Phoenix · mm1: 2 alerts\n- [WARNING] ETHUSDC is not quoted (BookStale)\n"
            + "- [OVER] ETHUSDC is not quoted (BookStale)\n3 more follow");

    /// <summary>Every rule has words of its own in both languages, about its subject where it has one.</summary>
    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void Every_rule_has_words_of_its_own(Language language)
    {
        var rules = Enum.GetValues<AlertRule>();

        rules.Select(rule => AlertWords.Title(new AlertKey(rule, "ETHUSDC"), language)).ShouldBeUnique();
        rules.Select(rule => AlertWords.Advice(rule, language)).ShouldBeUnique();
        rules.Select(rule => AlertWords.Title(new AlertKey(rule, "X"), language))
            .ShouldAllBe(title => title.Any(c => c > 0x3000) == (language == Language.Chinese));
    }

    private static Instant Start => default;

    internal static Notice Raised(string detail = "BookStale") => new(
        NoticeKind.Raised,
        new AlertCondition(
            new AlertKey(AlertRule.Halted, "ETHUSDC"), detail, Start + TimeSpan.FromSeconds(5)),
        Start + TimeSpan.FromSeconds(65),
        null);

    private static Notice Resolved() =>
        Raised() with { Kind = NoticeKind.Resolved, Until = Start + TimeSpan.FromSeconds(70) };

    private static string Body(SinkKind kind, params Notice[] notices) => Encoding.UTF8.GetString(
        Form(kind).Body(new Dispatch([.. notices], 0), new AlertText("mm1", Language.English, Zero)));

    private static SinkForm Form(SinkKind kind, string address = "http://127.0.0.1/", AlertSecret? sign = null) =>
        new(new SinkSettings { Name = "team", Kind = kind, ChatId = "-1001" }, new Uri(address), sign);
}
