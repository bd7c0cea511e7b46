using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>A piece that is one stage.</summary>
internal sealed class StageModule(
    Shape shape, Attributes initial, Func<Attributes, (GraphStageLogic Logic, object? Materialized)> create)
    : AtomicModule
{
    private Attributes? _given;

    public override Shape Shape => shape;

    public override Attributes Attributes => _given ?? initial;

    /// <summary>What the stage says of itself stays, less specific than what is said about it.</summary>
    internal Attributes Effective => _given is null ? initial : initial.And(_given);

    public override IModule WithAttributes(Attributes attributes) =>
        new StageModule(shape, initial, create) { _given = attributes };

    internal (GraphStageLogic Logic, object? Materialized) Create(Attributes effective)
    {
        GraphStageLogic.Number(shape);
        var made = create(effective);
        made.Logic.Attributes = effective;
        return made;
    }
}

/// <summary>A source or sink at the border of an island, with the outside on its other side.</summary>
internal interface IBoundaryModule : IModule
{
    GraphStageLogic CreateBoundary(MaterializationContext context, out object? materialized);
}

/// <summary>The source of a graph's own materialized value within the graph.</summary>
internal sealed class MaterializedValueModule(Shape shape, Attributes attributes) : AtomicModule
{
    public override Shape Shape => shape;

    public override Attributes Attributes => attributes;

    public override IModule WithAttributes(Attributes attributes) => new MaterializedValueModule(shape, attributes);
}
