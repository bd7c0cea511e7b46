using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Phoenix.Core.Alerts;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Node.Logs;
using Phoenix.Node.Metrics;
using Phoenix.Node.Settings;
using Phoenix.Venue.Market;

namespace Phoenix.Node.Alerts;

/// <summary>
/// Judges four times a second, on a timer of the process and not in the actor system, what is worth an alert, and hands
/// it to the receivers. Trading knows nothing of it.
/// </summary>
internal sealed class AlertService : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    private readonly AlertsSettings _settings;
    private readonly ImmutableArray<AlertSink> _sinks;
    private readonly AlertFeed _feed;
    private readonly IHealthTarget _target;
    private readonly Func<BudgetReading> _budget;
    private readonly TimeProvider _time;
    private readonly Language _language;
    private readonly ILogger _log;
    private readonly AlertRules _rules;
    private readonly AlertBook _book;
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private Task _question = Task.CompletedTask;
    private Instant _askedAt;
    private bool _isLosing;

    private AlertService(
        AlertsSettings settings,
        Language language,
        ImmutableArray<AlertSink> sinks,
        AlertFeed feed,
        IHealthTarget target,
        Func<BudgetReading> budget,
        TimeProvider time,
        ILogger log)
    {
        (_settings, _language, _sinks, _feed) = (settings, language, sinks, feed);
        (_target, _budget, _time, _log) = (target, budget, time, log);
        _rules = new AlertRules(settings.Rules, Now);
        _book = new AlertBook(settings.Rules);
    }

    private Instant Now => Instant.Read(_time);

    /// <summary>Null when nobody is to be told.</summary>
    /// <param name="settings">Of the alerts.</param>
    /// <param name="language">In which the receivers are spoken to.</param>
    /// <param name="feed">What is heard of the trading system.</param>
    /// <param name="target">The trading system, asked for signs of life.</param>
    /// <param name="budget">What the exchange's limits leave.</param>
    /// <param name="time">By which is judged and waited.</param>
    /// <param name="log">Gets each notice, and no secret.</param>
    /// <exception cref="BadInputException">A receiver's address is not where the settings say.</exception>
    public static AlertService? Start(
        AlertsSettings settings,
        Language language,
        AlertFeed feed,
        IHealthTarget target,
        Func<BudgetReading> budget,
        TimeProvider time,
        ILogger log)
    {
        if (settings.Sinks.IsEmpty)
        {
            return null;
        }

        var words = new AlertText(settings.Node, language, ClockZero(time));
        ImmutableArray<AlertSink> sinks =
        [
            .. settings.Sinks.Select((sink, i) =>
                new AlertSink(sink, words, new SeededChance(time.GetTimestamp() + i), time, log)),
        ];
        log.AlertsStart(string.Join(", ", sinks.Select(sink => sink.Name)));
        var service = new AlertService(settings, language, sinks, feed, target, budget, time, log);
        var stop = service._stop.Token;
        service._work = Task.WhenAll([service.Judge(stop), .. sinks.Select(sink => Task.Run(() => sink.Run(stop)))]);
        return service;
    }

    /// <summary>The calendar time of instant 0.</summary>
    public static DateTimeOffset ClockZero(TimeProvider time) =>
        time.GetUtcNow() - (Instant.Read(time) - default(Instant));

    /// <summary>Judges no more, and tells what waits within the time that the settings allow.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _work;
        using var limit = new CancellationTokenSource(_settings.StopTimeout, _time);
        await Task.WhenAll(_sinks.Select(sink => sink.Flush(limit.Token)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        foreach (var sink in _sinks)
        {
            sink.Dispose();
        }

        _stop.Dispose();
    }

    private async Task Judge(CancellationToken stop)
    {
        using var beat = new PeriodicTimer(Beat, _time);
        try
        {
            while (await beat.WaitForNextTickAsync(stop))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    private void Look()
    {
        var now = Now;
        Ask(now);
        while (_feed.Take() is { } note)
        {
            _rules.Note(note, now);
        }

        _rules.Note(new AlertNote.Ban(_budget().IsBanned), now);
        TellLost();
        foreach (var notice in _book.Update(_rules.Holding(now), now))
        {
            Log(notice);
            foreach (var sink in _sinks)
            {
                sink.Offer(notice);
            }
        }
    }

    /// <summary>One question at a time; a late answer counts when it comes.</summary>
    private void Ask(Instant now)
    {
        if (_question.IsCompleted && now - _askedAt >= AskEvery)
        {
            (_askedAt, _question) = (now, Question());
        }
    }

    private async Task Question()
    {
        if (await _target.Standing(_settings.Rules.SilentAfter) is not null)
        {
            _feed.Add(new AlertNote.Answered());
        }
    }

    private void TellLost()
    {
        var lost = _feed.TakeLost();
        if (lost > 0 && !_isLosing)
        {
            _log.AlertNotesLost(lost);
        }

        _isLosing = lost > 0;
    }

    private void Log(Notice notice)
    {
        var title = AlertWords.Title(notice.Key, _language);
        if (notice.Kind == NoticeKind.Resolved)
        {
            _log.AlertOver(notice.Key.Rule, title);
        }
        else
        {
            _log.AlertStands(notice.Key.Rule, title, notice.Alert.Detail);
        }
    }
}
