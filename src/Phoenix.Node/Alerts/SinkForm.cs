using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Phoenix.Core.Alerts;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Alerts;

/// <summary>What a receiver wants to have: the body of a message, and the address it goes to.</summary>
/// <remarks>
/// Sources, in copies read 2026-11-23. Slack: api.slack.com, "Formatting text" (&amp;, &lt; and &gt; are escaped,
/// nothing else) and "Rate limits" (a message a second). Telegram: Bot API, sendMessage (1 to 4096 characters; without
/// parse_mode nothing is interpreted), as reprinted at effect-ak.github.io/tg-bot-api. DingTalk: "custom robot
/// access", as reprinted at mihaoyun.com and gitbook.curiouser.top (signed by HMAC-SHA256 of timestamp, line feed and
/// secret with the secret as key, in Base64, as a query; a stamp may be an hour off; more than 20 messages a minute are
/// refused for ten minutes). WeCom: work.weixin.qq.com/api/doc/90000/90136/91770 (2048 bytes of text;
/// <c>&lt;@user&gt;</c> calls that member); 20 messages a minute by what others report.
/// </remarks>
internal sealed class SinkForm(SinkSettings settings, Uri address, AlertSecret? sign)
{
    private const int SlackBytes = 4000;
    private const int TelegramBytes = 4096;     // of characters, of which there are not more than bytes
    private const int DingTalkBytes = 15_000;
    private const int WeComBytes = 2048;

    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="now">For the stamp of a signature.</param>
    public Uri AddressAt(DateTimeOffset now)
    {
        if (settings.Kind != SinkKind.DingTalk || sign is null)
        {
            return address;
        }

        var stamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(sign.Text), Encoding.UTF8.GetBytes($"{stamp}\n{sign.Text}"));
        var joint = address.Query.Length > 0 ? '&' : '?';
        var signature = Uri.EscapeDataString(Convert.ToBase64String(hash));
        return new Uri($"{address.AbsoluteUri}{joint}timestamp={stamp}&sign={signature}");
    }

    public byte[] Body(Dispatch dispatch, AlertText words)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            Write(json, dispatch, words);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Why the receiver did not take a message although it answered 200; null when it took it.</summary>
    /// <param name="answer">The beginning of its answer.</param>
    public string? Refusal(string answer)
    {
        if (settings.Kind is SinkKind.Json or SinkKind.Slack)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(answer);
            var isTaken = settings.Kind == SinkKind.Telegram
                ? json.RootElement.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True
                : json.RootElement.TryGetProperty("errcode", out var code) && code.TryGetInt32(out var number)
                    && number == 0;
            return isTaken ? null : $"it refuses: {Words(json.RootElement)}";
        }
        catch (Exception strange) when (strange is JsonException or InvalidOperationException)
        {
            return "its answer is not understood";
        }
    }

    private static string Words(JsonElement answer)
    {
        foreach (var name in new[] { "errmsg", "description" })
        {
            if (answer.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String)
            {
                return AlertText.CutBytes(text.GetString()!.ReplaceLineEndings(" "), 100);
            }
        }

        return "without words";
    }

    private void Write(Utf8JsonWriter json, Dispatch dispatch, AlertText words)
    {
        var text = words.Of(dispatch);
        switch (settings.Kind)
        {
            case SinkKind.Slack:
                json.WriteString("text", AlertText.CutBytes(Escaped(text), SlackBytes));
                break;
            case SinkKind.Telegram:
                json.WriteString("chat_id", settings.ChatId);
                json.WriteString("text", AlertText.CutBytes(text, TelegramBytes));
                json.WriteStartObject("link_preview_options");
                json.WriteBoolean("is_disabled", true);
                json.WriteEndObject();
                break;
            case SinkKind.DingTalk:
                WriteContent(json, AlertText.CutBytes(text, DingTalkBytes));
                break;
            case SinkKind.WeCom:
                WriteContent(json, AlertText.CutBytes(text.Replace("<@", "< @", StringComparison.Ordinal), WeComBytes));
                break;
            default:
                WriteNotices(json, text, dispatch, words);
                break;
        }
    }

    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static void WriteContent(Utf8JsonWriter json, string text)
    {
        json.WriteString("msgtype", "text");
        json.WriteStartObject("text");
        json.WriteString("content", text);
        json.WriteEndObject();
    }

    private static void WriteNotices(Utf8JsonWriter json, string text, Dispatch dispatch, AlertText words)
    {
        json.WriteString("text", text);
        json.WriteNumber("more", dispatch.More);
        json.WriteStartArray("notices");
        foreach (var notice in dispatch.Notices)
        {
            json.WriteStartObject();
            json.WriteString("kind", notice.Kind.ToString());
            json.WriteString("rule", notice.Key.Rule.ToString());
            json.WriteString("subject", notice.Key.Subject);
            json.WriteString("severity", notice.Severity.ToString());
            json.WriteString("detail", notice.Alert.Detail);
            json.WriteString("since", words.At(notice.Alert.Since).UtcDateTime);
            if (notice.Until is { } until)
            {
                json.WriteString("until", words.At(until).UtcDateTime);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
