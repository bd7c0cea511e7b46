using System.Text.Json;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;

namespace Phoenix.Core.Decisions;

/// <summary>A decision as one line of JSON, with the time of day at which it was taken.</summary>
public static class DecisionLine
{
    public static string Write(DecisionRecord record, DateTimeOffset time) =>
        GraphWriter.ToText(new Stamped(time.ToUnixTimeMilliseconds(), record), typeof(Stamped), settingsByName: false);

    /// <summary>What <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is no such line, is cut off, or is of a build that differs.</exception>
    public static (DecisionRecord Record, DateTimeOffset Time) Read(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var reader = new GraphReader([typeof(DecisionLine).Assembly]);
            return reader.Read(json.RootElement, typeof(Stamped)) is Stamped read
                ? (read.Record, new VenueTime(read.Time).ToDateTimeOffset())
                : throw new FormatException("the line holds no decision");
        }
        catch (JsonException broken)
        {
            throw new FormatException($"the line is not JSON, or is cut off ({broken.Message})", broken);
        }
    }

    /// <summary>Whether the line may speak of the order; a quick look before it is read.</summary>
    public static bool Mentions(string line, ClientOrderId id) =>
        line.Contains($"\"{id}\"", StringComparison.Ordinal);

    private sealed record Stamped(long Time, DecisionRecord Record);
}
