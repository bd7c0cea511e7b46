using Phoenix.Core.Orders;
using Phoenix.Core.Tracing;
using Phoenix.Node.Traces;
using static Phoenix.Node.Tests.Traces.TraceRig;

namespace Phoenix.Node.Tests.Traces;

/// <summary>Goal: a trace waits for its answers, but neither for ever nor in any number.</summary>
public sealed class TraceAssemblySpecs
{
    private readonly TraceAssembly _assembly = new();
    private readonly List<Span> _done = [];

    [Fact]
    public void A_trace_goes_out_with_its_last_answer()
    {
        Take(Decided(), Answered(Placed, Accepted));
        _done.ShouldBeEmpty();

        Take(Answered(Canceled, CancelAccepted));
        _done.ShouldHaveSingleItem();
        _assembly.OpenCount.ShouldBe(0);
    }

    [Fact]
    public void A_trace_whose_answer_does_not_come_goes_out_without_it_in_time()
    {
        Take(Decided(), Answered(Canceled, CancelAccepted));
        _assembly.Expire(TraceAssembly.Patience - TimeSpan.FromTicks(1), _done);
        _done.ShouldBeEmpty();

        _assembly.Expire(TraceAssembly.Patience, _done);
        var order = OrderOf(_done.ShouldHaveSingleItem(), Placed);
        (order.At("outcome"), order.Error).ShouldBe(("unknown", "no outcome was told"));
    }

    [Fact]
    public void Of_too_many_open_traces_the_oldest_goes_out_as_it_is()
    {
        var marks = Enumerable.Range(0, TraceAssembly.MostOpen + 1).Select(n => Mark with { Decision = n }).ToArray();
        Take([.. marks[..^1].Select(mark => Decided(mark: mark))]);
        _done.ShouldBeEmpty();

        Take(Decided(mark: marks[^1]));
        _done.ShouldHaveSingleItem().Children[1].Request!.Value.Mark.ShouldBe(marks[0]);
        _assembly.OpenCount.ShouldBe(TraceAssembly.MostOpen);
    }

    [Fact]
    public void What_belongs_to_no_trace_that_is_known_is_ignored()
    {
        Take(Answered(Placed, Accepted), Filled(1));
        Take(new TraceRecord.Settled(Mark, Placed, DecidedAt, OrderPhase.Working));

        _done.ShouldBeEmpty();
    }

    [Fact]
    public void At_the_end_everything_goes_out()
    {
        Take(Decided());
        _assembly.Finish(_done);

        _done.ShouldHaveSingleItem();
    }

    private void Take(params TraceRecord[] records) => _done.AddRange(Assemble(_assembly, records));
}
