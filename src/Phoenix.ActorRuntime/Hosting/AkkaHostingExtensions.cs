using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting.Configuration;
using Akka.Util;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>Puts an actor system into a host.</summary>
public static class AkkaHostingExtensions
{
    /// <summary>Adds an actor system that starts and ends with the host; <see cref="ActorSystem"/>, the registry and
    /// <see cref="IRequiredActor{TActor}"/> become services.</summary>
    public static IServiceCollection AddAkka(
        this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder> builder) =>
        services.AddAkka(actorSystemName, (configuration, _) => builder(configuration));

    public static IServiceCollection AddAkka(
        this IServiceCollection services, string actorSystemName,
        Action<AkkaConfigurationBuilder, IServiceProvider> builder)
    {
        services.AddSystem(actorSystemName, builder);
        services.AddHostedService(static provider => new AkkaHostedService(
            provider.GetRequiredService<AkkaConfigurationBuilder>(),
            provider,
            provider.GetRequiredService<ILogger<AkkaHostedService>>(),
            provider.GetService<IHostApplicationLifetime>()));
        return services;
    }

    /// <typeparam name="T">What starts and ends the system with the host.</typeparam>
    public static IServiceCollection AddAkka<T>(
        this IServiceCollection services, string actorSystemName,
        Action<AkkaConfigurationBuilder, IServiceProvider> builder)
        where T : AkkaHostedService
    {
        services.AddSystem(actorSystemName, builder);
        services.AddHostedService(static provider => ActivatorUtilities.CreateInstance<T>(provider));
        return services;
    }

    public static AkkaConfigurationBuilder AddHocon(
        this AkkaConfigurationBuilder builder, Config hocon, HoconAddMode addMode)
    {
        builder.Add(hocon, addMode);
        return builder;
    }

    /// <param name="builder">What is built.</param>
    /// <param name="configuration">The host's configuration, or a section of it.</param>
    /// <param name="addMode">Where it goes.</param>
    /// <param name="normalizeKeys">Whether keys are read in lower case, as environment variables want it.</param>
    public static AkkaConfigurationBuilder AddHocon(
        this AkkaConfigurationBuilder builder, IConfiguration configuration, HoconAddMode addMode,
        bool normalizeKeys = true) => builder.AddHocon(configuration.ToHocon(normalizeKeys), addMode);

    /// <summary>A file that includes others by paths relative to it; what is wrong in any of them is a
    /// <see cref="ConfigurationException"/>.</summary>
    public static AkkaConfigurationBuilder AddHoconFile(
        this AkkaConfigurationBuilder builder, string hoconFilePath, HoconAddMode addMode) =>
        builder.AddHocon(HoconFile.Read(hoconFilePath), addMode);

    public static AkkaConfigurationBuilder AddSetup(this AkkaConfigurationBuilder builder, Setup setup)
    {
        builder.Setups.RemoveWhere(known => known.GetType() == setup.GetType());
        builder.Setups.Add(setup);
        return builder;
    }

    public static AkkaConfigurationBuilder WithActorRefProvider(
        this AkkaConfigurationBuilder builder, ProviderSelection providerSelection)
    {
        builder.ActorRefProvider = Option<ProviderSelection>.Create(providerSelection);
        return builder;
    }

    /// <summary>Of asks without a timeout of their own; infinite if zero or less.</summary>
    public static AkkaConfigurationBuilder WithActorAskTimeout(
        this AkkaConfigurationBuilder builder, TimeSpan timeout) =>
        builder.AddHocon(
            $"akka.actor.ask-timeout = {timeout.ToHocon(allowInfinite: true, zeroIsInfinite: true)}",
            HoconAddMode.Prepend);

    public static AkkaConfigurationBuilder WithActors(
        this AkkaConfigurationBuilder builder, Action<ActorSystem, IActorRegistry> actorStarter) =>
        builder.StartActors(actorStarter);

    public static AkkaConfigurationBuilder WithActors(
        this AkkaConfigurationBuilder builder, Action<ActorSystem, IActorRegistry, IDependencyResolver> actorStarter) =>
        builder.StartActors(actorStarter);

    public static AkkaConfigurationBuilder WithActors(
        this AkkaConfigurationBuilder builder, ActorStarter actorStarter) => builder.StartActors(actorStarter);

    public static AkkaConfigurationBuilder WithActors(
        this AkkaConfigurationBuilder builder, ActorStarterWithResolver actorStarter) =>
        builder.StartActors(actorStarter);

    private static void AddSystem(
        this IServiceCollection services, string name, Action<AkkaConfigurationBuilder, IServiceProvider> builder)
    {
        services.AddSingleton(provider =>
        {
            var configuration = new AkkaConfigurationBuilder(services, name);
            builder(configuration, provider);
            return configuration;
        });
        services.AddSingleton(static provider =>
            provider.GetRequiredService<AkkaConfigurationBuilder>().CreateSystem(provider));
        services.AddSingleton(static provider => ActorRegistry.For(provider.GetRequiredService<ActorSystem>()));
        services.AddSingleton<IActorRegistry>(static provider => provider.GetRequiredService<ActorRegistry>());
        services.AddSingleton<IReadOnlyActorRegistry>(static provider => provider.GetRequiredService<ActorRegistry>());
        services.TryAddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));
    }
}
