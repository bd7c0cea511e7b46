using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;

namespace Phoenix.Node.Control;

/// <summary>
/// Remembers the stops for a loss in a small file, a line each. What cannot be read wholly counts as a stop of the
/// whole account.
/// </summary>
internal sealed class FileStopRecord(string path, TimeProvider time) : IStopRecord
{
    private const string Title = "stops ";
    private const string End = "end";
    private const string Account = "account"; // no symbol is written in small letters

    private readonly DurableFile _file = new(path);

    public StopReading Read() => _file.Read(Judge, Doubt) ?? new StopReading(LossStops.None, null);

    public Task<string?> Keep(LossStops stops)
    {
        var text = new StringBuilder($"{Title}{time.GetUtcNow():O}\n");
        if (stops.Account is { } all)
        {
            text.Append(Line(Account, all));
        }

        foreach (var (symbol, stop) in stops.Symbols)
        {
            text.Append(Line(symbol.Name, stop));
        }

        return _file.Replace(text.Append(End).Append('\n').ToString());
    }

    private static string Line(string what, LossVerdict.Stop stop)
    {
        var by = stop.Figures;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what} {stop.Cause} {by.Loss} {by.Limit} {by.Current} {by.Reference}\n");
    }

    private StopReading Judge(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 2 || !lines[0].StartsWith(Title, StringComparison.Ordinal) || lines[^1] != End)
        {
            return Doubt($"{path} is cut off or not ours");
        }

        var stops = LossStops.None;
        foreach (var words in lines[1..^1].Select(line => line.Split(' ')))
        {
            if (StopOf(words) is not { } stop)
            {
                return Doubt($"{path} holds what this build does not understand");
            }

            stops = words[0] == Account
                ? stops with { Account = stop }
                : stops with { Symbols = stops.Symbols.SetItem(new Symbol(words[0]), stop) };
        }

        return new StopReading(stops, null);
    }

    private static LossVerdict.Stop? StopOf(string[] words)
    {
        if (words.Length != 6 || !Enum.TryParse<LossCause>(words[1], out var cause) || !Enum.IsDefined(cause))
        {
            return null;
        }

        var numbers = ImmutableArray.CreateBuilder<decimal>(4);
        foreach (var word in words[2..])
        {
            if (decimal.TryParse(word, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
        }

        return numbers.Count == 4
            ? new LossVerdict.Stop(cause, new LossFigures(numbers[0], numbers[1], numbers[2], numbers[3]))
            : null;
    }

    private StopReading Doubt(string reason) => new(
        LossStops.None with { Account = new LossVerdict.Stop(LossCause.RecordInDoubt, default) },
        $"{reason}, so everything counts as stopped for a loss; make {path} writable, then end it by resume");
}
