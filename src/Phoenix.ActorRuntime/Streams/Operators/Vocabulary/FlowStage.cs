using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>A stage with one inlet and one outlet, named after what it does.</summary>
internal abstract class FlowStage<TIn, TOut> : GraphStage<FlowShape<TIn, TOut>>
{
    private readonly string _name;

    protected FlowStage(string name)
    {
        _name = name;
        In = new Inlet<TIn>(name + ".in");
        Out = new Outlet<TOut>(name + ".out");
        Shape = new FlowShape<TIn, TOut>(In, Out);
        InitialAttributes = Attributes.CreateName(name);
    }

    public override FlowShape<TIn, TOut> Shape { get; }

    internal Inlet<TIn> In { get; }

    internal Outlet<TOut> Out { get; }

    protected override Attributes InitialAttributes { get; }

    public override string ToString() => _name;
}

/// <summary>A stage with one inlet and one outlet that also gives something to whoever runs it.</summary>
internal abstract class FlowStage<TIn, TOut, TMat> : GraphStageWithMaterializedValue<FlowShape<TIn, TOut>, TMat>
{
    private readonly string _name;

    protected FlowStage(string name)
    {
        _name = name;
        In = new Inlet<TIn>(name + ".in");
        Out = new Outlet<TOut>(name + ".out");
        Shape = new FlowShape<TIn, TOut>(In, Out);
        InitialAttributes = Attributes.CreateName(name);
    }

    public override FlowShape<TIn, TOut> Shape { get; }

    internal Inlet<TIn> In { get; }

    internal Outlet<TOut> Out { get; }

    protected override Attributes InitialAttributes { get; }

    public override string ToString() => _name;
}

/// <summary>A stage with one outlet.</summary>
internal abstract class SourceStage<TOut> : GraphStage<SourceShape<TOut>>
{
    private readonly string _name;

    protected SourceStage(string name)
    {
        _name = name;
        Out = new Outlet<TOut>(name + ".out");
        Shape = new SourceShape<TOut>(Out);
        InitialAttributes = Attributes.CreateName(name);
    }

    public override SourceShape<TOut> Shape { get; }

    internal Outlet<TOut> Out { get; }

    protected override Attributes InitialAttributes { get; }

    public override string ToString() => _name;
}

/// <summary>A stage with one outlet that also gives something to whoever runs it.</summary>
internal abstract class SourceStage<TOut, TMat> : GraphStageWithMaterializedValue<SourceShape<TOut>, TMat>
{
    private readonly string _name;

    protected SourceStage(string name)
    {
        _name = name;
        Out = new Outlet<TOut>(name + ".out");
        Shape = new SourceShape<TOut>(Out);
        InitialAttributes = Attributes.CreateName(name);
    }

    public override SourceShape<TOut> Shape { get; }

    internal Outlet<TOut> Out { get; }

    protected override Attributes InitialAttributes { get; }

    public override string ToString() => _name;
}

/// <summary>A stage with one inlet that also gives something to whoever runs it.</summary>
internal abstract class SinkStage<TIn, TMat> : GraphStageWithMaterializedValue<SinkShape<TIn>, TMat>
{
    private readonly string _name;

    protected SinkStage(string name)
    {
        _name = name;
        In = new Inlet<TIn>(name + ".in");
        Shape = new SinkShape<TIn>(In);
        InitialAttributes = Attributes.CreateName(name);
    }

    public override SinkShape<TIn> Shape { get; }

    internal Inlet<TIn> In { get; }

    protected override Attributes InitialAttributes { get; }

    public override string ToString() => _name;
}
