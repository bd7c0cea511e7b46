using Akka.Pattern;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>One run of a blueprint in the making: places the stages on islands and wires them.</summary>
/// <remarks>A module whose own attributes have an asynchronous boundary or another dispatcher opens an island;
/// everything in it belongs to that island, until another one opens further inside. Wires within an island become
/// connections of its interpreter, wires between islands a pair of boundaries. Nothing runs before all is wired.
/// </remarks>
internal sealed class Materialization(ActorMaterializerImpl materializer)
{
    private readonly List<Island> _islands = [];
    private readonly List<Wire> _wires = [];

    /// <summary>Builds the graph; its islands wait to be given actors.</summary>
    internal object? Build(IModule module, Attributes attributes)
    {
        var root = OpenIsland(attributes);
        var value = Place(new Part(module, module.Shape), attributes, root, new Scope());
        foreach (var wire in _wires) Connect(wire);
        _islands.RemoveAll(island => island.IsEmpty);
        return value;
    }

    /// <summary>Closes the islands; nothing can be added any more.</summary>
    internal IReadOnlyList<Island> Seal()
    {
        foreach (var island in _islands) island.Seal();
        return _islands;
    }

    private static void Connect(Wire wire)
    {
        if (wire.Producer is null || wire.Consumer is null)
        {
            throw new IllegalStateException("A port of the graph is connected to nothing.");
        }

        var (from, to) = (wire.Producer, wire.Consumer);
        if (ReferenceEquals(from.Island, to.Island))
        {
            Fuse(from.Island, from.Stage, from.Port, to.Stage, to.Port);
            return;
        }

        var input = new InputBoundary(to.Stage.Attributes, null);
        var output = new OutputBoundary(
            from.Stage.Attributes,
            boundary => boundary.Join(new OutsideSubscriber<object>(new BoundarySubscriber<object>(input))));
        from.Island.Add(output);
        to.Island.Add(input);
        Fuse(from.Island, from.Stage, from.Port, output, 0);
        Fuse(to.Island, input, 0, to.Stage, to.Port);
    }

    private static void Fuse(Island island, GraphStageLogic producer, int outlet, GraphStageLogic consumer, int inlet)
    {
        var connection = new Connection(producer, outlet, consumer, inlet);
        producer.Wire(connection, inlet: null, outlet);
        consumer.Wire(connection, inlet, outlet: null);
        island.Add(connection);
    }

    private static void Attach(GraphStageLogic logic, Part part, Island island, Scope scope)
    {
        var shape = part.Shape;
        if (logic.InCount != shape.Inlets.Length || logic.OutCount != shape.Outlets.Length)
        {
            throw new IllegalStateException($"The logic {logic} has other ports than the shape {shape}.");
        }

        island.Add(logic);
        for (var i = 0; i < logic.InCount; i++) scope[shape.Inlets[i]].Consumer = new End(logic, i, island);
        for (var i = 0; i < logic.OutCount; i++) scope[shape.Outlets[i]].Producer = new End(logic, i, island);
    }

    // A single stage stays where it is, as in Akka.NET.
    private static bool WantsOtherDispatcher(IModule module, Island island) =>
        module is CompositeModule &&
        module.Attributes.GetAttribute<ActorAttributes.Dispatcher>() is { } wanted &&
        !wanted.Equals(island.Attributes.GetMandatoryAttribute<ActorAttributes.Dispatcher>());

    private Island OpenIsland(Attributes attributes)
    {
        var island = new Island(materializer, attributes);
        _islands.Add(island);
        return island;
    }

    private object? Place(Part part, Attributes inherited, Island island, Scope scope)
    {
        var own = part.Module is StageModule atom ? atom.Effective : part.Module.Attributes;
        var effective = inherited.And(own);
        if (own.IsAsync || WantsOtherDispatcher(part.Module, island))
        {
            // For its refusal of sizes that no buffer can have.
            if (own.GetAttribute<Attributes.InputBuffer>() is not null) _ = materializer.EffectiveSettings(effective);
            island = OpenIsland(effective);
        }

        switch (part.Module)
        {
            case CompositeModule composite:
                return PlaceComposite(composite, part.Shape, effective, island, scope);
            case StageModule stage:
                var (logic, value) = stage.Create(effective);
                Attach(logic, part, island, scope);
                return value;
            case IBoundaryModule border:
                var context = new MaterializationContext(materializer, effective, effective.GetNameOrDefault());
                var boundary = border.CreateBoundary(context, out var materialized);
                boundary.Attributes = effective;
                Attach(boundary, part, island, scope);
                return materialized;
            case MaterializedValueModule:
                var source = new MaterializedValueLogic();
                scope.ValueSources.Add(source);
                Attach(source, part, island, scope);
                return NotUsed.Instance;
            default:
                throw new MaterializationException($"Nobody knows how to run {part.Module}.", null!);
        }
    }

    private object? PlaceComposite(
        CompositeModule composite, Shape outside, Attributes effective, Island island, Scope around)
    {
        var scope = new Scope();
        var inside = composite.Shape;
        for (var i = 0; i < inside.Inlets.Length; i++) scope[inside.Inlets[i]] = around[outside.Inlets[i]];
        for (var i = 0; i < inside.Outlets.Length; i++) scope[inside.Outlets[i]] = around[outside.Outlets[i]];
        foreach (var wiring in composite.Wires)
        {
            var wire = new Wire();
            _wires.Add(wire);
            scope[wiring.From] = scope[wiring.To] = wire;
        }

        var values = new object?[composite.Parts.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Place(composite.Parts[i], effective, island, scope);
        var value = composite.Materialize(values);
        foreach (var source in scope.ValueSources) source.Value = value;
        return value;
    }

    /// <summary>The ports of one composite's parts, and the wires that end in them.</summary>
    private sealed class Scope
    {
        private readonly Dictionary<object, Wire> _ports = new(ReferenceEqualityComparer.Instance);

        internal List<MaterializedValueLogic> ValueSources { get; } = [];

        internal Wire this[object port]
        {
            get => _ports.TryGetValue(port, out var wire)
                ? wire
                : throw new IllegalStateException($"The port [{port}] is not connected.");
            set => _ports[port] = value;
        }
    }

    private sealed class Wire
    {
        internal End? Producer { get; set; }

        internal End? Consumer { get; set; }
    }

    private sealed record End(GraphStageLogic Stage, int Port, Island Island);

    private sealed class MaterializedValueLogic : GraphStageLogic, IOutHandler
    {
        internal MaterializedValueLogic()
            : base(0, 1)
        {
            SetHandlerAt(0, (IOutHandler)this);
        }

        internal object? Value { get; set; }

        public void OnPull()
        {
            Interpreter.Push(OutAt(0), Value);
            CompleteStage();
        }

        public void OnDownstreamFinish(Exception cause) => CompleteStage();
    }
}
