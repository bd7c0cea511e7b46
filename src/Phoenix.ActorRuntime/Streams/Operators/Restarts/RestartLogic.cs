using Akka.Event;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Runs an inner stream and, when it ends, begins it again after a pause that grows.</summary>
/// <remarks>Nothing is lost or invented between the runs: an element that has come waits in the inlet, a demand in the
/// outlet. The end of the outer stream is never answered by a restart.</remarks>
internal abstract class RestartLogic : TimerGraphStageLogic
{
    private const string RestartTimer = "restart";
    private const string CancelDelayTimer = "cancel";
    private static readonly TimeSpan DefaultCancelDelay = TimeSpan.FromMilliseconds(50);
    private readonly RestartSettings _settings;
    private readonly bool _onlyOnFailures;
    private readonly TimeSpan _cancelDelay;
    private int _restarts;
    private TimeSpan _resetAt;
    private Exception? _innerCancel;

    protected RestartLogic(Shape shape, RestartSettings settings, bool onlyOnFailures, Attributes inherited)
        : base(shape)
    {
        (_settings, _onlyOnFailures, Inherited) = (settings, onlyOnFailures, inherited);
        _cancelDelay = inherited.GetAttribute<RestartWithBackoffFlow.Delay>()?.Duration ?? DefaultCancelDelay;
    }

    protected Attributes Inherited { get; }

    /// <summary>The outer stream is ending: what the inner one does is no longer answered by a restart.</summary>
    protected bool Finishing { get; private set; }

    public override void PreStart() => Begin();

    protected override void OnTimer(object timerKey)
    {
        if (ReferenceEquals(timerKey, RestartTimer)) Begin();
        else if (_innerCancel is { } cause) OnInnerCancelled(cause);
    }

    /// <summary>Makes the inner stream and runs it between this stage's ports.</summary>
    protected abstract void Start();

    /// <summary>Lets go of what is left of the inner stream.</summary>
    protected abstract void Release();

    /// <summary>What the ports do while there is no inner stream: wait, and end with the outer one.</summary>
    protected abstract void SetBackoffHandlers();

    /// <summary>The end of the inner stream leads out.</summary>
    protected SubSinkInlet<T> LeadOut<T>(Outlet<T> @out)
    {
        var inlet = CreateSubSinkInlet<T>("restart.in");
        inlet.SetHandler(new LambdaInHandler(
            onPush: () => Push(@out, inlet.Grab()),
            onUpstreamFinish: () =>
            {
                if (_onlyOnFailures || !MayRestart()) Complete(@out);
                else Restart(null);
            },
            onUpstreamFailure: cause =>
            {
                if (MayRestart()) Restart(cause);
                else Fail(@out, cause);
            }));
        SetHandler(
            @out,
            onPull: inlet.Pull,
            onDownstreamFinish: cause =>
            {
                Finishing = true;
                inlet.Cancel(cause);
                OnOuterCancelled(cause);
            });
        return inlet;
    }

    /// <summary>The beginning of the inner stream gets the elements of an inlet.</summary>
    /// <param name="in">Where they come from.</param>
    /// <param name="hasOutlet">Whether the inner stream tells its end at an outlet too; that counts then.</param>
    protected SubSourceOutlet<T> LeadIn<T>(Inlet<T> @in, bool hasOutlet)
    {
        var outlet = new SubSourceOutlet<T>(this, "restart.out");
        outlet.SetHandler(new LambdaOutHandler(
            onPull: () =>
            {
                if (IsAvailable(@in)) outlet.Push(Grab(@in));
                else if (!HasBeenPulled(@in)) TryPull(@in);
                if (IsClosed(@in) && !IsAvailable(@in)) outlet.Complete();
            },
            onDownstreamFinish: cause =>
            {
                _innerCancel = cause;
                if (hasOutlet && !Finishing) ScheduleOnce(CancelDelayTimer, _cancelDelay);
                else OnInnerCancelled(cause);
            }));
        SetHandler(
            @in,
            onPush: () =>
            {
                if (outlet.IsAvailable) outlet.Push(Grab(@in));
            },
            onUpstreamFinish: () =>
            {
                Finishing = true;
                if (!IsAvailable(@in)) outlet.Complete();
            },
            onUpstreamFailure: cause =>
            {
                Finishing = true;
                outlet.Fail(cause);
            });
        return outlet;
    }

    /// <summary>The outer stream has been cancelled; the stage ends unless its inlet shall end first.</summary>
    protected virtual void OnOuterCancelled(Exception cause) => CancelStage(cause);

    /// <summary>The inlet is given up.</summary>
    protected abstract void CancelOuter(Exception cause);

    private void OnInnerCancelled(Exception cause)
    {
        _innerCancel = null;
        var failed = cause is not SubscriptionWithCancelException.NonFailureCancellation;
        if ((_onlyOnFailures && !failed) || !MayRestart()) CancelOuter(cause);
        else Restart(failed ? cause : null);
    }

    // Whoever has run for long enough is as good as new; a limit below zero is none.
    private bool MayRestart()
    {
        if (Finishing) return false;
        if (Materializer.Clock() >= _resetAt) _restarts = 0;
        return _settings.MaxRestarts < 0 || _restarts < _settings.MaxRestarts;
    }

    private void Restart(Exception? cause)
    {
        if (cause is not null) Log.Log(LogLevel.WarningLevel, cause, "Restarting graph due to failure.");
        _innerCancel = null;
        CancelTimer(CancelDelayTimer);
        ScheduleOnce(RestartTimer, NextPause());
        _restarts++;
        SetBackoffHandlers();
        Release();
    }

    private TimeSpan NextPause()
    {
        var pause = Math.Min(_settings.MaxBackoff.Ticks, _settings.MinBackoff.Ticks * Math.Pow(2, _restarts));
        return TimeSpan.FromTicks((long)(pause * (1 + (Materializer.Chance() * _settings.RandomFactor))));
    }

    private void Begin()
    {
        _resetAt = Materializer.Clock() + _settings.MaxRestartsWithin;
        Start();
    }
}
