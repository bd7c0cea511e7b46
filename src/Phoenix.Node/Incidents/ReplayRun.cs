using System.Globalization;
using Phoenix.Actors;
using Phoenix.Actors.Recording;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Screens;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Incidents;

/// <summary>One replay from the command line: the same core over a recording, and what it says to it.</summary>
internal static class ReplayRun
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="BadInputException">The file is no recording that this build can replay.</exception>
    public static int Execute(ReplayOptions options, Terminal? terminal, TextWriter output, TextWriter error)
    {
        if (options.From > options.To)
        {
            throw Bad("--from", $"{options.From:c}", "lies after --to", "name a time that is not later");
        }

        var settings = options.ConfigFile is { } file ? SettingsReader.ReadFile(file).Phoenix : null;
        var recording = Read(options.File);
        try
        {
            var replay = LongWork.Run(
                terminal, error, "replay", tell => Replay.Run(recording, settings, tell));
            return Tell(recording, replay, options, output);
        }
        catch (FormatException foreign)
        {
            throw OtherBuild(options.File, recording, foreign.Message);
        }
    }

    private static FlightRecording Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw Bad("replay", path, "it is a folder", "name one of the recordings in it, a file ….flight.gz");
        }

        try
        {
            using var file = File.OpenRead(path);
            return RecordingFile.Read(file, [typeof(PhoenixTree).Assembly]);
        }
        catch (FormatException broken)
        {
            throw Bad("replay", path, broken.Message, "name a file that the flight recorder wrote, whole");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var reason = failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw Bad("replay", path, reason, "name a recording, for example data/incidents/incident-….flight.gz");
        }
    }

    private static BadInputException OtherBuild(string path, FlightRecording recording, string reason) => Bad(
        "replay",
        path,
        $"it does not fit this build ({reason})",
        $"replay it with the build that wrote it, {recording.Program}");

    private static BadInputException Bad(string place, string what, string expected, string remedy) =>
        new(new SettingsProblem(place, what, expected, remedy));

    private static int Tell(
        FlightRecording recording, ReplayResult replay, ReplayOptions options, TextWriter output)
    {
        output.WriteLine($"{recording.Occasion} (written by {recording.Program})");
        foreach (var line in replay.Timeline.Where(line => IsWanted(recording, line.At, options)))
        {
            output.WriteLine($"{Clock(recording, line.At)}  {line.Component,-22}  {line.Text}");
        }

        foreach (var flaw in replay.Flaws)
        {
            output.WriteLine($"not replayed: {flaw}");
        }

        foreach (var found in replay.Differences)
        {
            output.WriteLine($"{Clock(recording, found.At)}  {found.Component} decided otherwise");
            output.WriteLine($"  told      {found.Input}");
            output.WriteLine($"  recorded  {found.Recorded ?? "nothing more"}");
            output.WriteLine($"  replayed  {found.Replayed ?? "nothing more"}");
        }

        var machines = recording.Tapes.Length;
        output.WriteLine(replay.Differences.IsEmpty
            ? $"{replay.Inputs} inputs of {machines} machines replayed: the same {replay.Decisions} decisions"
            : $"{replay.Differences.Length} of {machines} machines decided otherwise; "
                + "each is compared up to its first difference");
        return replay.Differences.IsEmpty ? ExitCode.Ok : ExitCode.Failed;
    }

    private static bool IsWanted(FlightRecording recording, Instant at, ReplayOptions options)
    {
        var time = At(recording, at).TimeOfDay;
        return !(time < options.From) && !(time > options.To);
    }

    private static DateTime At(FlightRecording recording, Instant at) =>
        (recording.ClockZero + (at - default(Instant))).UtcDateTime;

    private static string Clock(FlightRecording recording, Instant at) =>
        At(recording, at).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
