using Akka.Actor;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams.Rotation;

namespace Phoenix.Actors.MarketData;

/// <content>The planned rotation of connections: which one and when.</content>
internal sealed partial class MarketDataActor
{
    private static readonly TimeSpan RotationLook = TimeSpan.FromSeconds(1);

    private readonly RotationPlanner _rotation;

    private void StartRotation() =>
        Timers.StartPeriodicTimer(LookForRotation.Instance, LookForRotation.Instance, RotationLook);

    private void RotateWhatIsDue()
    {
        if (_rotation.Next(Context.System.Now()) is { } due)
        {
            _slots[due].Tell(new SlotProtocol.Rotate(_settings.Streams.RotateOverlap));
        }
    }

    private void Announce(SlotProtocol.Rotating begun)
    {
        _dialed.Add((SlotNamed(begun.Slot), begun.Heir));
        Publish(new SystemEvent.RotationBegan(begun.Slot, begun.Epoch, begun.Heir, Context.System.Now()));
    }

    /// <summary>The books let the old connection go only now, when its successor has fed them for a while.</summary>
    private void Announce(SlotProtocol.Rotated done)
    {
        var (slot, now) = (SlotNamed(done.Slot), Context.System.Now());
        _rotation.Up(slot, _ports.Chance.NextUnit(), now);
        PublishDown(slot, done.Epoch);
        Publish(new SystemEvent.Rotated(done.Slot, done.Epoch, done.Heir, now));
    }

    private void Announce(SlotProtocol.RotationFailed failed)
    {
        var (slot, now) = (SlotNamed(failed.Slot), Context.System.Now());
        _rotation.Failed(slot, now);
        if (failed.Heir != Epoch.None)
        {
            PublishDown(slot, failed.Heir);
        }

        Publish(new SystemEvent.RotationFailed(failed.Slot, failed.Heir, failed.Cause, failed.Detail, now));
    }

    private sealed record LookForRotation
    {
        public static LookForRotation Instance { get; } = new();
    }
}
