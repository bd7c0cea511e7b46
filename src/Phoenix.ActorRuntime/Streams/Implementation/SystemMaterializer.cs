using Akka.Actor;

namespace Akka.Streams.Implementation;

/// <summary>The one materializer of a system, for all who have no wishes of their own; made anew after it was shut
/// down.</summary>
internal sealed class SystemMaterializer(ActorSystem system) : IExtension
{
    private readonly Lock _lock = new();
    private ActorMaterializer? _current;

    internal static ActorMaterializer Of(ActorSystem system) => Provider.Instance.Apply(system).Living();

    private ActorMaterializer Living()
    {
        lock (_lock)
        {
            if (_current is null or { IsShutdown: true }) _current = ActorMaterializer.Create(system);
            return _current;
        }
    }

    private sealed class Provider : ExtensionIdProvider<SystemMaterializer>
    {
        internal static readonly Provider Instance = new();

        public override SystemMaterializer CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
