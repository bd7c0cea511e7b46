using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>Makes sources.</summary>
public static partial class Source
{
    public static Source<T, TMat> FromGraph<T, TMat>(IGraph<SourceShape<T>, TMat> source) =>
        source as Source<T, TMat> ?? new Source<T, TMat>(source.Module);

    /// <summary>A shape with an outlet of that name.</summary>
    public static SourceShape<T> Shape<T>(string name) => new(new Outlet<T>($"{name}.out"));
}

/// <summary>Makes sinks.</summary>
public static partial class Sink
{
    public static Sink<TIn, TMat> FromGraph<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) => Wrap(graph);

    public static Sink<TIn, TMat> Wrap<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) =>
        graph as Sink<TIn, TMat> ?? new Sink<TIn, TMat>(graph.Module);

    /// <summary>A shape with an inlet of that name.</summary>
    public static SinkShape<T> Shape<T>(string name) => new(new Inlet<T>($"{name}.in"));
}

/// <summary>Makes flows.</summary>
public static partial class Flow
{
    public static Flow<TIn, TOut, TMat> FromGraph<TIn, TOut, TMat>(IGraph<FlowShape<TIn, TOut>, TMat> graph) =>
        graph as Flow<TIn, TOut, TMat> ?? new Flow<TIn, TOut, TMat>(graph.Module);

    /// <summary>The flow that lets everything pass.</summary>
    public static Flow<T, T, NotUsed> Create<T>() => Create<T, NotUsed>();

    public static Flow<T, T, TMat> Create<T, TMat>() => new(PassThrough<T>.Instance.Module);

    public static Flow<T, T, NotUsed> Identity<T>() => Create<T>();

    public static Flow<T, T, TMat> Identity<T, TMat>() => Create<T, TMat>();
}
