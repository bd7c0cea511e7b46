using Akka.Streams.Implementation;
using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Elements of several inlets as they come; of those that have one, each is as likely as its
/// priority.</summary>
public sealed class MergePrioritized<T> : GraphStage<UniformFanInShape<T, T>>
{
    private readonly int[] _priorities;
    private readonly bool _eagerComplete;

    /// <param name="priorities">One for each inlet; above 0.</param>
    /// <param name="eagerComplete">Whether the first inlet to end ends the stream, not the last.</param>
    public MergePrioritized(IEnumerable<int> priorities, bool eagerComplete = false)
    {
        _priorities = [.. priorities];
        _eagerComplete = eagerComplete;
        if (_priorities.Length == 0) throw new ArgumentException("A Merge must have one or more input ports");
        if (_priorities.Any(priority => priority <= 0))
        {
            throw new ArgumentException("Priorities should be positive integers");
        }

        Shape = new UniformFanInShape<T, T>(_priorities.Length, "MergePrioritized");
    }

    public override UniformFanInShape<T, T> Shape { get; }

    public IReadOnlyList<Inlet<T>> In => Shape.Ins;

    public Outlet<T> Out => Shape.Out;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("MergePrioritized");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(MergePrioritized<T> stage)
        : FanInLogic<T>(stage.Shape, stage.In, stage.Out, stage._eagerComplete)
    {
        protected override Inlet<T>? Choose()
        {
            var total = 0;
            for (var i = 0; i < Ins.Count; i++) total += IsAvailable(Ins[i]) ? stage._priorities[i] : 0;
            if (total == 0) return null;

            var drawn = (int)(Materializer.Chance() * total);
            for (var i = 0; i < Ins.Count; i++)
            {
                if (!IsAvailable(Ins[i])) continue;
                drawn -= stage._priorities[i];
                if (drawn < 0) return Ins[i];
            }

            return null;
        }
    }
}
