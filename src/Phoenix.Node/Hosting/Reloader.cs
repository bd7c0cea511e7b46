using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Control;
using Phoenix.Core.Settings;
using Phoenix.Node.Control;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Hosting;

/// <summary>
/// Has the running node take what its settings file says now: what may change while it runs, all of it or nothing, and
/// names the rest. One at a time.
/// </summary>
internal sealed class Reloader : IReload, IDisposable
{
    private readonly string? _file;
    private readonly Func<ControlProtocol.Resettle, Task<ControlProtocol.Resettled?>> _resettle;
    private readonly Action<LogLevel> _setLevel;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _one = new(1);
    private WrittenSettings _running;

    /// <param name="file">The file that was named at the start; null if none was.</param>
    /// <param name="running">What it said then.</param>
    /// <param name="resettle">Has the desks take other settings; null when the trading system does not answer.</param>
    /// <param name="setLevel">Has the log take another level.</param>
    public Reloader(
        string? file,
        WrittenSettings running,
        Func<ControlProtocol.Resettle, Task<ControlProtocol.Resettled?>> resettle,
        Action<LogLevel> setLevel,
        ILogger log) =>
        (_file, _running, _resettle, _setLevel, _log) = (file, running, resettle, setLevel, log);

    public async Task<ControlReply> Reload()
    {
        await _one.WaitAsync();
        try
        {
            return _file is { } file
                ? await Take(file)
                : Refuse("no settings file was named at the start (--config), so there is none to read again", []);
        }
        catch (BadInputException bad)
        {
            return Refuse("the settings stay as they were", [.. bad.Problems.Select(problem => problem.ToString())]);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<ControlReply> Take(string file)
    {
        var plan = ReloadPlan.Of(_running, SettingsReader.ReadWritten(file));
        var (before, after) = (_running.Settings, plan.After.Settings);
        if (OrderOf(before.Phoenix, after.Phoenix) is { Settings.IsEmpty: false } order)
        {
            if (await _resettle(order) is not { } answer)
            {
                const string Silent = "the trading system does not answer; reload again, nothing is done twice";
                return new ControlReply(ControlReply.NotConfirmed, Silent, []);
            }

            if (answer.Problem is { } problem)
            {
                return Refuse(problem, []);
            }
        }

        _setLevel(after.Logs.Level);
        _running = plan.After;
        return Report(plan);
    }

    private static ControlProtocol.Resettle OrderOf(PhoenixSettings before, PhoenixSettings after)
    {
        var changed = after.Symbols
            .Select(fresh => (Old: before.Symbols.First(old => old.Symbol == fresh.Symbol), New: fresh))
            .Where(pair => pair.Old != pair.New)
            .ToList();
        return new ControlProtocol.Resettle(
            [.. changed.Select(pair => pair.New)],
            [.. changed.Where(pair => pair.Old.Strategy != pair.New.Strategy).Select(pair => pair.New.Symbol)]);
    }

    private ControlReply Report(ReloadPlan plan)
    {
        foreach (var change in plan.Changes)
        {
            _log.SettingTaken(change.ToString());
        }

        foreach (var refusal in plan.Refusals)
        {
            _log.SettingNotTaken(refusal.ToString());
        }

        var taken = plan.Changes.Length == 0 ? "nothing that may change while it runs has changed"
            : plan.Changes.Length == 1 ? "1 setting is in force"
            : $"{plan.Changes.Length} settings are in force";
        var left = plan.Refusals.Length == 0 ? "" : $"; {plan.Refusals.Length} wait for a restart";
        return new ControlReply(ControlReply.Done, taken + left, [])
        {
            Lines = [.. plan.Changes.Select(change => $"{change}"), .. plan.Refusals.Select(refusal => $"{refusal}")],
        };
    }

    private ControlReply Refuse(string reason, ImmutableArray<string> lines)
    {
        foreach (var line in lines)
        {
            _log.SettingsRefused(line);
        }

        return new ControlReply(ControlReply.Refused, reason, []) { Lines = lines };
    }
}
