using System.Globalization;
using System.Text.Json;

namespace Phoenix.Venue.Faults.Scripts;

/// <summary>How triggers are spelled for people.</summary>
internal static class TriggerWords
{
    internal static string Of(ScriptTrigger trigger) => trigger switch
    {
        ScriptTrigger.At at => $"at {Of(at.Time)}",
        ScriptTrigger.Frame frame => $"frame {frame.Count} of {frame.Stream}",
        ScriptTrigger.Request request => $"request {request.Count} on {request.Route ?? "any route"}",
        ScriptTrigger.Connect connect => $"connect {connect.Count} of {connect.Target}",
        ScriptTrigger.State state => $"state {Of(state)}",
        ScriptTrigger.Every every => $"every {Of(every.Period)} and up to {Of(every.Jitter)}, seed {every.Seed}",
        ScriptTrigger.Random random => $"random from {Of(random.From)} to {Of(random.To)}, seed {random.Seed}",
        _ => throw new ArgumentException($"Unknown trigger {trigger}.", nameof(trigger)),
    };

    private static string Of(ScriptTrigger.State state)
    {
        var whose = new[] { state.Account, state.Symbol, state.Target, state.Stream }.Where(word => word is not null);
        var of = JsonNamingPolicy.CamelCase.ConvertName($"{state.Of}");
        var above = state.Above is { } least ? $" above {least.ToString(CultureInfo.InvariantCulture)}" : string.Empty;
        var below = state.Below is { } most ? $" below {most.ToString(CultureInfo.InvariantCulture)}" : string.Empty;
        return string.Join(' ', [of, .. whose]) + above + below;
    }

    private static string Of(TimeSpan time) => $"{time.TotalMilliseconds:0} ms";
}
