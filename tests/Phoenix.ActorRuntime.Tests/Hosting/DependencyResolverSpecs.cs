using Akka.Actor;
using Akka.Configuration;
using Akka.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using ServiceProvider = Microsoft.Extensions.DependencyInjection.ServiceProvider;

namespace Phoenix.ActorRuntime.Tests.Hosting;

/// <summary>Actors whose constructors take services.</summary>
public sealed class DependencyResolverSpecs : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ServiceProvider _services = new ServiceCollection()
        .AddSingleton<Chart>()
        .AddScoped<Compass>()
        .BuildServiceProvider();

    private readonly ActorSystem _system;

    public DependencyResolverSpecs() => _system = ActorSystem.Create(
        "injected",
        DependencyResolverSetup.Create(_services)
            .And(BootstrapSetup.Create().WithConfig("akka { loglevel = OFF, stdout-loglevel = OFF }")));

    [Fact]
    public async Task A_constructor_takes_services_and_arguments()
    {
        var pilot = _system.ActorOf(DependencyResolver.For(_system).Props<Pilot>("Ada"));

        (await pilot.Ask<object>("who", Patience)).ShouldBe("Ada");
        (await pilot.Ask<object>("chart", Patience)).ShouldBeSameAs(_services.GetRequiredService<Chart>());
    }

    [Fact]
    public async Task Props_are_made_for_a_type_too()
    {
        var resolver = DependencyResolver.For(_system);
        var (pilotType, sailorType) = (typeof(Pilot), typeof(Sailor));

        var pilot = _system.ActorOf(resolver.Props(pilotType, "Ada"));
        var sailor = _system.ActorOf(resolver.Props(sailorType));

        (await pilot.Ask<object>("who", Patience)).ShouldBe("Ada");
        (await sailor.Ask<object>("chart", Patience)).ShouldBeOfType<Chart>();
    }

    [Fact]
    public async Task A_restarted_actor_is_made_anew()
    {
        var pilot = _system.ActorOf(DependencyResolver.For(_system).Props<Pilot>("Ada"));
        var before = await pilot.Ask<object>("self", Patience);

        pilot.Tell("fail");

        (await pilot.Ask<object>("self", Patience)).ShouldNotBeSameAs(before);
        (await pilot.Ask<object>("who", Patience)).ShouldBe("Ada");
    }

    [Fact]
    public void Services_are_given_by_scope()
    {
        var resolver = DependencyResolver.For(_system).Resolver;

        var outer = resolver.GetService<Compass>();
        var type = typeof(Compass);
        resolver.GetService(type).ShouldBeSameAs(outer);
        resolver.GetService<Pilot>().ShouldBeNull();
        Compass? inner;
        using (var scope = resolver.CreateScope())
        {
            inner = scope.Resolver.GetService<Compass>();
            inner.ShouldNotBeSameAs(outer);
            inner!.IsDisposed.ShouldBeFalse();
        }

        inner.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task An_actor_without_its_service_does_not_start()
    {
        var lost = _system.ActorOf(DependencyResolver.For(_system).Props<Lost>());

        var watcher = _system.ActorOf(Props.Create(() => new Watcher(lost)));

        (await watcher.Ask<Terminated>("end", Patience)).ActorRef.ShouldBe(lost);
    }

    [Fact]
    public async Task A_system_without_a_container_says_so()
    {
        var bare = ActorSystem.Create("bare", "akka { loglevel = OFF, stdout-loglevel = OFF }");

        Should.Throw<ConfigurationException>(() => DependencyResolver.For(bare));
        await bare.Terminate();
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await _services.DisposeAsync();
    }

    private sealed class Chart;

    private sealed class Compass : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Pilot : ReceiveActor
    {
        public Pilot(string name, Chart chart) => Receive<string>(question => Sender.Tell(question switch
        {
            "who" => name,
            "chart" => chart,
            "self" => this,
            _ => throw new InvalidOperationException(question),
        }));
    }

    private sealed class Sailor : ReceiveActor
    {
        public Sailor(Chart chart) => ReceiveAny(_ => Sender.Tell(chart));
    }

    private sealed class Lost : ReceiveActor
    {
        public Lost(Uri island) => ReceiveAny(_ => Sender.Tell(island));
    }

    private sealed class Watcher : ReceiveActor
    {
        private IActorRef? _asker;
        private Terminated? _seen;

        public Watcher(IActorRef watched)
        {
            Context.Watch(watched);
            Receive<string>(_ =>
            {
                _asker = Sender;
                Tell();
            });
            Receive<Terminated>(ended =>
            {
                _seen = ended;
                Tell();
            });
        }

        private void Tell()
        {
            if (_seen is not null) _asker?.Tell(_seen);
        }
    }
}
