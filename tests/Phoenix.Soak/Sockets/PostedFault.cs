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
        is FaultVerb.Weight or FaultVerb.OrderCount or FaultVerb.Ban or FaultVerb.LimitConnects or FaultVerb.Skew
        || (fault.Verb == FaultVerb.Http && fault.Status == 429);

    internal static FaultRequest Draw(Random random, TimeSpan longest)
    {
        while (true)
        {
            var fault = random.Next(8) switch
            {
                0 => DrawBelowMessages(random),
                1 => Faults.DrawLimits(random),
                _ => Faults.Draw(random),
            };
            if (LastsForMinutes(fault)) continue;
            return fault.Duration > longest ? fault with { Duration = longest } : fault;
        }
    }

    /// <summary>What there is only where a wire is: pings, frames, segments.</summary>
    private static FaultRequest DrawBelowMessages(Random random)
    {
        var target = Faults.DrawSocketClass(random);
        var duration = TimeSpan.FromMilliseconds(random.Next(200, 4_000));
        return random.Next(4) switch
        {
            0 => new() { Verb = FaultVerb.NoPing, Target = target, Duration = duration },
            1 => new() { Verb = FaultVerb.BadPing, Target = target, Payload = new string('x', random.Next(200)) },
            2 => new() { Verb = FaultVerb.Fragment, Target = target, Size = random.Next(1, 400), Duration = duration },
            _ => new() { Verb = FaultVerb.Refuse, Count = random.Next(1, 6), Reply = FaultReply.Broken },
        };
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
        Put(json, "quantity", fault.Quantity);
        Put(json, "order", fault.Order);
        Put(json, "payload", fault.Payload);
        Put(json, "side", fault.Side is { } side ? Word($"{side}").ToUpperInvariant() : null);
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
