using System.Globalization;
using Phoenix.Core.Decisions;
using Phoenix.Core.Primitives;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Decisions;

/// <summary>Why an order is, or was, where it is: looked up in the decisions that were kept.</summary>
internal static class ExplainRun
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="BadInputException">No decision is kept that placed the order, or it cannot be read.</exception>
    public static int Execute(string order, string folder, TextWriter output)
    {
        if (order.Length is 0 or > 36)
        {
            throw Bad("explain", order, "it is no client order id", "name one like px-mm1-3-1f");
        }

        var id = new ClientOrderId(order);
        var files = DecisionFolder.Files(folder).ToList();
        if (files.Count == 0)
        {
            throw Bad("--decisions", folder, "no decisions are kept there", "name the folder of the node");
        }

        var story = new Story(id);
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            foreach (var line in LinesOf(file).Where(line => DecisionLine.Mentions(line, id)))
            {
                story.Hear(line, file.Name);
            }
        }

        return story.Tell(output)
            ? ExitCode.Ok
            : throw Bad(
                "explain", order, $"none of the {files.Count} files in {folder} holds its decision",
                "check the id; decisions older than phoenix.decisions.keep-size are gone");
    }

    /// <summary>The node may be writing the file, or have died doing so: a last line without an end is none.</summary>
    private static IEnumerable<string> LinesOf(FileInfo file)
    {
        using var stream = new FileStream(
            file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var text = new StreamReader(stream);
        string? before = null;
        while (text.ReadLine() is { } line)
        {
            if (before is not null)
            {
                yield return before;
            }

            before = line;
        }

        stream.Seek(-Math.Min(1, stream.Length), SeekOrigin.End);
        if (before is not null && stream.ReadByte() == '\n')
        {
            yield return before;
        }
    }

    private static BadInputException Bad(string place, string what, string expected, string remedy) =>
        new(new SettingsProblem(place, what, expected, remedy));

    /// <summary>What the decisions did to one order, in their order.</summary>
    private sealed class Story(ClientOrderId id)
    {
        private (DecisionRecord Record, DateTimeOffset Time)? _placed;
        private (DecisionRecord Record, DateTimeOffset Time)? _amended;
        private (DecisionRecord Record, DateTimeOffset Time)? _kept;
        private (DecisionRecord Record, DateTimeOffset Time)? _canceled;
        private int _keptTimes;

        public void Hear(string line, string file)
        {
            DecisionRecord record;
            DateTimeOffset time;
            try
            {
                (record, time) = DecisionLine.Read(line);
            }
            catch (FormatException broken)
            {
                throw Bad(
                    "explain", $"{id}", $"{file} holds a line that does not fit this build: {broken.Message}",
                    "explain it with the build that wrote it");
            }

            _placed = record.Placed.Any(sent => sent.Id == id) ? (record, time) : _placed;
            _amended = record.Amended.Any(sent => sent.Id == id) ? (record, time) : _amended;
            _canceled = record.Canceled.Contains(id) ? (record, time) : _canceled;
            if (record.Kept.Contains(id))
            {
                (_kept, _keptTimes) = ((record, time), _keptTimes + 1);
            }
        }

        public bool Tell(TextWriter output)
        {
            if (_placed is not var (record, placedAt))
            {
                return false;
            }

            foreach (var line in Explanation.Of(_amended?.Record ?? record, id))
            {
                output.WriteLine(line);
            }

            output.WriteLine($"placed    {Clock(placedAt)}");
            if (_amended is var (last, amendedAt))
            {
                output.WriteLine($"amended   last {Clock(amendedAt)} by decision {last.Number}, to the terms above");
            }

            if (_kept is var (_, keptAt))
            {
                output.WriteLine($"kept      by {_keptTimes} decisions that sent others, last {Clock(keptAt)}");
            }

            output.WriteLine(_canceled is var (end, canceledAt)
                ? $"canceled  {Clock(canceledAt)} by decision {end.Number}: it stood for no quote wanted any more"
                : "canceled  by no decision; it rests, was filled, or was pulled by a halt (see the log)");
            return true;
        }

        private static string Clock(DateTimeOffset time) =>
            time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) + " UTC";
    }
}
