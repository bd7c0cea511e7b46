using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Phoenix.Node.Screens;

/// <summary>
/// Work that takes long enough to be asked about: a bar on a terminal, a line now and then elsewhere.
/// </summary>
internal static class LongWork
{
    /// <summary>Between two lines; what takes less says nothing.</summary>
    private static readonly TimeSpan LinePace = TimeSpan.FromSeconds(5);

    /// <param name="terminal">Where a bar is drawn, which is gone when the work is done; null for lines.</param>
    /// <param name="notes">Where the lines go.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="work">Does it on this thread, and tells what share of it is done, from 0 to 1.</param>
    public static T Run<T>(Terminal? terminal, TextWriter notes, string title, Func<Action<double>, T> work)
    {
        if (terminal is null)
        {
            var told = Stopwatch.StartNew();
            return work(share =>
            {
                if (told.Elapsed >= LinePace)
                {
                    told.Restart();
                    notes.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {100 * share:0} %"));
                }
            });
        }

        return terminal.Console.Progress()
            .AutoClear(enabled: true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(bars =>
            {
                var bar = bars.AddTask(Markup.Escape(title), maxValue: 1);
                return work(share => bar.Value = share);
            });
    }
}
