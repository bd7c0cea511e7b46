using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The logic of a stage with one outlet.</summary>
internal abstract class SourceLogic<TOut> : OutGraphStageLogic
{
    protected SourceLogic(SourceShape<TOut> shape) : base(shape)
    {
        Out = shape.Outlet;
        SetHandler(Out, this);
    }

    protected Outlet<TOut> Out { get; }
}

/// <summary>The logic of a stage with one inlet.</summary>
internal abstract class SinkLogic<TIn> : InGraphStageLogic
{
    protected SinkLogic(SinkShape<TIn> shape) : base(shape)
    {
        In = shape.Inlet;
        SetHandler(In, this);
    }

    protected Inlet<TIn> In { get; }
}
