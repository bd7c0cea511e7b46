using System.Collections.Immutable;
using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Makes junctions that give one element of each inlet as a list.</summary>
public static class ZipN
{
    public static IGraph<UniformFanInShape<T, IImmutableList<T>>> Create<T>(int n) => new ZipN<T>(n);
}

/// <summary>One element of each inlet, as a list.</summary>
public sealed class ZipN<T> : ZipWithN<T, IImmutableList<T>>
{
    public ZipN(int n)
        : base(elements => elements, n)
    {
    }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("ZipN");

    public override string ToString() => "ZipN";
}

/// <summary>Makes junctions that combine one element of each inlet.</summary>
public static class ZipWithN
{
    public static IGraph<UniformFanInShape<TIn, TOut>> Create<TIn, TOut>(
        Func<IImmutableList<TIn>, TOut> zipper, int n) => new ZipWithN<TIn, TOut>(zipper, n);
}

/// <summary>One element of each inlet, combined by a function.</summary>
public class ZipWithN<TIn, TOut> : GraphStage<UniformFanInShape<TIn, TOut>>
{
    private readonly Func<IImmutableList<TIn>, TOut> _zipper;

    public ZipWithN(Func<IImmutableList<TIn>, TOut> zipper, int n)
    {
        _zipper = zipper;
        Shape = new UniformFanInShape<TIn, TOut>(n, "ZipWithN");
    }

    public override UniformFanInShape<TIn, TOut> Shape { get; }

    public IImmutableList<Inlet<TIn>> Inlets => Shape.Ins;

    public Outlet<TOut> Out => Shape.Out;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("ZipWithN");

    public Inlet<TIn> In(int i) => Shape.In(i);

    public override string ToString() => "ZipWithN";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : Implementation.ZipLogic<TOut>
    {
        private readonly ZipWithN<TIn, TOut> _stage;

        internal Logic(ZipWithN<TIn, TOut> stage) : base(stage.Shape, stage.Out)
        {
            _stage = stage;
            foreach (var inlet in stage.Inlets) Add(inlet);
        }

        protected override TOut Zip() => _stage._zipper([.. _stage.Inlets.Select(Grab)]);
    }
}
