using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The logic of a junction that waits for an element of every inlet and makes one of them.</summary>
/// <remarks>An inlet that ends without an element at hand ends the stream: there will be no more full rows.</remarks>
internal abstract class ZipLogic<TOut> : OutGraphStageLogic
{
    private readonly Outlet<TOut> _out;
    private readonly List<Func<bool>> _hasElement = [];
    private Action _pullAll = DoNothing;
    private bool _ending;

    protected ZipLogic(Shape shape, Outlet<TOut> @out) : base(shape)
    {
        _out = @out;
        SetHandler(@out, this);
    }

    public override void PreStart() => _pullAll();

    public override void OnPull() => Dispatch();

    protected void Add<T>(Inlet<T> inlet)
    {
        _hasElement.Add(() => IsAvailable(inlet));
        _pullAll += () => TryPull(inlet);
        SetHandler(
            inlet,
            onPush: Dispatch,
            onUpstreamFinish: () =>
            {
                if (!IsAvailable(inlet)) CompleteStage();
                _ending = true;
            });
    }

    protected abstract TOut Zip();

    private void Dispatch()
    {
        if (!IsAvailable(_out)) return;
        foreach (var hasElement in _hasElement)
        {
            if (!hasElement()) return;
        }

        Push(_out, Zip());
        if (_ending) CompleteStage();
        else _pullAll();
    }
}
