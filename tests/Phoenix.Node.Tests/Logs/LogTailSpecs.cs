using Phoenix.Core.Primitives;
using Phoenix.Node.Logs;
using Serilog;

namespace Phoenix.Node.Tests.Logs;

/// <summary>Goal: the last lines of the log can be read as they stand on the console.</summary>
public sealed class LogTailSpecs : IDisposable
{
    private readonly LogTail _tail = new();
    private readonly Serilog.Core.Logger _log;

    public LogTailSpecs() => _log = new LoggerConfiguration().WriteTo.Sink(_tail).CreateLogger();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_line_is_written_without_quotation_marks_and_with_its_formats()
    {
        _log.Warning("{Symbol} is {Side} at {Price:0.00}: {Reason}", "ETHUSDC", Side.Buy, 3000.5m, "a <b>reason</b>");

        var line = _tail.Since(0).ShouldHaveSingleItem();
        line.Text.ShouldBe("ETHUSDC is Buy at 3000.50: a <b>reason</b>");
        line.Level.ShouldBe("Warning");
    }

    [Fact]
    public void Whoever_knows_a_line_is_told_what_came_after_it()
    {
        _log.Information("one");
        _log.Information("two");

        _tail.Since(1).ShouldHaveSingleItem().Text.ShouldBe("two");
        _tail.Since(2).ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_last_lines_are_remembered()
    {
        for (var line = 1; line <= LogTail.Kept + 50; line++)
        {
            _log.Information("line {Number}", line);
        }

        _tail.Since(0).Length.ShouldBe(LogTail.Kept);
        _tail.Since(0)[0].Text.ShouldBe("line 51");
    }
}
