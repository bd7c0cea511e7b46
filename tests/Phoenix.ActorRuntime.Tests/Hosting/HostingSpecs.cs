using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.Hosting;
using Akka.Hosting.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Phoenix.ActorRuntime.Tests.Hosting;

/// <summary>An actor system that lives and ends with its host.</summary>
public sealed class HostingSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

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

    [Fact]
    public async Task Actors_start_before_startup_tasks()
    {
        var order = new List<string>();
        using var host = NewHost(builder => builder
            .AddStartup((_, _) => order.Add("task"))
            .AddStartup((_, _) =>
            {
                order.Add("async task");
                return Task.CompletedTask;
            })
            .WithActors((_, _) => order.Add("actors"))
            .WithActors((_, _) =>
            {
                order.Add("async actors");
                return Task.CompletedTask;
            }));

        await host.StartAsync();

        order.ShouldBe(["actors", "async actors", "task", "async task"]);
        await host.StopAsync();
    }

    [Fact]
    public async Task What_cannot_be_started_ends_the_system_and_is_the_hosts_failure()
    {
        using var host = NewHost(builder => builder
            .AddStartup((_, _) => throw new InvalidOperationException("no wind")));

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => host.StartAsync());

        failure.Message.ShouldBe("no wind");
        await host.Services.GetRequiredService<ActorSystem>().WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_system_that_ends_by_itself_takes_the_host_with_it()
    {
        using var host = NewHost(_ => { });
        await host.StartAsync();
        var stopping = new TaskCompletionSource();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        await host.Services.GetRequiredService<ActorSystem>().Terminate();

        await stopping.Task.WaitAsync(Patience);
        await host.StopAsync();
    }

    [Fact]
    public async Task The_host_stops_by_the_coordinated_shutdown()
    {
        var phases = new List<string>();
        using var host = NewHost(builder => builder.AddStartup((system, _) =>
        {
            var shutdown = CoordinatedShutdown.Get(system);
            shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "service", () => Note("service"));
            shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "before", () => Note("before"));
        }));
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();

        await host.StopAsync();

        phases.ShouldBe(["before", "service"]);
        CoordinatedShutdown.Get(system).ShutdownReason.ShouldBeOfType<CoordinatedShutdown.ClrExitReason>();

        Task<Akka.Done> Note(string phase)
        {
            phases.Add(phase);
            return Task.FromResult(Akka.Done.Instance);
        }
    }

    [Fact]
    public async Task Extensions_are_made_beside_those_the_settings_name()
    {
        using var host = NewHost(builder => builder
            .WithExtension<SailId>()
            .AddHocon($"akka.extensions = [\"{typeof(OarId).AssemblyQualifiedName}\"]", HoconAddMode.Append)
            .WithExtensions(typeof(SailId)));
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();

        system.HasExtension<Sail>().ShouldBeTrue();
        system.HasExtension<Oar>().ShouldBeTrue();
        await host.StopAsync();
    }

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(IExtensionId))]
    [InlineData(typeof(ExtensionIdProvider<Sail>))]
    public void What_is_no_extension_is_refused(Type type)
    {
        var builder = new AkkaConfigurationBuilder(new ServiceCollection(), "refusing");

        Should.Throw<ConfigurationException>(() => builder.WithExtensions(type));
    }

    [Fact]
    public async Task A_setup_reaches_the_system()
    {
        using var host = NewHost(builder => builder.AddSetup(new Cargo("tea")));
        await host.StartAsync();

        host.Services.GetRequiredService<ActorSystem>().Settings.Setup.Get<Cargo>().Value.Goods.ShouldBe("tea");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_service_of_the_host_waits_for_an_actor()
    {
        using var host = NewHost(builder => builder.WithActors((system, registry) =>
            registry.Register<IOracleKey>(system.ActorOf(Props.Create(() => new Oracle(new Greeting("late")))))));
        var waiting = host.Services.GetRequiredService<IRequiredActor<IOracleKey>>().GetAsync();
        waiting.IsCompleted.ShouldBeFalse();

        await host.StartAsync();

        (await (await waiting).Ask<string>("hi", Patience)).ShouldBe("late hi");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_service_of_ones_own_starts_and_stops_the_system()
    {
        using var host = Host.CreateDefaultBuilder()
            .ConfigureServices(services => services.AddAkka<Boatswain>("own", (builder, _) => builder
                .ConfigureLoggers(loggers => loggers.ClearLoggers())))
            .Build();

        await host.StartAsync();

        Boatswain.LastStarted.ShouldBe("own");
        await host.StopAsync();
        Boatswain.LastStarted.ShouldBe("own stopped");
    }

    [Fact]
    public async Task The_log_goes_to_the_hosts_loggers()
    {
        using var lookout = new Lookout("reef ahead");
        using var host = Host.CreateDefaultBuilder()
            .ConfigureLogging(logging => logging.ClearProviders().AddProvider(lookout))
            .ConfigureServices(services => services.AddAkka("logging", (builder, _) => builder
                .ConfigureLoggers(loggers =>
                {
                    loggers.LogLevel = Akka.Event.LogLevel.WarningLevel;
                    loggers.ClearLoggers().AddLogger<LoggerFactoryLogger>();
                })))
            .Build();
        await host.StartAsync();

        host.Services.GetRequiredService<ActorSystem>().Log.Warning("{0} ahead", "reef");

        (await lookout.Seen.WaitAsync(Patience)).ShouldBe(LogLevel.Warning);
        await host.StopAsync();
    }

    [Fact]
    public async Task Messages_are_formatted_as_the_host_says()
    {
#pragma warning disable CS0618 // Later versions say "only if you have a formatter of your own"; this one is.
        using var host = NewHost(builder => builder.ConfigureLoggers(
            loggers => loggers.WithDefaultLogMessageFormatter<Shout>()));
#pragma warning restore CS0618
        await host.StartAsync();

        host.Services.GetRequiredService<ActorSystem>().Settings.LogFormatter.ShouldBeOfType<Shout>();
        await host.StopAsync();
    }

    private static IHost NewHost(Action<AkkaConfigurationBuilder> configure) => Host.CreateDefaultBuilder()
        .ConfigureLogging(logging => logging.ClearProviders())
        .ConfigureServices(services => services.AddAkka("hosted", (builder, _) =>
        {
            builder.ConfigureLoggers(loggers => loggers.ClearLoggers());
            configure(builder);
        }))
        .Build();

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

    public sealed class Shout : ILogMessageFormatter
    {
        public string Format(string format, params object[] args) => format + "!";

        public string Format(string format, IEnumerable<object> args) => format + "!";
    }

    private sealed class Sail : IExtension;

    private sealed class SailId : ExtensionIdProvider<Sail>
    {
        public override Sail CreateExtension(ExtendedActorSystem system) => new();
    }

    private sealed class Oar : IExtension;

    private sealed class OarId : ExtensionIdProvider<Oar>
    {
        public override Oar CreateExtension(ExtendedActorSystem system) => new();
    }

    private sealed class Cargo(string goods) : Setup
    {
        public string Goods { get; } = goods;
    }

    private sealed class Boatswain(
        AkkaConfigurationBuilder builder, IServiceProvider services, ILogger<AkkaHostedService> logger,
        IHostApplicationLifetime? lifetime)
        : AkkaHostedService(builder, services, logger, lifetime)
    {
        public static string LastStarted { get; private set; } = "";

        public override async Task StartAsync(CancellationToken cancellationToken)
        {
            await base.StartAsync(cancellationToken);
            LastStarted = ActorSystem!.Name;
        }

        public override async Task StopAsync(CancellationToken cancellationToken)
        {
            await base.StopAsync(cancellationToken);
            LastStarted += " stopped";
        }
    }

    /// <summary>Waits for one text to be logged.</summary>
    private sealed class Lookout(string expected) : ILoggerProvider, ILogger
    {
        private readonly TaskCompletionSource<LogLevel> _seen = new();

        public Task<LogLevel> Seen => _seen.Task;

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        void ILogger.Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).Contains(expected, StringComparison.Ordinal)) _seen.TrySetResult(logLevel);
        }

        public void Dispose()
        {
        }
    }

    private sealed record Greeting(string Word);

    private sealed class Oracle : ReceiveActor
    {
        public Oracle(Greeting greeting) => Receive<string>(s => Sender.Tell($"{greeting.Word} {s}"));
    }
}
