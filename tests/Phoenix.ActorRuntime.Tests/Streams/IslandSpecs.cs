using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Streams;

/// <summary>How elements, ends and demand travel within islands and between them.</summary>
public sealed class IslandSpecs : TestKit
{
    private readonly ActorMaterializer _materializer;

    public IslandSpecs() => _materializer = Sys.Materializer();

    [Fact]
    public async Task Elements_pass_a_fused_stream_in_order()
    {
        var seen = await Source.FromGraph(new Numbers(100_000))
            .Via(new Apply<int, int>(x => x * 2))
            .RunWith(new Collect<int>(), _materializer);

        seen.Count.ShouldBe(100_000);
        seen[99_999].ShouldBe(200_000);
    }

    [Fact]
    public async Task Elements_pass_several_islands_in_order()
    {
        var seen = await Source.FromGraph(new Numbers(1_000)).Async()
            .Via(Flow.FromGraph(new Apply<int, int>(x => x * 2)).Async())
            .Via(new Apply<int, string>(x => $"{x}"))
            .RunWith(Sink.FromGraph(new Collect<string>()).Async(), _materializer);

        seen.ShouldBe(Enumerable.Range(1, 1_000).Select(x => $"{x * 2}"));
    }

    [Fact]
    public async Task A_thrown_exception_reaches_the_end_across_islands()
    {
        var stream = Source.FromGraph(new Numbers(10)).Async()
            .Via(new Apply<int, int>(x => x < 5 ? x : throw new InvalidOperationException("five")))
            .Async()
            .RunWith(new Collect<int>(), _materializer);

        (await Should.ThrowAsync<InvalidOperationException>(stream)).Message.ShouldBe("five");
    }

    [Fact]
    public async Task A_consumer_that_has_enough_ends_an_endless_source_in_another_island()
    {
        var seen = await Source.FromGraph(new Numbers(int.MaxValue)).Async()
            .RunWith(new Collect<int>(3), _materializer);

        seen.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task The_shutdown_of_the_materializer_fails_what_runs()
    {
        var stream = Source.FromGraph(new Numbers(int.MaxValue)).Async().RunWith(new Collect<int>(), _materializer);

        _materializer.Shutdown();

        await Should.ThrowAsync<AbruptTerminationException>(stream);
        Should.Throw<Exception>(() => Source.FromGraph(new Numbers(1)).RunWith(new Collect<int>(), _materializer))
            .Message.ShouldBe("Attempted to call Materialize() after the ActorMaterializer has been shut down.");
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(4, 2)]
    [InlineData(1, 0)]
    [InlineData(1, 3)]
    public void A_boundary_whose_buffer_has_no_possible_size_is_refused_when_run(int initial, int max)
    {
        var senseless = Attributes.CreateInputBuffer(initial, max);
        var flow = Flow.Create<int>().Select(x => x).Async().AddAttributes(senseless);
        var sink = Sink.AsPublisher<int>(fanout: true).WithAttributes(senseless);

        Should.Throw<ArgumentException>(() => Source.Single(1).Via(flow).RunWith(Sink.Ignore<int>(), _materializer))
            .Message.ShouldContain("nputBufferSize");
        Should.Throw<ArgumentException>(() => Source.Single(1).RunWith(sink, _materializer))
            .Message.ShouldContain("nputBufferSize");
    }
}
