using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Phoenix.ActorRuntime.Tests.Hosting;

/// <summary>An actor system that lives and ends with its host.</summary>
public sealed class HostingSpecs
{
    private interface IOracleKey;

    [Fact]
    public async Task Actors_start_and_end_with_the_host()
    {
        using var host = NewHost();
        await host.StartAsync();

        var oracle = host.Services.GetRequiredService<IRequiredActor<IOracleKey>>().ActorRef;
        (await oracle.Ask<string>("hi", TimeSpan.FromSeconds(5))).ShouldBe("served hi");

        var system = host.Services.GetRequiredService<ActorSystem>();
        system.Name.ShouldBe("hosted");
        system.Settings.Config.GetInt("phoenix.answer").ShouldBe(42);
        await host.StopAsync();
        system.WhenTerminated.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_is_registered_once()
    {
        using var host = NewHost();
        await host.StartAsync();
        var registry = host.Services.GetRequiredService<ActorRegistry>();
        var system = host.Services.GetRequiredService<ActorSystem>();

        registry.TryGet<string>(out _).ShouldBeFalse();
        Should.Throw<MissingActorRegistryEntryException>(() => registry.Get<string>());
        Should.Throw<DuplicateActorRegistryException>(() => registry.Register<IOracleKey>(system.DeadLetters));
        registry.Register<IOracleKey>(system.DeadLetters, overwrite: true);
        registry.Get<IOracleKey>().ShouldBe(system.DeadLetters);

        await host.StopAsync();
    }

    private static IHost NewHost() => Host.CreateDefaultBuilder()
        .ConfigureServices(services => services
            .AddSingleton(new Greeting("served"))
            .AddAkka("hosted", (builder, _) => builder
                .AddHocon("phoenix.answer = 42", HoconAddMode.Prepend)
                .ConfigureLoggers(loggers =>
                {
                    loggers.ClearLoggers();
                    loggers.AddLoggerFactory();
                })
                .WithActors((system, registry, resolver) =>
                    registry.Register<IOracleKey>(system.ActorOf(resolver.Props<Oracle>(), "oracle")))))
        .Build();

    private sealed record Greeting(string Word);

    private sealed class Oracle : ReceiveActor
    {
        public Oracle(Greeting greeting) => Receive<string>(s => Sender.Tell($"{greeting.Word} {s}"));
    }
}
