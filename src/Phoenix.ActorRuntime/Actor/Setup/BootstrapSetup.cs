using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>What a system is given before anything else of it exists: its settings. Immutable.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    private BootstrapSetup(Option<Config> config, Option<ProviderSelection> provider) =>
        (Config, ActorRefProvider) = (config, provider);

    /// <summary>None if the system has the settings every one has.</summary>
    public Option<Config> Config { get; }

    public Option<ProviderSelection> ActorRefProvider { get; }

    public static BootstrapSetup Create() => new(Option<Config>.None, Option<ProviderSelection>.None);

    public BootstrapSetup WithConfig(Config config) => new(Option<Config>.Create(config), ActorRefProvider);

    /// <summary>With <paramref name="config"/> below the settings there are.</summary>
    public BootstrapSetup WithConfigFallback(Config config) =>
        WithConfig(Config.HasValue ? Config.Value.SafeWithFallback(config) : config);

    public BootstrapSetup WithActorRefProvider(ProviderSelection name) =>
        new(Config, Option<ProviderSelection>.Create(name));
}

/// <summary>What makes the references of a system.</summary>
public abstract class ProviderSelection
{
    private ProviderSelection()
    {
    }

    /// <summary>Actors of this process.</summary>
    public sealed class Local : ProviderSelection
    {
        public static readonly Local Instance = new();

        private Local()
        {
        }
    }
}
