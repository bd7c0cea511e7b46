using Microsoft.Extensions.Logging;
using Phoenix.Venue.Http;

namespace Phoenix.Venue.Tests.Http;

public sealed class ForeignLoggersSpecs
{
    [Fact]
    public void Only_what_is_critical_passes()
    {
        using var logs = new RecordingLoggers();
        using var foreign = new ForeignLoggers(logs);
        var log = foreign.CreateLogger("Microsoft.AspNetCore.Server.Kestrel");
        foreach (var level in Enum.GetValues<LogLevel>())
        {
            log.Log(level, new EventId((int)level), "text", null, static (text, _) => text);
        }

        logs.Lines.ShouldBe([("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical, (int)LogLevel.Critical)]);
        Enum.GetValues<LogLevel>().Where(log.IsEnabled).ShouldBe([LogLevel.Critical]);
    }
}
