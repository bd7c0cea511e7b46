using System.Runtime.InteropServices;
using Phoenix.Node.CommandLine;

namespace Phoenix.Node.Hosting;

/// <summary>
/// Turns Ctrl-C and SIGTERM into one request to stop in order. A second signal means that whoever sends it has waited
/// long enough: the process leaves at once, and the venue's countdown removes what rests. SIGHUP is what a closed
/// terminal sends, and then a request to stop as well; to a process without a terminal it says that its settings are to
/// be read again.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private string _cause = "";
    private int _count;

    public StopSignal() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnHangup),
    ];

    /// <summary>What SIGHUP says to a process without a terminal; null for nothing. On any thread.</summary>
    public Action? ReadAgain { get; set; }

    /// <summary>Cancelled when the process is asked to stop.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Waits for a signal, or until the time is over, and tells which it was.</summary>
    public async Task<string> Wait(TimeSpan? time)
    {
        var over = new TaskCompletionSource();
        await using var registration = _stop.Token.Register(() => over.TrySetResult());
        if (time is null)
        {
            await over.Task;
            return _cause;
        }

        var timeout = Task.Delay(time.Value, _stop.Token);
        await Task.WhenAny(timeout, over.Task);
        return _stop.IsCancellationRequested ? _cause : $"{Settings.DurationText.Format(time.Value)} are over";
    }

    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _stop.Dispose();
    }

    private void OnHangup(PosixSignalContext signal)
    {
        if (!Console.IsInputRedirected)
        {
            OnSignal(signal);
            return;
        }

        signal.Cancel = true;
        ReadAgain?.Invoke();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _count) == 1)
        {
            _cause = signal.Signal.ToString();
            _stop.Cancel();
            return;
        }

        Console.Error.WriteLine($"phoenix: second {signal.Signal}: leaving at once; the countdown removes what rests");
        Environment.Exit(ExitCode.Failed);
    }
}
