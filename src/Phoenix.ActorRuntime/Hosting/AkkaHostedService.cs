using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SystemShutdown = Akka.Actor.CoordinatedShutdown;

namespace Akka.Hosting;

/// <summary>Starts the actors with the host and runs the coordinated shutdown when the host stops.</summary>
public class AkkaHostedService : IHostedService
{
    protected readonly AkkaConfigurationBuilder ConfigurationBuilder;
    protected readonly IServiceProvider ServiceProvider;
    protected readonly ILogger<AkkaHostedService> Logger;
    protected readonly IHostApplicationLifetime? HostApplicationLifetime;
    protected ActorSystem? ActorSystem;
    protected CoordinatedShutdown? CoordinatedShutdown;

    private static readonly Action<ILogger, string, Exception?> Ended =
        LoggerMessage.Define<string>(
            LogLevel.Information, new EventId(1, "ActorSystemEnded"), "Actor system {System} has ended");

    private static readonly Action<ILogger, Exception?> Failed =
        LoggerMessage.Define(
            LogLevel.Critical, new EventId(3, "ActorSystemFailed"), "The actors cannot be started; the system ends");

    public AkkaHostedService(
        AkkaConfigurationBuilder configurationBuilder, IServiceProvider serviceProvider,
        ILogger<AkkaHostedService> logger, IHostApplicationLifetime? applicationLifetime)
    {
        ConfigurationBuilder = configurationBuilder;
        ServiceProvider = serviceProvider;
        Logger = logger;
        HostApplicationLifetime = applicationLifetime;
    }

    /// <summary>Creates the system and starts its actors; if one of them cannot be started, the system ends and the
    /// failure is the host's.</summary>
    public virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            ActorSystem = ServiceProvider.GetRequiredService<ActorSystem>();
            CoordinatedShutdown = SystemShutdown.Get(ActorSystem);
            await ConfigurationBuilder.StartAsync(ActorSystem, cancellationToken);
        }
        catch (Exception failure)
        {
            Failed(Logger, failure);
            await StopAsync(CancellationToken.None);
            throw;
        }

        _ = StopHostWith(ActorSystem);
    }

    public virtual async Task StopAsync(CancellationToken cancellationToken)
    {
        if (CoordinatedShutdown is null) return;
        await CoordinatedShutdown.Run(SystemShutdown.ClrExitReason.Instance).WaitAsync(cancellationToken);
    }

    // A system that ended by itself leaves nothing for the host to do.
    private async Task StopHostWith(ActorSystem system)
    {
        await system.WhenTerminated;
        Ended(Logger, system.Name, null);
        HostApplicationLifetime?.StopApplication();
    }
}
