using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Streams;

/// <summary>The dispatcher that attributes ask for.</summary>
public sealed class StreamDispatcherSpecs() : TestKit(
    """
    own {
      type = ForkJoinDispatcher
      throughput = 1
      dedicated-thread-pool { thread-count = 1, threadtype = background }
    }
    """)
{
    private static readonly Attributes Own = ActorAttributes.CreateDispatcher("own");

    [Fact]
    public async Task A_graph_runs_on_the_dispatcher_of_its_attributes()
    {
        (await Run(Source.Single("").Select(Here).WithAttributes(Own).Select(Here))).ShouldBe(" own pool");
        (await Run(Source.Single("").Select(Here).Via(Flow.Create<string>().Select(Here).WithAttributes(Own))))
            .ShouldBe(" pool own");
        (await Source.Single("").Select(Here).ToMaterialized(Sink.First<string>(), Keep.Right).AddAttributes(Own)
            .Run(Sys.Materializer())).ShouldBe(" own");
    }

    private static string Here(string text) => $"{text} {(Thread.CurrentThread.IsThreadPoolThread ? "pool" : "own")}";

    private Task<string> Run(Source<string, Akka.NotUsed> source) =>
        source.RunWith(Sink.First<string>(), Sys.Materializer());
}
