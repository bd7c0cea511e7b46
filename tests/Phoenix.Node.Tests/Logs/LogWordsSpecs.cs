using System.Reflection;
using Microsoft.Extensions.Logging;
using Phoenix.Actors;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;
using Serilog.Parsing;

namespace Phoenix.Node.Tests.Logs;

/// <summary>Goal: an operator who reads Chinese misses no line, and nothing that a line tells.</summary>
public sealed class LogWordsSpecs
{
    private static readonly LogWords Words = LogWords.Chinese();

    public static IEnumerable<object[]> Messages() =>
        new[] { typeof(PhoenixTree).Assembly, typeof(LogWords).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .Where(message => message.Level >= LogLevel.Information)
            .Select(message => (message.EventId, message.Message))
            .Distinct()
            .Select(message => new object[] { message.EventId, message.Message });

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_line_has_words_that_tell_the_same_things(int id, string english)
    {
        var chinese = Words.Of(id).ShouldNotBeNull($"{id}: {english}");

        Holes(chinese).ShouldBe(Holes(english), ignoreOrder: true);
    }

    [Fact]
    public void People_read_the_words_of_their_language_and_programs_english()
    {
        var file = Path.Combine(Path.GetTempPath(), $"phoenix-{Guid.NewGuid():N}-.json");
        var settings = new LogSettings { File = file };
        LogTail tail;
        using (var logs = new LogPipeline(settings, Language.Chinese))
        {
            tail = logs.Tail;
            logs.Factory.CreateLogger("Phoenix.Node").StopRequested("SIGTERM");
        }

        tail.Since(0).ShouldHaveSingleItem().Text.ShouldBe("SIGTERM：开始有序停机，先撤下全部报价");
        var written = Directory.GetFiles(Path.GetTempPath(), Path.GetFileNameWithoutExtension(file) + "*")
            .ShouldHaveSingleItem();
        File.ReadAllText(written).ShouldContain("stopping in order, quotes are pulled first");
        File.Delete(written);
    }

    private static IEnumerable<string> Holes(string template) => new MessageTemplateParser().Parse(template).Tokens
        .OfType<PropertyToken>()
        .Select(hole => hole.ToString());
}
