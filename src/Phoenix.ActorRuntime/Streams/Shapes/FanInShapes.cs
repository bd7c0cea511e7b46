namespace Akka.Streams;

/// <summary>Two inlets of their own types, one outlet.</summary>
public class FanInShape<T0, T1, TOut> : FanInShape<TOut>
{
    public readonly Inlet<T0> In0;
    public readonly Inlet<T1> In1;

    public FanInShape(string name)
        : this(new InitName(name))
    {
    }

    public FanInShape(IInit init)
        : base(init) =>
        (In0, In1) =
        (NewInlet<T0>("in0"), NewInlet<T1>("in1"));

    public FanInShape(
        Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1)
        : this(new InitPorts(outlet, [in0, in1]))
    {
    }

    protected override FanInShape<TOut> Construct(IInit init) => new FanInShape<T0, T1, TOut>(init);
}

/// <summary>Three inlets of their own types, one outlet.</summary>
public class FanInShape<T0, T1, T2, TOut> : FanInShape<TOut>
{
    public readonly Inlet<T0> In0;
    public readonly Inlet<T1> In1;
    public readonly Inlet<T2> In2;

    public FanInShape(string name)
        : this(new InitName(name))
    {
    }

    public FanInShape(IInit init)
        : base(init) =>
        (In0, In1, In2) =
        (NewInlet<T0>("in0"), NewInlet<T1>("in1"), NewInlet<T2>("in2"));

    public FanInShape(
        Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2)
        : this(new InitPorts(outlet, [in0, in1, in2]))
    {
    }

    protected override FanInShape<TOut> Construct(IInit init) => new FanInShape<T0, T1, T2, TOut>(init);
}

/// <summary>Four inlets of their own types, one outlet.</summary>
public class FanInShape<T0, T1, T2, T3, TOut> : FanInShape<TOut>
{
    public readonly Inlet<T0> In0;
    public readonly Inlet<T1> In1;
    public readonly Inlet<T2> In2;
    public readonly Inlet<T3> In3;

    public FanInShape(string name)
        : this(new InitName(name))
    {
    }

    public FanInShape(IInit init)
        : base(init) =>
        (In0, In1, In2, In3) =
        (NewInlet<T0>("in0"), NewInlet<T1>("in1"), NewInlet<T2>("in2"),
         NewInlet<T3>("in3"));

    public FanInShape(
        Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2, Inlet<T3> in3)
        : this(new InitPorts(outlet, [in0, in1, in2, in3]))
    {
    }

    protected override FanInShape<TOut> Construct(IInit init) => new FanInShape<T0, T1, T2, T3, TOut>(init);
}

/// <summary>Five inlets of their own types, one outlet.</summary>
public class FanInShape<T0, T1, T2, T3, T4, TOut> : FanInShape<TOut>
{
    public readonly Inlet<T0> In0;
    public readonly Inlet<T1> In1;
    public readonly Inlet<T2> In2;
    public readonly Inlet<T3> In3;
    public readonly Inlet<T4> In4;

    public FanInShape(string name)
        : this(new InitName(name))
    {
    }

    public FanInShape(IInit init)
        : base(init) =>
        (In0, In1, In2, In3, In4) =
        (NewInlet<T0>("in0"), NewInlet<T1>("in1"), NewInlet<T2>("in2"),
         NewInlet<T3>("in3"), NewInlet<T4>("in4"));

    public FanInShape(
        Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2, Inlet<T3> in3, Inlet<T4> in4)
        : this(new InitPorts(outlet, [in0, in1, in2, in3, in4]))
    {
    }

    protected override FanInShape<TOut> Construct(IInit init) => new FanInShape<T0, T1, T2, T3, T4, TOut>(init);
}

/// <summary>Six inlets of their own types, one outlet.</summary>
public class FanInShape<T0, T1, T2, T3, T4, T5, TOut> : FanInShape<TOut>
{
    public readonly Inlet<T0> In0;
    public readonly Inlet<T1> In1;
    public readonly Inlet<T2> In2;
    public readonly Inlet<T3> In3;
    public readonly Inlet<T4> In4;
    public readonly Inlet<T5> In5;

    public FanInShape(string name)
        : this(new InitName(name))
    {
    }

    public FanInShape(IInit init)
        : base(init) =>
        (In0, In1, In2, In3, In4, In5) =
        (NewInlet<T0>("in0"), NewInlet<T1>("in1"), NewInlet<T2>("in2"),
         NewInlet<T3>("in3"), NewInlet<T4>("in4"), NewInlet<T5>("in5"));

    public FanInShape(
        Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2, Inlet<T3> in3, Inlet<T4> in4,
        Inlet<T5> in5)
        : this(new InitPorts(outlet, [in0, in1, in2, in3, in4, in5]))
    {
    }

