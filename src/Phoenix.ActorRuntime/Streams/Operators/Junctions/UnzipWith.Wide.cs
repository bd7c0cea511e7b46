using Akka.Streams.Implementation;
using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>5 elements out of each element in, one for each outlet, when all of them want one.</summary>
public class UnzipWith<TIn, T0, T1, T2, T3, T4> : GraphStage<FanOutShape<TIn, T0, T1, T2, T3, T4>>
{
    private readonly Func<TIn, (T0, T1, T2, T3, T4)> _unzipper;

    public UnzipWith(Func<TIn, (T0, T1, T2, T3, T4)> unzipper)
    {
        _unzipper = unzipper;
        Shape = new FanOutShape<TIn, T0, T1, T2, T3, T4>("UnzipWith");
    }

    public sealed override FanOutShape<TIn, T0, T1, T2, T3, T4> Shape { get; }

    public Inlet<TIn> In => Shape.In;

    public Outlet<T0> Out0 => Shape.Out0;

    public Outlet<T1> Out1 => Shape.Out1;

    public Outlet<T2> Out2 => Shape.Out2;

    public Outlet<T3> Out3 => Shape.Out3;

    public Outlet<T4> Out4 => Shape.Out4;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("UnzipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : UnzipLogic<TIn>
    {
        private readonly UnzipWith<TIn, T0, T1, T2, T3, T4> _stage;

        internal Logic(UnzipWith<TIn, T0, T1, T2, T3, T4> stage) : base(stage.Shape, stage.In)
        {
            _stage = stage;
            Add(stage.Out0);
            Add(stage.Out1);
            Add(stage.Out2);
            Add(stage.Out3);
            Add(stage.Out4);
        }

        protected override void Unzip(TIn element)
        {
            var parts = _stage._unzipper(element);
            PushTo(_stage.Out0, parts.Item1);
            PushTo(_stage.Out1, parts.Item2);
            PushTo(_stage.Out2, parts.Item3);
            PushTo(_stage.Out3, parts.Item4);
            PushTo(_stage.Out4, parts.Item5);
        }
    }
}

/// <summary>6 elements out of each element in, one for each outlet, when all of them want one.</summary>
public class UnzipWith<TIn, T0, T1, T2, T3, T4, T5> : GraphStage<FanOutShape<TIn, T0, T1, T2, T3, T4, T5>>
{
    private readonly Func<TIn, (T0, T1, T2, T3, T4, T5)> _unzipper;

    public UnzipWith(Func<TIn, (T0, T1, T2, T3, T4, T5)> unzipper)
    {
        _unzipper = unzipper;
        Shape = new FanOutShape<TIn, T0, T1, T2, T3, T4, T5>("UnzipWith");
    }

    public sealed override FanOutShape<TIn, T0, T1, T2, T3, T4, T5> Shape { get; }

    public Inlet<TIn> In => Shape.In;

    public Outlet<T0> Out0 => Shape.Out0;

    public Outlet<T1> Out1 => Shape.Out1;

    public Outlet<T2> Out2 => Shape.Out2;

    public Outlet<T3> Out3 => Shape.Out3;

    public Outlet<T4> Out4 => Shape.Out4;

    public Outlet<T5> Out5 => Shape.Out5;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("UnzipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : UnzipLogic<TIn>
    {
        private readonly UnzipWith<TIn, T0, T1, T2, T3, T4, T5> _stage;

        internal Logic(UnzipWith<TIn, T0, T1, T2, T3, T4, T5> stage) : base(stage.Shape, stage.In)
        {
            _stage = stage;
            Add(stage.Out0);
            Add(stage.Out1);
            Add(stage.Out2);
            Add(stage.Out3);
            Add(stage.Out4);
            Add(stage.Out5);
        }

        protected override void Unzip(TIn element)
        {
            var parts = _stage._unzipper(element);
            PushTo(_stage.Out0, parts.Item1);
            PushTo(_stage.Out1, parts.Item2);
            PushTo(_stage.Out2, parts.Item3);
            PushTo(_stage.Out3, parts.Item4);
            PushTo(_stage.Out4, parts.Item5);
            PushTo(_stage.Out5, parts.Item6);
        }
    }
}

/// <summary>7 elements out of each element in, one for each outlet, when all of them want one.</summary>
public class UnzipWith<TIn, T0, T1, T2, T3, T4, T5, T6> : GraphStage<FanOutShape<TIn, T0, T1, T2, T3, T4, T5, T6>>
{
    private readonly Func<TIn, (T0, T1, T2, T3, T4, T5, T6)> _unzipper;

    public UnzipWith(Func<TIn, (T0, T1, T2, T3, T4, T5, T6)> unzipper)
    {
        _unzipper = unzipper;
        Shape = new FanOutShape<TIn, T0, T1, T2, T3, T4, T5, T6>("UnzipWith");
    }

    public sealed override FanOutShape<TIn, T0, T1, T2, T3, T4, T5, T6> Shape { get; }

    public Inlet<TIn> In => Shape.In;

    public Outlet<T0> Out0 => Shape.Out0;

    public Outlet<T1> Out1 => Shape.Out1;

    public Outlet<T2> Out2 => Shape.Out2;

    public Outlet<T3> Out3 => Shape.Out3;

    public Outlet<T4> Out4 => Shape.Out4;

    public Outlet<T5> Out5 => Shape.Out5;

    public Outlet<T6> Out6 => Shape.Out6;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("UnzipWith");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : UnzipLogic<TIn>
    {
        private readonly UnzipWith<TIn, T0, T1, T2, T3, T4, T5, T6> _stage;

        internal Logic(UnzipWith<TIn, T0, T1, T2, T3, T4, T5, T6> stage) : base(stage.Shape, stage.In)
        {
            _stage = stage;
            Add(stage.Out0);
            Add(stage.Out1);
            Add(stage.Out2);
            Add(stage.Out3);
            Add(stage.Out4);
            Add(stage.Out5);
            Add(stage.Out6);
        }

        protected override void Unzip(TIn element)
        {
            var parts = _stage._unzipper(element);
            PushTo(_stage.Out0, parts.Item1);
            PushTo(_stage.Out1, parts.Item2);
            PushTo(_stage.Out2, parts.Item3);
            PushTo(_stage.Out3, parts.Item4);
            PushTo(_stage.Out4, parts.Item5);
            PushTo(_stage.Out5, parts.Item6);
            PushTo(_stage.Out6, parts.Item7);
        }
    }
}
