using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Recording;

/// <summary>
/// A recording as a file: gzip of JSON lines. First a header with the settings, then one line per machine with its
/// state, then inputs and effects in the order of time, last a line with their number.
/// </summary>
public static class RecordingFile
{
    /// <summary>The version this build writes, and the only one it reads.</summary>
    public const int Version = 1;

    private const string Format = "phoenix-flight-recording";

    public static void Write(FlightRecording recording, Stream into)
    {
        using var zip = new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true);
        using var line = new MemoryStream();
        using var json = new Utf8JsonWriter(line, GraphWriter.Options);
        Line(() => WriteHeader(json, recording));
        for (var i = 0; i < recording.Tapes.Length; i++)
        {
            var (number, tape) = (i, recording.Tapes[i]);
            Line(() => WriteTape(json, number, tape));
        }

        var entries = recording.Tapes
            .SelectMany((tape, number) => tape.Entries.Select(entry => (Tape: number, Entry: entry)))
            .OrderBy(pair => pair.Entry.At) // stable: an input keeps its effects behind it
            .ToList();
        foreach (var (tape, entry) in entries)
        {
            Line(() => WriteEntry(json, tape, entry));
        }

        Line(() =>
        {
            json.WriteStartObject();
            json.WriteNumber("entries", entries.Count);
            json.WriteEndObject();
        });

        void Line(Action write)
        {
            write();
            json.Flush();
            line.WriteByte((byte)'\n');
            line.WriteTo(zip);
            line.SetLength(0);
            json.Reset();
        }
    }

    /// <param name="types">Where the types of messages may come from, besides the core.</param>
    /// <exception cref="FormatException">
    /// It is no recording, is cut off, or was written by a build that differs.
    /// </exception>
    public static FlightRecording Read(Stream from, ImmutableArray<Assembly> types)
    {
        try
        {
            using var zip = new GZipStream(from, CompressionMode.Decompress, leaveOpen: true);
            using var text = new StreamReader(zip, Encoding.UTF8);
            return Read(text, [typeof(RecordingFile).Assembly, .. types]);
        }
        catch (InvalidDataException broken)
        {
            throw new FormatException($"it is not a whole gzip file ({broken.Message})", broken);
        }
        catch (JsonException broken)
        {
            throw new FormatException($"a line is not JSON, or the file is cut off ({broken.Message})", broken);
        }
        catch (Exception unfit) when (unfit is InvalidOperationException or KeyNotFoundException
            or ArgumentOutOfRangeException)
        {
            throw new FormatException($"a line is not what it should be ({unfit.Message})", unfit);
        }
    }

    private static FlightRecording Read(StreamReader text, ImmutableArray<Assembly> types)
    {
        var recording = ReadHeader(NextLine(), types);
        var tapes = new List<RecordedTape>();
        var entries = new List<ImmutableArray<TapeEntry>.Builder>();
        var count = 0;
        while (true)
        {
            var line = NextLine();
            if (line.TryGetProperty("component", out _))
            {
                tapes.Add(ReadTape(line, types));
                entries.Add(ImmutableArray.CreateBuilder<TapeEntry>());
            }
            else if (line.TryGetProperty("entries", out var promised))
            {
                return promised.GetInt32() == count
                    ? recording with { Tapes = [.. tapes.Zip(entries, (t, e) => t with { Entries = e.ToImmutable() })] }
                    : throw new FormatException($"it promises {promised.GetInt32()} entries and holds {count}");
            }
            else
            {
                entries[line.GetProperty("tape").GetInt32()].Add(ReadEntry(line, types));
                count++;
            }
        }

        JsonElement NextLine()
        {
            using var document = JsonDocument.Parse(
                text.ReadLine() ?? throw new FormatException("it is cut off before its last line"));
            return document.RootElement.Clone();
        }
    }

    private static void WriteHeader(Utf8JsonWriter json, FlightRecording recording)
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteString("program", recording.Program);
        json.WriteString("occasion", recording.Occasion);
        json.WriteString("clockZero", recording.ClockZero.ToString("O", CultureInfo.InvariantCulture));
        json.WritePropertyName("settings");
        new GraphWriter(json, settingsByName: false).Write(recording.Settings, typeof(PhoenixSettings));
        json.WriteEndObject();
    }

    private static FlightRecording ReadHeader(JsonElement json, ImmutableArray<Assembly> types)
    {
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("format", out var format)
            || format.GetString() != Format)
        {
            throw new FormatException("it does not begin as a flight recording does");
        }

        if (json.GetProperty("version").GetInt32() is var version and not Version)
        {
            throw new FormatException($"it has format version {version}, and this program reads version {Version}");
        }

        return new FlightRecording
        {
            Program = json.GetProperty("program").GetString()!,
            Occasion = json.GetProperty("occasion").GetString()!,
            ClockZero = DateTimeOffset.ParseExact(
                json.GetProperty("clockZero").GetString()!, "O", CultureInfo.InvariantCulture),
            Settings = (PhoenixSettings)new GraphReader(types).Read(
                json.GetProperty("settings"), typeof(PhoenixSettings))!,
            Tapes = [],
        };
    }

    private static void WriteTape(Utf8JsonWriter json, int number, RecordedTape tape)
    {
        json.WriteStartObject();
        json.WriteNumber("tape", number);
        json.WriteString("component", tape.Component);
        json.WriteString("kind", tape.Kind.ToString());
        json.WriteString("flaw", tape.Flaw);
        json.WritePropertyName("seed");
        new GraphWriter(json, settingsByName: true).Write(tape.Seed, typeof(object));
        json.WritePropertyName("state");
        json.WriteRawValue(tape.State);
        json.WriteEndObject();
    }

    private static RecordedTape ReadTape(JsonElement json, ImmutableArray<Assembly> types) => new(
        json.GetProperty("component").GetString()!,
        Enum.TryParse<TapeKind>(json.GetProperty("kind").GetString(), out var kind)
            ? kind
            : throw new FormatException($"machine {json.GetProperty("kind").GetString()} is not known here"),
        new GraphReader(types).Read(json.GetProperty("seed"), typeof(object)),
        json.GetProperty("state").GetRawText(),
        [],
        json.GetProperty("flaw").GetString());

    private static void WriteEntry(Utf8JsonWriter json, int tape, TapeEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("tape", tape);
        json.WriteNumber("at", entry.At.Nanoseconds);
        json.WritePropertyName(entry.Kind == EntryKind.Input ? "input" : "effect");
        new GraphWriter(json, settingsByName: true).Write(entry.Payload, typeof(object));
        json.WriteEndObject();
    }

    private static TapeEntry ReadEntry(JsonElement json, ImmutableArray<Assembly> types)
    {
        var kind = json.TryGetProperty("input", out var payload) ? EntryKind.Input : EntryKind.Effect;
        payload = kind == EntryKind.Input ? payload : json.GetProperty("effect");
        return new TapeEntry(
            new Instant(json.GetProperty("at").GetInt64()),
            kind,
            new GraphReader(types).Read(payload, typeof(object)) ?? throw new FormatException("an entry is empty"));
    }
}
