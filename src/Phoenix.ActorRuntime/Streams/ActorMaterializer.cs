using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>Runs streams as actors below one supervisor, which ends with whatever the materializer was created
/// from.</summary>
public abstract class ActorMaterializer : IMaterializer, IMaterializerLoggingProvider, IDisposable
{
    private static readonly Config Reference = ConfigurationFactory.ParseString(
        """
        akka.stream.materializer {
          initial-input-buffer-size = 4
          max-input-buffer-size = 16
          dispatcher = ""
          subscription-timeout {
            mode = cancel
            timeout = 5s
          }
          debug-logging = off
          output-burst-limit = 1000
          auto-fusing = on
          max-fixed-buffer-size = 1000000000
          sync-processing-limit = 1000
          debug.fuzzing-mode = off
        }
        """);

    public abstract ActorMaterializerSettings Settings { get; }

    public abstract bool IsShutdown { get; }

    public abstract ActorSystem System { get; }

    public abstract IActorRef Supervisor { get; }

    public abstract ILoggingAdapter Logger { get; }

    public static Config DefaultConfig() => Reference;

    /// <param name="context">The system, or the actor with which the streams shall end.</param>
    /// <param name="settings">Null for those of the system's configuration.</param>
    /// <param name="namePrefix">The beginning of the actors' names; null for "flow".</param>
    public static ActorMaterializer Create(
        IActorRefFactory context, ActorMaterializerSettings? settings = null, string? namePrefix = null)
    {
        var system = context switch
        {
            ActorSystem whole => whole,
            IActorContext inside => inside.System,
            null => throw new ArgumentNullException(nameof(context), "IActorRefFactory must be defined"),
            _ => throw new ArgumentException(
                $"ActorRefFactory context must be a ActorSystem or ActorContext, got [{context.GetType()}]",
                nameof(context)),
        };
        return ActorMaterializerImpl.Create(
            context, (ActorSystemImpl)system, settings ?? ActorMaterializerSettings.Create(system),
            namePrefix ?? "Flow");
    }

    public abstract IMaterializer WithNamePrefix(string namePrefix);

    public abstract TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable);

    public abstract TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes);

    public abstract ICancelable ScheduleOnce(TimeSpan delay, Action action);

    public abstract ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);

    public abstract ILoggingAdapter MakeLogger(object logSource);

    /// <summary>The settings as the attributes change them.</summary>
    public abstract ActorMaterializerSettings EffectiveSettings(Attributes attributes);

    public abstract IActorRef ActorOf(MaterializationContext context, Props props);

    /// <summary>Stops all streams of this materializer, and refuses new ones.</summary>
    public abstract void Shutdown();

    public void Dispose()
    {
        Shutdown();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Makes materializers.</summary>
public static class ActorMaterializerExtensions
{
    /// <summary>The system's own materializer, or a new one if anything about it is to be different.</summary>
    public static ActorMaterializer Materializer(
        this IActorRefFactory context, ActorMaterializerSettings? settings = null, string? namePrefix = null) =>
        context is ActorSystem system && settings is null && namePrefix is null
            ? SystemMaterializer.Of(system)
            : ActorMaterializer.Create(context, settings, namePrefix);
}
