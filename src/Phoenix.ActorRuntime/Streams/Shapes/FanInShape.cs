using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>Several inlets, one outlet.</summary>
public abstract class FanInShape<TOut> : Shape
{
    private readonly string _name;
    private readonly IEnumerator<Inlet> _registered;
    private ImmutableArray<Inlet> _inlets = [];

    /// <param name="registered">The ports that <see cref="NewInlet{T}"/> hands out first, instead of new ones.</param>
    protected FanInShape(Outlet<TOut> outlet, IEnumerable<Inlet> registered, string name)
    {
        (Out, _name) = (outlet, name);
        Outlets = [outlet];
        _registered = registered.GetEnumerator();
    }

    protected FanInShape(IInit init)
        : this(init.Outlet, init.Inlets, init.Name)
    {
    }

    /// <summary>What the ports of a shape are made from.</summary>
    public interface IInit
    {
        Outlet<TOut> Outlet { get; }

        IEnumerable<Inlet> Inlets { get; }

        string Name { get; }
    }

    public Outlet<TOut> Out { get; }

    public override ImmutableArray<Inlet> Inlets => _inlets;

    public override ImmutableArray<Outlet> Outlets { get; }

    public override Shape DeepCopy() => Construct(new InitPorts(
        (Outlet<TOut>)Out.CarbonCopy(), [.. Inlets.Select(inlet => inlet.CarbonCopy())]));

    public sealed override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        CheckPorts(inlets, Inlets.Length, outlets, 1);
        return Construct(new InitPorts((Outlet<TOut>)outlets[0], inlets));
    }

    protected abstract FanInShape<TOut> Construct(IInit init);

    protected Inlet<T> NewInlet<T>(string name)
    {
        var inlet = _registered.MoveNext() ? Inlet.Create<T>(_registered.Current) : new Inlet<T>($"{_name}.{name}");
        _inlets = _inlets.Add(inlet);
        return inlet;
    }

    /// <summary>New ports named after the shape.</summary>
    public sealed class InitName(string name) : IInit
    {
        public Outlet<TOut> Outlet { get; } = new($"{name}.out");

        public IEnumerable<Inlet> Inlets => [];

        public string Name => name;
    }

    /// <summary>Ports that exist already.</summary>
    public sealed class InitPorts(Outlet<TOut> outlet, IEnumerable<Inlet> inlets) : IInit
    {
        public Outlet<TOut> Outlet => outlet;

        public IEnumerable<Inlet> Inlets => inlets;

        public string Name => "FanIn";
    }
}

/// <summary>Any number of inlets of one type, one outlet.</summary>
public class UniformFanInShape<TIn, TOut> : FanInShape<TOut>
{
    public readonly int N;

    public UniformFanInShape(int n)
        : this(n, new InitName("UniformFanIn"))
    {
    }

    public UniformFanInShape(int n, string name)
        : this(n, new InitName(name))
    {
    }

    public UniformFanInShape(Outlet<TOut> outlet, params Inlet<TIn>[] inlets)
        : this(inlets.Length, new InitPorts(outlet, inlets))
    {
    }

    public UniformFanInShape(int n, IInit init)
        : base(init)
    {
        N = n;
        Ins = [.. Enumerable.Range(0, n).Select(i => NewInlet<TIn>($"in{i}"))];
    }

    public IImmutableList<Inlet<TIn>> Ins { get; }

    public Inlet<TIn> In(int n) => Ins[n];

    protected override FanInShape<TOut> Construct(IInit init) => new UniformFanInShape<TIn, TOut>(N, init);
}

/// <summary>One inlet of its own type, any number of another, one outlet.</summary>
public class FanInShapeN<T0, T1, TOut> : FanInShape<TOut>
{
    public readonly int N;
    public readonly Inlet<T0> In0;
    public readonly ImmutableArray<Inlet<T1>> In1s;

    public FanInShapeN(int n)
        : this(n, new InitName("FanInShape1N"))
    {
    }

    public FanInShapeN(int n, string name)
        : this(n, new InitName(name))
    {
    }

    public FanInShapeN(Outlet<TOut> outlet, Inlet<T0> in0, params Inlet<T1>[] inlets)
        : this(inlets.Length, new InitPorts(outlet, [in0, .. inlets]))
    {
    }

    public FanInShapeN(int n, IInit init)
        : base(init)
    {
        N = n;
        In0 = NewInlet<T0>("in0");
        In1s = [.. Enumerable.Range(1, n).Select(i => NewInlet<T1>($"in{i}"))];
    }

    /// <param name="n">From 1 to <see cref="N"/>; the inlet 0 is <see cref="In0"/>.</param>
    public Inlet<T1> In(int n) => n > 0 && n <= N
        ? In1s[n - 1]
        : throw new ArgumentException($"{nameof(n)} must be > 0 and <= {N}.", nameof(n));

    protected override FanInShape<TOut> Construct(IInit init) => new FanInShapeN<T0, T1, TOut>(N, init);
}
