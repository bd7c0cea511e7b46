using Akka.Streams.Implementation;
using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>One element of each of 5 inlets, combined by a function.</summary>
public class ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TOut> : GraphStage<FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TOut>>
{
    public ZipWith(Func<TIn0, TIn1, TIn2, TIn3, TIn4, TOut> zipper)
    {
        Zipper = zipper;
        Shape = new FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TOut>("ZipWith");
    }

    public sealed override FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TOut> Shape { get; }

    public Func<TIn0, TIn1, TIn2, TIn3, TIn4, TOut> Zipper { get; }

    public Outlet<TOut> Out => Shape.Out;

    public Inlet<TIn0> In0 => Shape.In0;

    public Inlet<TIn1> In1 => Shape.In1;

    public Inlet<TIn2> In2 => Shape.In2;

    public Inlet<TIn3> In3 => Shape.In3;

    public Inlet<TIn4> In4 => Shape.In4;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("ZipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : ZipLogic<TOut>
    {
        private readonly ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TOut> _stage;

        internal Logic(ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TOut> stage) : base(stage.Shape, stage.Out)
        {
            _stage = stage;
            Add(stage.In0);
            Add(stage.In1);
            Add(stage.In2);
            Add(stage.In3);
            Add(stage.In4);
        }

        protected override TOut Zip() =>
            _stage.Zipper(Grab(_stage.In0), Grab(_stage.In1), Grab(_stage.In2), Grab(_stage.In3), Grab(_stage.In4));
    }
}

/// <summary>One element of each of 6 inlets, combined by a function.</summary>
public class ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TOut>
    : GraphStage<FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TOut>>
{
    public ZipWith(Func<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TOut> zipper)
    {
        Zipper = zipper;
        Shape = new FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TOut>("ZipWith");
    }

    public sealed override FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TOut> Shape { get; }

    public Func<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TOut> Zipper { get; }

    public Outlet<TOut> Out => Shape.Out;

    public Inlet<TIn0> In0 => Shape.In0;

    public Inlet<TIn1> In1 => Shape.In1;

    public Inlet<TIn2> In2 => Shape.In2;

    public Inlet<TIn3> In3 => Shape.In3;

    public Inlet<TIn4> In4 => Shape.In4;

    public Inlet<TIn5> In5 => Shape.In5;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("ZipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : ZipLogic<TOut>
    {
        private readonly ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TOut> _stage;

        internal Logic(ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TOut> stage) : base(stage.Shape, stage.Out)
        {
            _stage = stage;
            Add(stage.In0);
            Add(stage.In1);
            Add(stage.In2);
            Add(stage.In3);
            Add(stage.In4);
            Add(stage.In5);
        }

        protected override TOut Zip() =>
            _stage.Zipper(
                Grab(_stage.In0), Grab(_stage.In1), Grab(_stage.In2),
                Grab(_stage.In3), Grab(_stage.In4), Grab(_stage.In5));
    }
}

/// <summary>One element of each of 7 inlets, combined by a function.</summary>
public class ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TOut>
    : GraphStage<FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TOut>>
{
    public ZipWith(Func<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TOut> zipper)
    {
        Zipper = zipper;
        Shape = new FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TOut>("ZipWith");
    }

    public sealed override FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TOut> Shape { get; }

    public Func<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TOut> Zipper { get; }

    public Outlet<TOut> Out => Shape.Out;

    public Inlet<TIn0> In0 => Shape.In0;

    public Inlet<TIn1> In1 => Shape.In1;

    public Inlet<TIn2> In2 => Shape.In2;

    public Inlet<TIn3> In3 => Shape.In3;

    public Inlet<TIn4> In4 => Shape.In4;

    public Inlet<TIn5> In5 => Shape.In5;

    public Inlet<TIn6> In6 => Shape.In6;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("ZipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : ZipLogic<TOut>
    {
        private readonly ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TOut> _stage;

        internal Logic(ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TOut> stage) : base(stage.Shape, stage.Out)
        {
            _stage = stage;
            Add(stage.In0);
            Add(stage.In1);
            Add(stage.In2);
            Add(stage.In3);
            Add(stage.In4);
            Add(stage.In5);
            Add(stage.In6);
        }

        protected override TOut Zip() =>
            _stage.Zipper(
                Grab(_stage.In0), Grab(_stage.In1), Grab(_stage.In2),
                Grab(_stage.In3), Grab(_stage.In4), Grab(_stage.In5), Grab(_stage.In6));
    }
}

/// <summary>One element of each of 8 inlets, combined by a function.</summary>
public class ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TOut>
    : GraphStage<FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TOut>>
{
    public ZipWith(Func<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TOut> zipper)
    {
        Zipper = zipper;
        Shape = new FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TOut>("ZipWith");
    }

    public sealed override FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TOut> Shape { get; }

    public Func<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TOut> Zipper { get; }

    public Outlet<TOut> Out => Shape.Out;

    public Inlet<TIn0> In0 => Shape.In0;

    public Inlet<TIn1> In1 => Shape.In1;

    public Inlet<TIn2> In2 => Shape.In2;

    public Inlet<TIn3> In3 => Shape.In3;

    public Inlet<TIn4> In4 => Shape.In4;

    public Inlet<TIn5> In5 => Shape.In5;

    public Inlet<TIn6> In6 => Shape.In6;

    public Inlet<TIn7> In7 => Shape.In7;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("ZipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : ZipLogic<TOut>
    {
        private readonly ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TOut> _stage;

        internal Logic(ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TOut> stage)
            : base(stage.Shape, stage.Out)
        {
            _stage = stage;
            Add(stage.In0);
            Add(stage.In1);
            Add(stage.In2);
            Add(stage.In3);
            Add(stage.In4);
            Add(stage.In5);
            Add(stage.In6);
            Add(stage.In7);
        }

        protected override TOut Zip() =>
            _stage.Zipper(
                Grab(_stage.In0), Grab(_stage.In1), Grab(_stage.In2), Grab(_stage.In3),
                Grab(_stage.In4), Grab(_stage.In5), Grab(_stage.In6), Grab(_stage.In7));
    }
}

/// <summary>One element of each of 9 inlets, combined by a function.</summary>
public class ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TIn8, TOut>
    : GraphStage<FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TIn8, TOut>>
{
    public ZipWith(Func<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TIn8, TOut> zipper)
    {
        Zipper = zipper;
        Shape = new FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TIn8, TOut>("ZipWith");
    }

    public sealed override FanInShape<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TIn8, TOut> Shape { get; }

    public Func<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TIn8, TOut> Zipper { get; }

    public Outlet<TOut> Out => Shape.Out;

    public Inlet<TIn0> In0 => Shape.In0;

    public Inlet<TIn1> In1 => Shape.In1;

    public Inlet<TIn2> In2 => Shape.In2;

    public Inlet<TIn3> In3 => Shape.In3;

    public Inlet<TIn4> In4 => Shape.In4;

    public Inlet<TIn5> In5 => Shape.In5;

    public Inlet<TIn6> In6 => Shape.In6;

    public Inlet<TIn7> In7 => Shape.In7;

    public Inlet<TIn8> In8 => Shape.In8;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("ZipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : ZipLogic<TOut>
    {
        private readonly ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TIn8, TOut> _stage;

        internal Logic(ZipWith<TIn0, TIn1, TIn2, TIn3, TIn4, TIn5, TIn6, TIn7, TIn8, TOut> stage)
            : base(stage.Shape, stage.Out)
        {
            _stage = stage;
            Add(stage.In0);
            Add(stage.In1);
            Add(stage.In2);
            Add(stage.In3);
            Add(stage.In4);
            Add(stage.In5);
            Add(stage.In6);
            Add(stage.In7);
            Add(stage.In8);
        }

        protected override TOut Zip() =>
            _stage.Zipper(
                Grab(_stage.In0), Grab(_stage.In1), Grab(_stage.In2), Grab(_stage.In3),
                Grab(_stage.In4), Grab(_stage.In5), Grab(_stage.In6), Grab(_stage.In7), Grab(_stage.In8));
    }
}
