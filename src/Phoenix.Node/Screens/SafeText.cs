using System.Globalization;
using System.Text;

namespace Phoenix.Node.Screens;

/// <summary>Text that came from elsewhere, made fit for a terminal.</summary>
internal static class SafeText
{
    private const char Stand = '?';

    /// <summary>
    /// Each character that would move the cursor, change colours, turn the direction of writing or end the line stands
    /// as a question mark: an exchange's reason, or whoever speaks in its name, is not to write on the operator's
    /// screen.
    /// </summary>
    public static string Of(string text)
    {
        if (text.All(IsHarmless))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            safe.Append(IsHarmless(character) ? character : Stand);
        }

        return safe.ToString();
    }

    private static bool IsHarmless(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
