using Akka.Configuration;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>Akka.NET answers the same mistake with a timeout of its materializer after 20 s.</summary>
public sealed class StreamDispatcherErrorSpecs : TestKit
{
    [Fact]
    public void An_unknown_dispatcher_is_refused()
    {
        var unknown = ActorAttributes.CreateDispatcher("unknown");
        var source = Source.Single("").Select(text => text).WithAttributes(unknown);

        Should.Throw<ConfigurationException>(
            () => { _ = source.RunWith(Sink.First<string>(), Sys.Materializer()); });
    }
}
