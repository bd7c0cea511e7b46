using System.Globalization;
using System.Text;
using Phoenix.Core.Alerts;
using Phoenix.Core.Primitives;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Alerts;

/// <summary>A message in words, with the node's name and the word Phoenix for robots that ask for one.</summary>
/// <param name="clockZero">The calendar time of <see cref="Instant"/> 0.</param>
internal sealed class AlertText(string node, Language language, DateTimeOffset clockZero)
{
    private const int DetailLength = 300;
    private const int DetailLengthTogether = 60;

    private bool IsChinese => language == Language.Chinese;

    public string Of(Dispatch dispatch) =>
        dispatch.Notices is [var only] && dispatch.More == 0 ? Alone(only) : Together(dispatch);

    public DateTimeOffset At(Instant instant) => clockZero + (instant - default(Instant));

    /// <summary>At most so many bytes of UTF-8, no character torn, with a sign that something is missing.</summary>
    public static string CutBytes(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most)
        {
            return text;
        }

        var (length, bytes) = (0, 3);   // the sign's own
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > most)
            {
                break;
            }

            (length, bytes) = (length + rune.Utf16SequenceLength, bytes + rune.Utf8SequenceLength);
        }

        return text[..length] + "…";
    }

    private string Alone(Notice notice)
    {
        var text = new StringBuilder(Line(notice));
        if (notice.Alert.Detail.Length > 0)
        {
            text.Append('\n').Append(CutBytes(notice.Alert.Detail, DetailLength));
        }

        text.Append('\n').Append(Times(notice));
        if (notice.Until is null)
        {
            text.Append('\n').Append(AlertWords.Advice(notice.Key.Rule, language));
        }

        return text.Append("\nPhoenix · ").Append(node).ToString();
    }

    private string Together(Dispatch dispatch)
    {
        var count = dispatch.Notices.Length.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder($"Phoenix · {node}: ").Append(IsChinese ? $"{count} 条告警" : $"{count} alerts");
        foreach (var notice in dispatch.Notices)
        {
            text.Append("\n- ").Append(Line(notice));
            if (notice.Alert.Detail.Length > 0)
            {
                text.Append(" (").Append(CutBytes(notice.Alert.Detail, DetailLengthTogether)).Append(')');
            }
        }

        if (dispatch.More > 0)
        {
            var more = dispatch.More.ToString(CultureInfo.InvariantCulture);
            text.Append('\n').Append(IsChinese ? $"另有 {more} 条稍后发送" : $"{more} more follow");
        }

        return text.ToString();
    }

    private string Line(Notice notice) =>
        $"[{AlertWords.Mark(notice, language)}] {AlertWords.Title(notice.Key, language)}";

    private string Times(Notice notice)
    {
        var since = At(notice.Alert.Since).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        if (notice.Until is not { } until)
        {
            return IsChinese ? $"自 {since} UTC 起" : $"since {since} UTC";
        }

        var lasted = Duration(until - notice.Alert.Since);
        return IsChinese ? $"自 {since} UTC 起，持续 {lasted}" : $"since {since} UTC, for {lasted}";
    }

    private static string Duration(TimeSpan span)
    {
        var seconds = Math.Max(0, (long)span.TotalSeconds);
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        return string.Create(CultureInfo.InvariantCulture, $"{hours}:{minutes:00}:{seconds % 60:00}");
    }
}
