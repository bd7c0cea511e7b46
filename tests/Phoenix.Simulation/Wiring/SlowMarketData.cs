using Phoenix.Core.Ports;

namespace Phoenix.Simulation.Wiring;

/// <summary>
/// A handler slower than its feed: frames are read and stamped in time and then queue up before the actors, each
/// taking <see cref="PerFrame"/>. And one that fails by a bug when asked to.
/// </summary>
internal sealed class SlowMarketData(IMarketDataPort inner) : IMarketDataPort
{
    /// <summary>What each frame takes; zero when the handler keeps up.</summary>
    public TimeSpan PerFrame { get; set; }

    /// <summary>How many of the next frames make the handler fail.</summary>
    public int Poisoned { get; set; }

    /// <summary>How many frames wait, of all connections.</summary>
    public int Waiting { get; private set; }

    /// <summary>Virtual time, once there is a world.</summary>
    public Action<TimeSpan, Action>? Schedule { get; set; }

    public IMarketConnection Open(MarketConnectionPlan plan, IEventSink<MarketEvent> sink) =>
        inner.Open(plan, new Queue(this, sink));

    private sealed class Queue(SlowMarketData owner, IEventSink<MarketEvent> sink) : IEventSink<MarketEvent>
    {
        private readonly Queue<MarketEvent> _waiting = new();

        public void Publish(MarketEvent occurrence)
        {
            if (owner.Poisoned > 0 && occurrence is MarketEvent.Depth depth)
            {
                owner.Poisoned--;
                occurrence = depth with { Diff = null! };
            }

            if (_waiting.Count == 0 && owner.PerFrame == TimeSpan.Zero)
            {
                sink.Publish(occurrence);
                return;
            }

            _waiting.Enqueue(occurrence);
            owner.Waiting++;
            if (_waiting.Count == 1)
            {
                ServeNext();
            }
        }

        private void ServeNext() => owner.Schedule!(owner.PerFrame, () =>
        {
            owner.Waiting--;
            sink.Publish(_waiting.Dequeue());
            if (_waiting.Count > 0)
            {
                ServeNext();
            }
        });
    }
}
