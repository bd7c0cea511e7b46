using Spectre.Console;

namespace Phoenix.Node.Screens;

/// <summary>Keeps a screen up to date until whoever looks at it has seen enough.</summary>
internal static class LiveScreen
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeyPace = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks again each second; ends by the key q or by <paramref name="stop"/>.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="first">What is shown at once.</param>
    /// <param name="look">What is shown next.</param>
    /// <param name="time">The time between two looks.</param>
    /// <param name="stop">Cancelled when the process is asked to end.</param>
    public static Task Show(
        Terminal terminal, ScreenView first, Func<Task<ScreenView>> look, TimeProvider time, CancellationToken stop) =>
        terminal.Console.Live(TerminalView.Of(first)).StartAsync(async live =>
        {
            live.Refresh();
            while (await IsWanted(terminal, time, stop))
            {
                live.UpdateTarget(TerminalView.Of(await look()));
            }
        });

    /// <summary>Waits until the next look is due; false when none is wanted.</summary>
    private static async Task<bool> IsWanted(Terminal terminal, TimeProvider time, CancellationToken stop)
    {
        for (var waited = TimeSpan.Zero; waited < Pace; waited += KeyPace)
        {
            if (stop.IsCancellationRequested || IsLeaving(terminal))
            {
                return false;
            }

            await Task.Delay(KeyPace, time, CancellationToken.None);
        }

        return true;
    }

    private static bool IsLeaving(Terminal terminal)
    {
        var leaves = false;
        while (terminal.HasKeys && terminal.Console.Input.IsKeyAvailable())
        {
            leaves |= terminal.Console.Input.ReadKey(intercept: true) is { KeyChar: 'q' or 'Q' };
        }

        return leaves;
    }
}
