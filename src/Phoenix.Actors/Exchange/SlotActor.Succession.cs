using Akka.Actor;
using Phoenix.Actors.Time;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Reconnect;
using Phoenix.Core.Streams.Rotation;

namespace Phoenix.Actors.Exchange;

/// <content>The planned replacement of a healthy connection: the successor first, then the end of it.</content>
internal sealed partial class SlotActor
{
    private readonly Dictionary<string, (DeathCause Cause, string Detail)> _deaths = new(StringComparer.Ordinal);
    private readonly Tape _successionTape;
    private SuccessionState _succession = SuccessionState.None;
    private IActorRef _heir = ActorRefs.Nobody;
    private (Epoch Epoch, Epoch Heir)? _retiring;
    private bool _onSecondBerth;

    private static string NameOf(Epoch epoch) => $"connection-{epoch.Value}";

    private void OnGood(Epoch epoch)
    {
        Feed(new ReconnectInput.Good(epoch));
        FeedSuccession(new SuccessionInput.Good(epoch));
    }

    private void Rotate(TimeSpan overlap)
    {
        if (_state is not ReconnectState.Alive { GoodSince: not null }
            || _succession.Successor is not null
            || _retiring is not null)
        {
            var refusal = new SlotProtocol.RotationFailed(
                _name, Epoch.None, DeathCause.PlannedRotation, "there is nothing in good health to replace");
            Context.Parent.Tell(refusal);
            return;
        }

        if (!_epochs.MayDial(_rank, Context.System.Now(), out _))
        {
            Context.Parent.Tell(new SlotProtocol.RotationFailed(
                _name, Epoch.None, DeathCause.PlannedRotation, "the connect attempts of the process are spent"));
            return;
        }

        FeedSuccession(new SuccessionInput.Begin(_epochs.Next(), overlap));
    }

    private void FeedSuccession(SuccessionInput input)
    {
        var now = Context.System.Now();
        _successionTape.Input(now, input);
        (_succession, var effects) = SuccessionMachine.Next(_succession, input, now);
        _successionTape.Commit(effects);
        foreach (var effect in effects)
        {
            Perform(effect);
        }
    }

    private void Perform(SuccessionEffect effect)
    {
        switch (effect)
        {
            case SuccessionEffect.Dial dial when _state is ReconnectState.Alive alive:
                _log.Rotating(_name, alive.Epoch, dial.Heir);
                _heir = Context.ActorOf(_incarnation(dial.Heir, !_onSecondBerth), NameOf(dial.Heir));
                Context.WatchWith(_heir, new Ended(dial.Heir));
                Context.Parent.Tell(new SlotProtocol.Rotating(_name, alive.Epoch, dial.Heir, _heir));
                break;
            case SuccessionEffect.WakeAt wake:
                Timers.StartWake(HandOver.Instance, wake.At, Context.System.Now());
                break;
            case SuccessionEffect.TakeOver next when _state is ReconnectState.Alive alive:
                TakeOver(alive.Epoch, next);
                break;
            case SuccessionEffect.GiveUp:
                _heir = ActorRefs.Nobody;
                break;
        }
    }

    private void TakeOver(Epoch old, SuccessionEffect.TakeOver next)
    {
        var retired = _connection;
        (_connection, _heir, _onSecondBerth) = (_heir, ActorRefs.Nobody, !_onSecondBerth);
        Feed(new ReconnectInput.Succeeded(next.Heir, next.IsGood));
        if (next.ClosesOld)
        {
            _retiring = (old, next.Heir);
            Context.Stop(retired);
        }
        else if (next.IsGood)
        {
            Context.Parent.Tell(new SlotProtocol.Up(_name, next.Heir, _connection));
        }
    }

    /// <summary>Whether the end of the incarnation belongs to a rotation and is no death of the connection.</summary>
    private bool IsOfSuccession(Epoch epoch, DeathCause cause, string detail)
    {
        if (_retiring is { } retiring && retiring.Epoch == epoch)
        {
            _retiring = null;
            _log.Rotated(_name, epoch, retiring.Heir, DeathCause.PlannedRotation);
            Context.Parent.Tell(new SlotProtocol.Rotated(_name, epoch, retiring.Heir));
            return true;
        }

        if (_succession.Successor == epoch)
        {
            FeedSuccession(new SuccessionInput.HeirDied(epoch));
            _log.RotationFailed(_name, epoch, cause, detail);
            Context.Parent.Tell(new SlotProtocol.RotationFailed(_name, epoch, cause, detail));
            return true;
        }

        return false;
    }

    private (DeathCause Cause, string Detail) TakeDeath(Epoch epoch) =>
        _deaths.Remove(NameOf(epoch), out var death) ? death : (DeathCause.PlannedStop, "stopped");

    /// <summary>Lets no incarnation live on after a failure, and keeps what each one died of.</summary>
    private sealed class Coroner(Dictionary<string, (DeathCause Cause, string Detail)> deaths)
        : OneForOneStrategy(_ => Directive.Stop, loggingEnabled: false)
    {
        protected override Directive Handle(IActorRef child, Exception exception)
        {
            deaths[child.Path.Name] = exception is StreamDiedException died
                ? (died.DeathCause, died.Detail)
                : (DeathCause.Crashed, $"{exception.GetType().Name}: {exception.Message}");
            return Directive.Stop;
        }
    }

    private sealed record HandOver
    {
        public static HandOver Instance { get; } = new();
    }
}
