using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The same element again and again as time goes by; ticks that nobody wants are left out.</summary>
internal sealed class TickSource<T>(TimeSpan initialDelay, TimeSpan interval, T tick)
    : SourceStage<T, ICancelable>("tick")
{
    private TimeSpan InitialDelay => initialDelay;

    private TimeSpan Interval => interval;

    private T Tick => tick;

    public override ILogicAndMaterializedValue<ICancelable> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var switchOff = new SwitchOff();
        return new LogicAndMaterializedValue<ICancelable>(new Logic(this, switchOff), switchOff);
    }

    /// <summary>Ends the ticks from outside; any thread.</summary>
    private sealed class SwitchOff : ICancelable
    {
        private readonly CancellationTokenSource _source = new();

        internal StageInbox<TimeSpan> Inbox { get; } = new();

        public bool IsCancellationRequested => _source.IsCancellationRequested;

        public CancellationToken Token => _source.Token;

        public void Cancel() => Cancel(throwOnFirstException: false);

        public void Cancel(bool throwOnFirstException)
        {
            Inbox.TryAdd(TimeSpan.Zero);
            _source.Cancel(throwOnFirstException);
        }

        public void CancelAfter(TimeSpan delay) => Inbox.TryAdd(delay);

        public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));
    }

    private sealed class Logic : TimerGraphStageLogic, IOutHandler
    {
        private const string TickTimer = "tick";
        private const string EndTimer = "end";
        private readonly TickSource<T> _stage;
        private readonly SwitchOff _switchOff;

        internal Logic(TickSource<T> stage, SwitchOff switchOff) : base(stage.Shape)
        {
            (_stage, _switchOff) = (stage, switchOff);
            SetHandler(stage.Out, (IOutHandler)this);
        }

        public override void PreStart()
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(_stage.InitialDelay, TimeSpan.Zero, "initialDelay");
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_stage.Interval, TimeSpan.Zero, "interval");
            _switchOff.Inbox.Open(GetAsyncCallback(OnSwitchedOff));
            ScheduleRepeatedly(TickTimer, _stage.InitialDelay, _stage.Interval);
        }

        public void OnPull()
        {
        }

        public void OnDownstreamFinish(Exception cause) => InternalOnDownstreamFinish(cause);

        public override void PostStop() => _switchOff.Inbox.Close();

        protected override void OnTimer(object timerKey)
        {
            if (ReferenceEquals(timerKey, EndTimer)) _switchOff.Cancel();
            else if (IsAvailable(_stage.Out) && !_switchOff.IsCancellationRequested) Push(_stage.Out, _stage.Tick);
        }

        private void OnSwitchedOff()
        {
            if (!_switchOff.Inbox.TryTake(out var delay)) return;
            if (delay <= TimeSpan.Zero) CompleteStage();
            else ScheduleOnce(EndTimer, delay);
        }
    }
}
