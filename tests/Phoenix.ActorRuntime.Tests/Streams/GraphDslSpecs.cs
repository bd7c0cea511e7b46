using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Streams;

/// <summary>Graphs put together port by port, and what of their parts' values is kept.</summary>
public sealed class GraphDslSpecs : TestKit
{
    private readonly ActorMaterializer _materializer;

    public GraphDslSpecs() => _materializer = Sys.Materializer();

    [Fact]
    public async Task Arrows_in_both_directions_connect_the_same_ports()
    {
        var sink = new Collect<int>();
        var graph = GraphDsl.Create(sink, sink, Keep.Both, (builder, first, second) =>
        {
            builder.From(builder.Add(new Numbers(2))).To(first);
            builder.To(second).Via(builder.Add(new Apply<int, int>(x => -x))).From(builder.Add(new Numbers(2)));
            return ClosedShape.Instance;
        });

        var (positive, negative) = RunnableGraph.FromGraph(graph).Run(_materializer);

        (await positive).ShouldBe([1, 2]);
        (await negative).ShouldBe([-1, -2]);
    }

    [Fact]
    public async Task A_graph_can_use_its_own_materialized_value()
    {
        var graph = GraphDsl.Create(Sink.FromGraph(new Collect<int>()), (builder, sink) =>
        {
            builder.From(builder.Add(new Numbers(3))).To(sink);
            return new SourceShape<Task<IReadOnlyList<int>>>(builder.MaterializedValue);
        });

        var values = await Source.FromGraph(graph).RunWith(new Collect<Task<IReadOnlyList<int>>>(), _materializer);

        (await values.ShouldHaveSingleItem()).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_port_cannot_be_connected_twice_or_not_at_all()
    {
        Should.Throw<ArgumentException>(() => GraphDsl.Create(builder =>
        {
            var numbers = builder.Add(new Numbers(1));
            builder.From(numbers).To(builder.Add(new Collect<int>()));
            builder.From(numbers).To(builder.Add(new Collect<int>()));
            return ClosedShape.Instance;
        })).Message.ShouldBe("The output port [Numbers.out] is already connected");
        Should.Throw<Exception>(() => GraphDsl.Create(builder =>
        {
            builder.Add(new Numbers(1));
            return ClosedShape.Instance;
        }));
    }

    [Fact]
    public async Task Each_way_to_combine_values_keeps_what_it_says()
    {
        var left = Source.FromGraph(new Numbers(1)).MapMaterializedValue(_ => "left");
        var right = Sink.FromGraph(new Collect<int>());

        left.ToMaterialized(right, Keep.Left).Run(_materializer).ShouldBe("left");
        (await left.ToMaterialized(right, Keep.Right).Run(_materializer)).ShouldBe([1]);
        left.ToMaterialized(right, Keep.Both).Run(_materializer).Item1.ShouldBe("left");
        left.ToMaterialized(right, Keep.None).MapMaterializedValue(none => $"{none.GetType().Name}")
            .Run(_materializer).ShouldBe("NotUsed");
    }

    [Fact]
    public async Task Both_directions_of_a_codec_meet_in_the_flow_it_is_joined_with()
    {
        var codec = BidiFlow.FromFlows(new Apply<int, string>(x => $"{x}"), new Apply<string, int>(int.Parse));
        var shout = Flow.FromGraph(new Apply<string, string>(text => text + "0"));

        var seen = await Source.FromGraph(new Numbers(2)).Via(codec.Join(shout))
            .RunWith(new Collect<int>(), _materializer);

        seen.ShouldBe([10, 20]);
    }

    [Fact]
    public async Task A_flow_can_be_used_twice_in_one_stream()
    {
        var doubled = Flow.FromGraph(new Apply<int, int>(x => x * 2));

        var seen = await Source.FromGraph(new Numbers(2)).Via(doubled).Via(doubled.Via(doubled))
            .RunWith(new Collect<int>(), _materializer);

        seen.ShouldBe([8, 16]);
    }
}
