using Akka.Streams.Implementation;
using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Elements of several inlets as they come, one inlet before all others.</summary>
public sealed class MergePreferred<T> : GraphStage<MergePreferred<T>.MergePreferredShape>
{
    private readonly bool _eagerClose;

    /// <param name="secondaryPorts">The number of inlets beside the preferred one; at least 1.</param>
    /// <param name="eagerClose">Whether the first inlet to end ends the stream, not the last.</param>
    public MergePreferred(int secondaryPorts, bool eagerClose = false)
    {
        if (secondaryPorts < 1)
        {
            throw new ArgumentException("A MergePreferred must have more than 0 secondary input ports");
        }

        _eagerClose = eagerClose;
        Shape = new MergePreferredShape(secondaryPorts, "MergePreferred");
    }

    public override MergePreferredShape Shape { get; }

    public Inlet<T> Preferred => Shape.Preferred;

    public Outlet<T> Out => Shape.Out;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("MergePreferred");

    public Inlet<T> In(int id) => Shape.In(id);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    /// <summary>The inlets of a merge and the preferred one.</summary>
    public sealed class MergePreferredShape : UniformFanInShape<T, T>
    {
        private readonly int _secondaryPorts;

        public MergePreferredShape(int secondaryPorts, IInit init)
            : base(secondaryPorts, init)
        {
            _secondaryPorts = secondaryPorts;
            Preferred = NewInlet<T>("preferred");
        }

        public MergePreferredShape(int secondaryPorts, string name)
            : this(secondaryPorts, new InitName(name))
        {
        }

        public Inlet<T> Preferred { get; }

        protected override FanInShape<T> Construct(IInit init) => new MergePreferredShape(_secondaryPorts, init);
    }

    private sealed class Logic(MergePreferred<T> stage) : FanInLogic<T>(
        stage.Shape, [stage.Preferred, .. stage.Shape.Ins], stage.Out, stage._eagerClose)
    {
        private int _turn;

        protected override Inlet<T>? Choose()
        {
            if (IsAvailable(Ins[0])) return Ins[0];

            // The others take turns.
            for (var i = 1; i < Ins.Count; i++)
            {
                _turn = (_turn % (Ins.Count - 1)) + 1;
                if (IsAvailable(Ins[_turn])) return Ins[_turn];
            }

            return null;
        }
    }
}
