using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>One inlet, several outlets.</summary>
public abstract class FanOutShape<TIn> : Shape
{
    private readonly string _name;
    private readonly IEnumerator<Outlet> _registered;
    private ImmutableArray<Outlet> _outlets = [];

    /// <param name="registered">The ports that <see cref="NewOutlet{T}"/> hands out first, instead of new ones.</param>
    protected FanOutShape(Inlet<TIn> inlet, IEnumerable<Outlet> registered, string name)
    {
        (In, _name) = (inlet, name);
        Inlets = [inlet];
        _registered = registered.GetEnumerator();
    }

    protected FanOutShape(IInit init)
        : this(init.Inlet, init.Outlets, init.Name)
    {
    }

    /// <summary>What the ports of a shape are made from.</summary>
    public interface IInit
    {
        Inlet<TIn> Inlet { get; }

        IEnumerable<Outlet> Outlets { get; }

        string Name { get; }
    }

    public Inlet<TIn> In { get; }

    public override ImmutableArray<Inlet> Inlets { get; }

    public override ImmutableArray<Outlet> Outlets => _outlets;

    public override Shape DeepCopy() => Construct(new InitPorts(
        (Inlet<TIn>)In.CarbonCopy(), [.. Outlets.Select(outlet => outlet.CarbonCopy())]));

    public sealed override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        CheckPorts(inlets, 1, outlets, Outlets.Length);
        return Construct(new InitPorts((Inlet<TIn>)inlets[0], outlets));
    }

    protected abstract FanOutShape<TIn> Construct(IInit init);

    protected Outlet<T> NewOutlet<T>(string name)
    {
        var outlet = _registered.MoveNext()
            ? Outlet.Create<T>(_registered.Current)
            : new Outlet<T>($"{_name}.{name}");
        _outlets = _outlets.Add(outlet);
        return outlet;
    }

    /// <summary>New ports named after the shape.</summary>
    public sealed class InitName(string name) : IInit
    {
        public Inlet<TIn> Inlet { get; } = new($"{name}.in");

        public IEnumerable<Outlet> Outlets => [];

        public string Name => name;
    }

    /// <summary>Ports that exist already.</summary>
    public sealed class InitPorts(Inlet<TIn> inlet, IEnumerable<Outlet> outlets) : IInit
    {
        public Inlet<TIn> Inlet => inlet;

        public IEnumerable<Outlet> Outlets => outlets;

        public string Name => "FanOut";
    }
}

/// <summary>One inlet, any number of outlets of one type.</summary>
public class UniformFanOutShape<TIn, TOut> : FanOutShape<TIn>
{
    private readonly int _n;

    public UniformFanOutShape(int n)
        : this(n, new InitName("UniformFanOut"))
    {
    }

    public UniformFanOutShape(int n, string name)
        : this(n, new InitName(name))
    {
    }

    public UniformFanOutShape(Inlet<TIn> inlet, params Outlet<TOut>[] outlets)
        : this(outlets.Length, new InitPorts(inlet, outlets))
    {
    }

    public UniformFanOutShape(int n, IInit init)
        : base(init)
    {
        _n = n;
        Outs = [.. Enumerable.Range(0, n).Select(i => NewOutlet<TOut>($"out{i}"))];
    }

    public IImmutableList<Outlet<TOut>> Outs { get; }

    public Outlet<TOut> Out(int n) => Outs[n];

    protected override FanOutShape<TIn> Construct(IInit init) => new UniformFanOutShape<TIn, TOut>(_n, init);
}
