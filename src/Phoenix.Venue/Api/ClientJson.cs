using System.Text.Json;

namespace Phoenix.Venue.Api;

/// <summary>Reads JSON from clients, of whom anything may come.</summary>
internal static class ClientJson
{
    /// <summary>
    /// Null unless the text is one JSON value, not nested absurdly, whose strings are all Unicode. What is returned
    /// can be read without surprises.
    /// </summary>
    internal static JsonDocument? TryParse(ReadOnlySpan<byte> text)
    {
        try
        {
            var check = new Utf8JsonReader(text);
            while (check.Read())
            {
                if (check.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) continue;
                if (check.ValueIsEscaped || check.ValueSpan.ContainsAnyExceptInRange((byte)0, (byte)127))
                {
                    _ = check.GetString();   // half a surrogate pair and broken UTF-8 show only here
                }
            }

            var reader = new Utf8JsonReader(text);
            return JsonDocument.ParseValue(ref reader);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
