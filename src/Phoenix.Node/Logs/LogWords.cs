using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace Phoenix.Node.Logs;

/// <summary>
/// The words of log lines in another language, by the number of the message. What is filled into them (names, causes,
/// replies of the exchange) stays as it is: those are the words to search and to ask for.
/// </summary>
internal sealed class LogWords
{
    private const string ChineseName = "chinese.txt";

    private readonly FrozenDictionary<int, MessageTemplate> _templates;

    private LogWords(FrozenDictionary<int, MessageTemplate> templates) => _templates = templates;

    /// <summary>In Chinese: every message an operator may see on the console.</summary>
    public static LogWords Chinese()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ChineseName)
            ?? throw new InvalidOperationException($"{ChineseName} is not embedded.");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    /// <summary>The words of a message; null where there are none.</summary>
    public string? Of(int id) => _templates.GetValueOrDefault(id)?.Text;

    /// <summary>A sink that tells in these words, and as it was what they lack.</summary>
    public ILogEventSink Before(ILogEventSink sink) => new Translated(this, sink);

    private static LogWords Read(string text)
    {
        var parser = new MessageTemplateParser();
        return new LogWords(text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimEnd('\r').Split(' ', 2))
            .ToFrozenDictionary(
                parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => parser.Parse(parts[1])));
    }

    private LogEvent Translate(LogEvent said) =>
        said.Properties.GetValueOrDefault("EventId") is StructureValue number
        && number.Properties.FirstOrDefault(part => part.Name == "Id")?.Value is ScalarValue { Value: int id }
        && _templates.TryGetValue(id, out var template)
            ? new LogEvent(
                said.Timestamp,
                said.Level,
                said.Exception,
                template,
                said.Properties.Select(property => new LogEventProperty(property.Key, property.Value)))
            : said;

    private sealed class Translated(LogWords words, ILogEventSink sink) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => sink.Emit(words.Translate(logEvent));
    }
}
