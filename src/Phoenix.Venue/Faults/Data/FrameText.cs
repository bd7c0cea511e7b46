using System.Text.Json;

namespace Phoenix.Venue.Faults.Data;

/// <summary>
/// Changes members of a frame's JSON object and leaves all other bytes as they are. A frame that another fault has
/// broken already has no members.
/// </summary>
internal static class FrameText
{
    /// <summary>The raw value of a member; empty when there is none.</summary>
    internal static ReadOnlyMemory<byte> Member(ReadOnlyMemory<byte> json, string name)
    {
        var (start, end) = Find(json, name);
        return json[start..end];
    }

    /// <summary>Members that are there get other raw values; others are left out.</summary>
    internal static ReadOnlyMemory<byte> With(
        ReadOnlyMemory<byte> json, params ReadOnlySpan<(string Name, ReadOnlyMemory<byte> Value)> members)
    {
        foreach (var (name, value) in members)
        {
            var (start, end) = Find(json, name);
            if (end == 0) continue;
            json = (byte[])[.. json.Span[..start], .. value.Span, .. json.Span[end..]];
        }

        return json;
    }

    /// <summary>Changes an object inside the object.</summary>
    internal static ReadOnlyMemory<byte> Within(
        ReadOnlyMemory<byte> json, string name, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change) =>
        Member(json, name) is { IsEmpty: false } inner ? With(json, (name, change(inner))) : json;

    private static (int Start, int End) Find(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            return FindIn(json, name);
        }
        catch (JsonException)
        {
            return (0, 0);
        }
    }

    private static (int Start, int End) FindIn(ReadOnlyMemory<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isIt) return (start, (int)reader.BytesConsumed);
        }

        return (0, 0);
    }
}
