using Phoenix.Venue.Faults;

namespace Phoenix.Simulation;

/// <summary>Faults by the words of the catalogue, and schedules of them drawn from a seed.</summary>
internal static class Faults
{
    private static readonly string[] SocketClasses = ["public", "market", "private", "trading"];

    /// <summary>TCP up, pings answered, no data.</summary>
    public static FaultRequest Silence(string target) => new() { Verb = FaultVerb.MuteData, Target = target };

    /// <summary>One fault, biased towards the nasty.</summary>
    public static FaultRequest Draw(Random random)
    {
        var target = SocketClasses[random.Next(SocketClasses.Length)];
        var duration = TimeSpan.FromMilliseconds(random.Next(200, 15_000));
        return random.Next(11) switch
        {
            0 or 1 => Silence(target) with { Duration = duration, IsSticky = random.Next(4) == 0 },
            2 => new() { Verb = FaultVerb.Mute, Target = Stream(random), Duration = duration },
            3 or 4 => new() { Verb = FaultVerb.Blackhole, Target = target, Duration = duration },
            5 => new() { Verb = FaultVerb.Close, Target = target, Code = random.Next(2) == 0 ? 1001 : 1008 },
            6 => new() { Verb = FaultVerb.Drop, Target = random.Next(5) == 0 ? "all" : target },
            7 => new() { Verb = FaultVerb.Refuse, Count = random.Next(1, 6) },
            8 => new() { Verb = FaultVerb.KeyExpire, IsSilent = random.Next(2) == 0 },
            9 => new() { Verb = FaultVerb.Gap, Target = Stream(random), Count = 1 },
            _ => new() { Verb = FaultVerb.Http, Status = 503, Duration = duration },
        };
    }

    private static string Stream(Random random) =>
        random.Next(2) == 0 ? "ethusdc@depth@100ms" : "btcusdc@depth@100ms";
}
