using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Phoenix.Core.Alerts;
using Phoenix.Core.Settings;
using Phoenix.Node.Alerts;
using Phoenix.Node.Settings;
using Phoenix.Venue.Market;

namespace Phoenix.Node.Tests.Alerts;

/// <summary>
/// Goal: what is offered arrives once, and a receiver in trouble is neither flooded nor forgotten. Method: a real
/// receiver on the loopback address, whose requests are awaited.
/// </summary>
public sealed class AlertSinkSpecs : IDisposable
{
    private const string Variable = "PHOENIX_TEST_ALERT_URL";
    private const string Token = "s3cr3t-t0ken";

    private readonly Lines _log = new();
    private Receiver _receiver = new();

    [Fact]
    public async Task A_notice_arrives_as_json()
    {
        await using var sink = Start(new SinkSettings { Name = "team", Kind = SinkKind.Slack });

        sink.Offer(SinkFormSpecs.Raised());

        var came = await _receiver.Next();
        (came.PathAndQuery, came.ContentType).ShouldBe(($"/hook/{Token}", "application/json; charset=utf-8"));
        came.Body.ShouldStartWith("""{"text":"[WARNING] ETHUSDC is not quoted""");
    }

    [Fact]
    public async Task A_receiver_that_asks_to_wait_is_obeyed()
    {
        _receiver.Answer(429, retryAfter: "1");
        await using var sink = Start(new SinkSettings { Name = "team" });

        sink.Offer(SinkFormSpecs.Raised());
        await _receiver.Next();
        var refused = TimeProvider.System.GetTimestamp();
        var again = await _receiver.Next();

        TimeProvider.System.GetElapsedTime(refused).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(900));
        again.Body.ShouldContain("ETHUSDC");
        _log.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_receiver_that_is_down_is_said_once_and_told_what_stands_when_it_is_back()
    {
        var port = _receiver.Port;
        _receiver.Dispose();
        await using var sink = Start(new SinkSettings { Name = "team", Pause = TimeSpan.FromMilliseconds(300) });
        sink.Offer(SinkFormSpecs.Raised());
        await _log.Until("team, which is told once");
        sink.Offer(SinkFormSpecs.Raised() with { Kind = NoticeKind.Reminder });

        _receiver = new Receiver(port);

        (await _receiver.Next()).Body.ShouldContain("\"kind\":\"Raised\"");
        await _log.Until("reach team again");
        _log.All.Count.ShouldBe(2);
        _receiver.HasMore.ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_that_is_refused_for_good_is_not_repeated_at_once()
    {
        _receiver.Answer(404);
        await using var sink = Start(new SinkSettings { Name = "team", Pause = TimeSpan.FromMilliseconds(1) });

        sink.Offer(SinkFormSpecs.Raised());
        await _receiver.Next();

        await _log.Until("it answers 404");
        (await _receiver.Next()).Body.ShouldContain("ETHUSDC");
    }

    [Fact]
    public async Task What_waits_is_told_at_the_end()
    {
        var sink = new AlertSink(At(new SinkSettings { Name = "team" }), Words, new SeededChance(1), Time, _log);
        sink.Offer(SinkFormSpecs.Raised());

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await sink.Flush(limit.Token);

        (await _receiver.Next()).Body.ShouldContain("ETHUSDC");
        sink.Dispose();
    }

    [Fact]
    public async Task What_is_not_urgent_enough_is_not_told()
    {
        await using var sink = Start(new SinkSettings { Name = "team", Least = AlertSeverity.Critical });

        sink.Offer(SinkFormSpecs.Raised());
        var urgent = SinkFormSpecs.Raised();
        sink.Offer(urgent with { Alert = urgent.Alert with { Key = new AlertKey(AlertRule.Banned, "all") } });

        (await _receiver.Next()).Body.ShouldContain("\"rule\":\"Banned\"");
        _receiver.HasMore.ShouldBeFalse();
    }

    /// <summary>Whatever goes wrong, the address is a secret.</summary>
    [Fact]
    public async Task No_line_of_the_log_holds_the_address()
    {
        _receiver.Answer(500);
        _receiver.Answer(301);
        await using var sink = Start(
            new SinkSettings { Name = "team", Attempts = 1, Pause = TimeSpan.FromMilliseconds(1) });
        sink.Offer(SinkFormSpecs.Raised());
        await _log.Until("reach team again");
        _receiver.Dispose();
        sink.Offer(SinkFormSpecs.Raised());
        await _log.Until("Connection");

        _log.All.ShouldAllBe(line => !line.Contains(Token) && !line.Contains("127.0.0.1"));
    }

    public void Dispose() => _receiver.Dispose();

    private static TimeProvider Time => TimeProvider.System;

    private static AlertText Words => new("mm1", Language.English, AlertService.ClockZero(Time));

    private Running Start(SinkSettings settings) =>
        new(new AlertSink(At(settings), Words, new SeededChance(1), Time, _log));

    private SinkSettings At(SinkSettings settings)
    {
        Environment.SetEnvironmentVariable(Variable, _receiver.Address($"/hook/{Token}"));
        return settings with
        {
            Address = new SecretPlace { Variable = Variable },
            Backoff = TimeSpan.FromMilliseconds(10),
            Gate = new GateSettings { PerMinute = 600, Burst = 100 },
        };
    }

    /// <summary>A receiver's loop that runs until the end of a test.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly AlertSink _sink;
        private readonly Task _work;

        public Running(AlertSink sink)
        {
            _sink = sink;
            _work = sink.Run(_stop.Token);
        }

        public void Offer(Notice notice) => _sink.Offer(notice);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _work;
            _sink.Dispose();
            _stop.Dispose();
        }
    }

    /// <summary>Remembers what was logged.</summary>
    private sealed class Lines : ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();
        private readonly Channel<bool> _more = Channel.CreateUnbounded<bool>();

        public ConcurrentQueue<string> All => _lines;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            _lines.Enqueue(formatter(state, exception));
            _more.Writer.TryWrite(true);
        }

        public async Task Until(string part)
        {
            while (!_lines.Any(line => line.Contains(part, StringComparison.Ordinal)))
            {
                await _more.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            }
        }
    }
}
