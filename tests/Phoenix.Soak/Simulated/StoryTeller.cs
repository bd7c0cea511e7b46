using Phoenix.Core.Desk;
using Phoenix.Core.Primitives;
using Phoenix.Simulation;

namespace Phoenix.Soak.Simulated;

/// <summary>Lets a story happen in a world and measures how it is detected and recovered from.</summary>
internal sealed class StoryTeller(World world)
{
    /// <summary>From the end of the faults to quoting, whatever they were.</summary>
    /// <remarks>
    /// The longest wait that a fault leaves behind is that for request weight: what was told of a lower limit, or
    /// refused, at the last moment of the fault holds for a window of 60 s. 30 s more are left for what any recovery
    /// takes.
    /// </remarks>
    internal const double LivenessBoundSeconds = 90;

    /// <summary>Faults that no time ends are removed after so long.</summary>
    private const double PatienceSeconds = 25;

    internal Episode Tell(FaultStory story)
    {
        var (reports, deaths, began) = (world.Reports.Count, world.Deaths.Count, world.Clock);
        world.Play(story);
        var last = world.Clock;
        while (world.HasFaults && world.Clock - last < TimeSpan.FromSeconds(PatienceSeconds))
        {
            world.RunFor(0.05);
        }

        world.ClearFaults();
        var over = world.Clock;
        world.RunUntil(() => world.IsQuoting, LivenessBoundSeconds, $"quoting after {story}");
        world.RunFor(5);
        world.RunUntil(() => world.IsQuoting, LivenessBoundSeconds, $"quoting after {story}");
        return Measure(story, reports, deaths, began, over);
    }

    private Episode Measure(FaultStory story, int reports, int deaths, Instant began, Instant over)
    {
        Instant? detected = world.Deaths.Count > deaths ? world.Deaths[deaths].At : null;
        Instant? resumed = null;
        Instant? haltedAt = null;
        var outage = TimeSpan.Zero;
        foreach (var report in world.Reports.Skip(reports))
        {
            if (report.Occurrence is DeskEvent.Halted)
            {
                if (detected is null || report.At < detected) detected = report.At;
                haltedAt ??= report.At;
            }
            else if (report.Occurrence is DeskEvent.Resumed && haltedAt is { } since)
            {
                outage += report.At - since;
                (resumed, haltedAt) = (report.At, null);
            }
        }

        return new Episode(
            story.Kind,
            Math.Round((began - default(Instant)).TotalSeconds, 3),
            detected is { } found ? Round(found - began) : null,
            resumed is { } back ? Math.Max(0, Round(back - over)) : null,
            Round(outage));
    }

    private static double Round(TimeSpan span) => Math.Round(span.TotalMilliseconds, 1);
}
