using Akka.Streams.Implementation;
using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>The keys to one outlet, the values to the other.</summary>
public sealed class UnZip<T1, T2> : UnzipWith<KeyValuePair<T1, T2>, T1, T2>
{
    public UnZip()
        : base(pair => (pair.Key, pair.Value))
    {
    }

    public override string ToString() => "Unzip";
}

/// <summary>2 elements out of each element in, one for each outlet, when all of them want one.</summary>
public class UnzipWith<TIn, T0, T1> : GraphStage<FanOutShape<TIn, T0, T1>>
{
    private readonly Func<TIn, (T0, T1)> _unzipper;

    public UnzipWith(Func<TIn, (T0, T1)> unzipper)
    {
        _unzipper = unzipper;
        Shape = new FanOutShape<TIn, T0, T1>("UnzipWith");
    }

    public sealed override FanOutShape<TIn, T0, T1> Shape { get; }

    public Inlet<TIn> In => Shape.In;

    public Outlet<T0> Out0 => Shape.Out0;

    public Outlet<T1> Out1 => Shape.Out1;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("UnzipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : UnzipLogic<TIn>
    {
        private readonly UnzipWith<TIn, T0, T1> _stage;

        internal Logic(UnzipWith<TIn, T0, T1> stage) : base(stage.Shape, stage.In)
        {
            _stage = stage;
            Add(stage.Out0);
            Add(stage.Out1);
        }

        protected override void Unzip(TIn element)
        {
            var parts = _stage._unzipper(element);
            PushTo(_stage.Out0, parts.Item1);
            PushTo(_stage.Out1, parts.Item2);
        }
    }
}

/// <summary>3 elements out of each element in, one for each outlet, when all of them want one.</summary>
public class UnzipWith<TIn, T0, T1, T2> : GraphStage<FanOutShape<TIn, T0, T1, T2>>
{
    private readonly Func<TIn, (T0, T1, T2)> _unzipper;

    public UnzipWith(Func<TIn, (T0, T1, T2)> unzipper)
    {
        _unzipper = unzipper;
        Shape = new FanOutShape<TIn, T0, T1, T2>("UnzipWith");
    }

    public sealed override FanOutShape<TIn, T0, T1, T2> Shape { get; }

    public Inlet<TIn> In => Shape.In;

    public Outlet<T0> Out0 => Shape.Out0;

    public Outlet<T1> Out1 => Shape.Out1;

    public Outlet<T2> Out2 => Shape.Out2;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("UnzipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : UnzipLogic<TIn>
    {
        private readonly UnzipWith<TIn, T0, T1, T2> _stage;

        internal Logic(UnzipWith<TIn, T0, T1, T2> stage) : base(stage.Shape, stage.In)
        {
            _stage = stage;
            Add(stage.Out0);
            Add(stage.Out1);
            Add(stage.Out2);
        }

        protected override void Unzip(TIn element)
        {
            var parts = _stage._unzipper(element);
            PushTo(_stage.Out0, parts.Item1);
            PushTo(_stage.Out1, parts.Item2);
            PushTo(_stage.Out2, parts.Item3);
        }
    }
}

/// <summary>4 elements out of each element in, one for each outlet, when all of them want one.</summary>
public class UnzipWith<TIn, T0, T1, T2, T3> : GraphStage<FanOutShape<TIn, T0, T1, T2, T3>>
{
    private readonly Func<TIn, (T0, T1, T2, T3)> _unzipper;

    public UnzipWith(Func<TIn, (T0, T1, T2, T3)> unzipper)
    {
        _unzipper = unzipper;
        Shape = new FanOutShape<TIn, T0, T1, T2, T3>("UnzipWith");
    }

    public sealed override FanOutShape<TIn, T0, T1, T2, T3> Shape { get; }

    public Inlet<TIn> In => Shape.In;

    public Outlet<T0> Out0 => Shape.Out0;

    public Outlet<T1> Out1 => Shape.Out1;

    public Outlet<T2> Out2 => Shape.Out2;

    public Outlet<T3> Out3 => Shape.Out3;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("UnzipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : UnzipLogic<TIn>
    {
        private readonly UnzipWith<TIn, T0, T1, T2, T3> _stage;

        internal Logic(UnzipWith<TIn, T0, T1, T2, T3> stage) : base(stage.Shape, stage.In)
        {
            _stage = stage;
            Add(stage.Out0);
            Add(stage.Out1);
            Add(stage.Out2);
            Add(stage.Out3);
        }

        protected override void Unzip(TIn element)
        {
            var parts = _stage._unzipper(element);
            PushTo(_stage.Out0, parts.Item1);
            PushTo(_stage.Out1, parts.Item2);
            PushTo(_stage.Out2, parts.Item3);
            PushTo(_stage.Out3, parts.Item4);
        }
    }
}