    protected override FanInShape<TOut> Construct(IInit init) => new FanInShape<T0, T1, T2, T3, T4, T5, TOut>(init);
}

/// <summary>Seven inlets of their own types, one outlet.</summary>
public class FanInShape<T0, T1, T2, T3, T4, T5, T6, TOut> : FanInShape<TOut>
{
    public readonly Inlet<T0> In0;
    public readonly Inlet<T1> In1;
    public readonly Inlet<T2> In2;
    public readonly Inlet<T3> In3;
    public readonly Inlet<T4> In4;
    public readonly Inlet<T5> In5;
    public readonly Inlet<T6> In6;

    public FanInShape(string name)
        : this(new InitName(name))
    {
    }

    public FanInShape(IInit init)
        : base(init) =>
        (In0, In1, In2, In3, In4, In5, In6) =
        (NewInlet<T0>("in0"), NewInlet<T1>("in1"), NewInlet<T2>("in2"),
         NewInlet<T3>("in3"), NewInlet<T4>("in4"), NewInlet<T5>("in5"),
         NewInlet<T6>("in6"));

    public FanInShape(
        Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2, Inlet<T3> in3, Inlet<T4> in4,
        Inlet<T5> in5, Inlet<T6> in6)
        : this(new InitPorts(outlet, [in0, in1, in2, in3, in4, in5, in6]))
    {
    }

    protected override FanInShape<TOut> Construct(IInit init) => new FanInShape<T0, T1, T2, T3, T4, T5, T6, TOut>(init);
}

/// <summary>Eight inlets of their own types, one outlet.</summary>
public class FanInShape<T0, T1, T2, T3, T4, T5, T6, T7, TOut> : FanInShape<TOut>
{
    public readonly Inlet<T0> In0;
    public readonly Inlet<T1> In1;
    public readonly Inlet<T2> In2;
    public readonly Inlet<T3> In3;
    public readonly Inlet<T4> In4;
    public readonly Inlet<T5> In5;
    public readonly Inlet<T6> In6;
    public readonly Inlet<T7> In7;

    public FanInShape(string name)
        : this(new InitName(name))
    {
    }

    public FanInShape(IInit init)
        : base(init) =>
        (In0, In1, In2, In3, In4, In5, In6, In7) =
        (NewInlet<T0>("in0"), NewInlet<T1>("in1"), NewInlet<T2>("in2"),
         NewInlet<T3>("in3"), NewInlet<T4>("in4"), NewInlet<T5>("in5"),
         NewInlet<T6>("in6"), NewInlet<T7>("in7"));

    public FanInShape(
        Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2, Inlet<T3> in3, Inlet<T4> in4,
        Inlet<T5> in5, Inlet<T6> in6, Inlet<T7> in7)
        : this(new InitPorts(outlet, [in0, in1, in2, in3, in4, in5, in6, in7]))
    {
    }

    protected override FanInShape<TOut> Construct(IInit init) =>
        new FanInShape<T0, T1, T2, T3, T4, T5, T6, T7, TOut>(init);
}

/// <summary>Nine inlets of their own types, one outlet.</summary>
public class FanInShape<T0, T1, T2, T3, T4, T5, T6, T7, T8, TOut> : FanInShape<TOut>
{
    public readonly Inlet<T0> In0;
    public readonly Inlet<T1> In1;
    public readonly Inlet<T2> In2;
    public readonly Inlet<T3> In3;
    public readonly Inlet<T4> In4;
    public readonly Inlet<T5> In5;
    public readonly Inlet<T6> In6;
    public readonly Inlet<T7> In7;
    public readonly Inlet<T8> In8;

    public FanInShape(string name)
        : this(new InitName(name))
    {
    }

    public FanInShape(IInit init)
        : base(init) =>
        (In0, In1, In2, In3, In4, In5, In6, In7, In8) =
        (NewInlet<T0>("in0"), NewInlet<T1>("in1"), NewInlet<T2>("in2"),
         NewInlet<T3>("in3"), NewInlet<T4>("in4"), NewInlet<T5>("in5"),
         NewInlet<T6>("in6"), NewInlet<T7>("in7"), NewInlet<T8>("in8"));

    public FanInShape(
        Outlet<TOut> outlet, Inlet<T0> in0, Inlet<T1> in1, Inlet<T2> in2, Inlet<T3> in3, Inlet<T4> in4,
        Inlet<T5> in5, Inlet<T6> in6, Inlet<T7> in7, Inlet<T8> in8)
        : this(new InitPorts(outlet, [in0, in1, in2, in3, in4, in5, in6, in7, in8]))
    {
    }

    protected override FanInShape<TOut> Construct(IInit init) =>
        new FanInShape<T0, T1, T2, T3, T4, T5, T6, T7, T8, TOut>(init);
}
