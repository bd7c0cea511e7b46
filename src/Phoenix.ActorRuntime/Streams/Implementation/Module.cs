using System.Runtime.CompilerServices;
using Akka.Streams.Stage;
using Reactive.Streams;

namespace Akka.Streams.Implementation;

/// <summary>A piece of a blueprint, as the materializer sees it.</summary>
public interface IModule : IComparable<IModule>
{
    Shape Shape { get; }

    Attributes Attributes { get; }

    /// <summary>The same piece with other attributes.</summary>
    IModule WithAttributes(Attributes attributes);
}

/// <summary>The base of all pieces.</summary>
public abstract class Module : IModule
{
    public abstract Shape Shape { get; }

    public abstract Attributes Attributes { get; }

    public abstract IModule WithAttributes(Attributes attributes);

    /// <summary>An arbitrary but fixed order, by identity.</summary>
    public int CompareTo(IModule? other) =>
        RuntimeHelpers.GetHashCode(this).CompareTo(RuntimeHelpers.GetHashCode(other));
}

/// <summary>A piece that is not made of others.</summary>
public abstract class AtomicModule : Module;

/// <summary>A source that is a publisher of Reactive Streams, made anew by every materialization.</summary>
public abstract class SourceModule<TOut, TMat> : AtomicModule, IBoundaryModule
{
    private readonly SourceShape<TOut> _shape;

    protected SourceModule(SourceShape<TOut> shape) => _shape = shape;

    public override Shape Shape => _shape;

    protected virtual string Label => GetType().Name;

    public abstract IPublisher<TOut> Create(MaterializationContext context, out TMat materializer);

    public sealed override string ToString() => Label;

    GraphStageLogic IBoundaryModule.CreateBoundary(MaterializationContext context, out object? materialized)
    {
        var publisher = Create(context, out var value);
        materialized = value;
        return new InputBoundary(
            context.EffectiveAttributes,
            boundary => publisher.Subscribe(new BoundarySubscriber<TOut>(boundary)));
    }

    protected abstract SourceModule<TOut, TMat> NewInstance(SourceShape<TOut> shape);

    /// <summary>The shape under the name that the attributes give it.</summary>
    protected SourceShape<TOut> AmendShape(Attributes attributes)
    {
        var given = attributes.GetNameOrDefault(null!);
        return given is null || string.Equals(given, Attributes.GetNameOrDefault(null!), StringComparison.Ordinal)
            ? _shape
            : new SourceShape<TOut>(new Outlet<TOut>($"{given}.out"));
    }
}

/// <summary>A sink that is a subscriber, or the materialized publisher, of Reactive Streams, made anew by every
/// materialization.</summary>
public abstract class SinkModule<TIn, TMat> : AtomicModule, IBoundaryModule
{
    private readonly SinkShape<TIn> _shape;

    protected SinkModule(SinkShape<TIn> shape) => _shape = shape;

    public override Shape Shape => _shape;

    protected virtual string Label => GetType().Name;

    /// <returns>The subscriber.</returns>
    public abstract object Create(MaterializationContext context, out TMat materializer);

    public sealed override string ToString() => Label;

    GraphStageLogic IBoundaryModule.CreateBoundary(MaterializationContext context, out object? materialized)
    {
        var subscriber = (ISubscriber<TIn>)Create(context, out var value);
        materialized = value;
        return new OutputBoundary(
            context.EffectiveAttributes, boundary => boundary.Accept(new OutsideSubscriber<TIn>(subscriber)));
    }

    protected abstract SinkModule<TIn, TMat> NewInstance(SinkShape<TIn> shape);

    /// <summary>The shape under the name that the attributes give it.</summary>
    protected SinkShape<TIn> AmendShape(Attributes attrs)
    {
        var given = attrs.GetNameOrDefault(null!);
        return given is null || string.Equals(given, Attributes.GetNameOrDefault(null!), StringComparison.Ordinal)
            ? _shape
            : new SinkShape<TIn>(new Inlet<TIn>($"{given}.in"));
    }
}
