using Akka.Streams.Implementation;
using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Makes junctions that combine one element of each inlet by a function.</summary>
public sealed class ZipWith
{
    public static readonly ZipWith Instance = new();

    private ZipWith()
    {
    }

    public static ZipWith<TIn0, TIn1, TOut> Apply<TIn0, TIn1, TOut>(
        Func<TIn0, TIn1, TOut> zipper) => new(zipper);

    public static ZipWith<TIn0, TIn1, TIn2, TOut> Apply<TIn0, TIn1, TIn2, TOut>(
        Func<TIn0, TIn1, TIn2, TOut> zipper) => new(zipper);

    public static ZipWith<TIn0, TIn1, TIn2, TIn3, TOut> Apply<TIn0, TIn1, TIn2, TIn3, TOut>(
        Func<TIn0, TIn1, TIn2, TIn3, TOut> zipper) => new(zipper);

    public static ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TOut> Apply<TIn0, TIn1, TIn2, TIn3, TIn4, TOut>(
        Func<TIn0, TIn1, TIn2, TIn3, TIn4, TOut> zipper) => new(zipper);

    public static ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TOut> Apply<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TOut>(
        Func<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TOut> zipper) => new(zipper);

    public static ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TOut> Apply<
        TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TOut>(
        Func<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TOut> zipper) => new(zipper);

    public static ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TOut> Apply<
        TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TOut>(
        Func<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TOut> zipper) => new(zipper);

    public static ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TIn8, TOut> Apply<
        TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TIn8, TOut>(
        Func<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TIn8, TOut> zipper) => new(zipper);
}

/// <summary>One element of each of two inlets, as a pair.</summary>
public sealed class Zip<T1, T2> : ZipWith<T1, T2, (T1, T2)>
{
    public Zip()
        : base((left, right) => (left, right))
    {
    }

    public override string ToString() => "Zip";
}

/// <summary>One element of each of 2 inlets, combined by a function.</summary>
public class ZipWith<TIn0, TIn1, TOut> : GraphStage<FanInShape<TIn0, TIn1, TOut>>
{
    public ZipWith(Func<TIn0, TIn1, TOut> zipper)
    {
        Zipper = zipper;
        Shape = new FanInShape<TIn0, TIn1, TOut>("ZipWith");
    }

    public sealed override FanInShape<TIn0, TIn1, TOut> Shape { get; }

    public Func<TIn0, TIn1, TOut> Zipper { get; }

    public Outlet<TOut> Out => Shape.Out;

    public Inlet<TIn0> In0 => Shape.In0;

    public Inlet<TIn1> In1 => Shape.In1;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("ZipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : ZipLogic<TOut>
    {
        private readonly ZipWith<TIn0, TIn1, TOut> _stage;

        internal Logic(ZipWith<TIn0, TIn1, TOut> stage) : base(stage.Shape, stage.Out)
        {
            _stage = stage;
            Add(stage.In0);
            Add(stage.In1);
        }

        protected override TOut Zip() =>
            _stage.Zipper(Grab(_stage.In0), Grab(_stage.In1));
    }
}

/// <summary>One element of each of 3 inlets, combined by a function.</summary>
public class ZipWith<TIn0, TIn1, TIn2, TOut> : GraphStage<FanInShape<TIn0, TIn1, TIn2, TOut>>
{
    public ZipWith(Func<TIn0, TIn1, TIn2, TOut> zipper)
    {
        Zipper = zipper;
        Shape = new FanInShape<TIn0, TIn1, TIn2, TOut>("ZipWith");
    }

    public sealed override FanInShape<TIn0, TIn1, TIn2, TOut> Shape { get; }

    public Func<TIn0, TIn1, TIn2, TOut> Zipper { get; }

    public Outlet<TOut> Out => Shape.Out;

    public Inlet<TIn0> In0 => Shape.In0;

    public Inlet<TIn1> In1 => Shape.In1;

    public Inlet<TIn2> In2 => Shape.In2;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("ZipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : ZipLogic<TOut>
    {
        private readonly ZipWith<TIn0, TIn1, TIn2, TOut> _stage;

        internal Logic(ZipWith<TIn0, TIn1, TIn2, TOut> stage) : base(stage.Shape, stage.Out)
        {
            _stage = stage;
            Add(stage.In0);
            Add(stage.In1);
            Add(stage.In2);
        }

        protected override TOut Zip() =>
            _stage.Zipper(Grab(_stage.In0), Grab(_stage.In1), Grab(_stage.In2));
    }
}

/// <summary>One element of each of 4 inlets, combined by a function.</summary>
public class ZipWith<TIn0, TIn1, TIn2, TIn3, TOut> : GraphStage<FanInShape<TIn0, TIn1, TIn2, TIn3, TOut>>
{
    public ZipWith(Func<TIn0, TIn1, TIn2, TIn3, TOut> zipper)
    {
        Zipper = zipper;
        Shape = new FanInShape<TIn0, TIn1, TIn2, TIn3, TOut>("ZipWith");
    }

    public sealed override FanInShape<TIn0, TIn1, TIn2, TIn3, TOut> Shape { get; }

    public Func<TIn0, TIn1, TIn2, TIn3, TOut> Zipper { get; }

    public Outlet<TOut> Out => Shape.Out;

    public Inlet<TIn0> In0 => Shape.In0;

    public Inlet<TIn1> In1 => Shape.In1;

    public Inlet<TIn2> In2 => Shape.In2;

    public Inlet<TIn3> In3 => Shape.In3;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("ZipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : ZipLogic<TOut>
    {
        private readonly ZipWith<TIn0, TIn1, TIn2, TIn3, TOut> _stage;

        internal Logic(ZipWith<TIn0, TIn1, TIn2, TIn3, TOut> stage) : base(stage.Shape, stage.Out)
        {
            _stage = stage;
            Add(stage.In0);
            Add(stage.In1);
            Add(stage.In2);
            Add(stage.In3);
        }

        protected override TOut Zip() =>
            _stage.Zipper(Grab(_stage.In0), Grab(_stage.In1), Grab(_stage.In2), Grab(_stage.In3));
    }
}
