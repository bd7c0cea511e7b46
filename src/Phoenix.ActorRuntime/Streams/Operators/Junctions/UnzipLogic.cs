using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The logic of a junction that takes an element apart when every open outlet wants a part.</summary>
internal abstract class UnzipLogic<TIn> : InGraphStageLogic
{
    private readonly Inlet<TIn> _in;
    private readonly List<Func<bool>> _mustWait = [];
    private int _open;

    protected UnzipLogic(Shape shape, Inlet<TIn> @in) : base(shape)
    {
        _in = @in;
        SetHandler(@in, this);
    }

    public override void OnPush() => Unzip(Grab(_in));

    protected abstract void Unzip(TIn element);

    protected void Add<T>(Outlet<T> outlet)
    {
        _open++;
        _mustWait.Add(() => !IsClosed(outlet) && !IsAvailable(outlet));
        SetHandler(
            outlet,
            onPull: PullIfAllWant,
            onDownstreamFinish: cause =>
            {
                if (--_open == 0) CancelStage(cause);
                else PullIfAllWant();
            });
    }

    protected void PushTo<T>(Outlet<T> outlet, T part)
    {
        if (!IsClosed(outlet)) Push(outlet, part);
    }

    private void PullIfAllWant()
    {
        foreach (var mustWait in _mustWait)
        {
            if (mustWait()) return;
        }

        if (!HasBeenPulled(_in)) TryPull(_in);
    }
}
