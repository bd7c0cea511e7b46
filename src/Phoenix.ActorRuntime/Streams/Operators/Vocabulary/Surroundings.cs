using Akka.Actor;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation;

/// <summary>What a stage takes from its surroundings: the supervision strategy, time and chance.</summary>
internal static class Surroundings
{
    internal static Supervision.Decider Decider(this Attributes attributes) =>
        attributes.GetAttribute<ActorAttributes.SupervisionStrategy>(null!)?.Decider ?? Deciders.StoppingDecider;

    internal static ActorSystem System(this IMaterializer materializer) => ((ActorMaterializer)materializer).System;

    /// <summary>The time of the scheduler the materializer's timers run by.</summary>
    internal static TimeSpan Clock(this IMaterializer materializer) => materializer.System().Scheduler.MonotonicClock;

    /// <summary>From 0 inclusive to 1 exclusive, from the chance of the actor system.</summary>
    internal static double Chance(this IMaterializer materializer) =>
        ((ActorSystemImpl)materializer.System()).Environment.NextDouble();
}
