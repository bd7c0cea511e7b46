using System.Text.Json;
using System.Text.Json.Nodes;
using Phoenix.Simulation;
using Phoenix.Venue.Faults;

namespace Phoenix.Soak.Sockets;

/// <summary>A fault as the exchange's control path takes it.</summary>
internal static class PostedFault
{
    /// <summary>
    /// These put the whole address under a limit for minutes; a fault every few seconds would only meet the wait.
    /// </summary>
    private static bool LastsForMinutes(FaultRequest fault) => fault.Verb
        is FaultVerb.Weight or FaultVerb.Ban or FaultVerb.LimitConnects or FaultVerb.Skew
        || (fault.Verb == FaultVerb.Http && fault.Status == 429);

    internal static FaultRequest Draw(Random random, TimeSpan longest)
    {
        while (true)
        {
            var fault = random.Next(5) == 0 ? Faults.DrawLimits(random) : Faults.Draw(random);
            if (LastsForMinutes(fault)) continue;
            return fault.Duration > longest ? fault with { Duration = longest } : fault;
        }
    }

    internal static string Print(FaultRequest fault)
    {
        var json = new JsonObject { ["verb"] = Word($"{fault.Verb}") };
        Put(json, "target", fault.Target);
        Put(json, "stream", fault.Stream);
        Put(json, "durationMs", Millis(fault.Duration));
        Put(json, "code", fault.Code);
        Put(json, "n", fault.Count);
        Put(json, "status", fault.Status);
        Put(json, "delayMs", Millis(fault.Delay));
        Put(json, "lateMs", Millis(fault.Late));
        Put(json, "size", fault.Size);
        Put(json, "symbol", fault.Symbol);
        if (fault.Verb == FaultVerb.KeyExpire) json["mode"] = fault.IsSilent ? "silent" : "event";
        if (fault.IsApplied) json["applied"] = true;
        if (fault.IsSticky) json["sticky"] = true;
        if (fault.Reply != FaultReply.Default) json["reply"] = Word($"{fault.Reply}");
        if (!fault.Streams.IsEmpty) json["streams"] = new JsonArray([.. fault.Streams.Select(s => (JsonNode?)s)]);
        return json.ToJsonString();
    }

    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static double? Millis(TimeSpan? span) => span is { } known ? Math.Round(known.TotalMilliseconds) : null;

    private static void Put<T>(JsonObject json, string name, T? value)
    {
        if (value is not null) json[name] = JsonValue.Create(value);
    }
}
