using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;

namespace Phoenix.ActorRuntime.Tests.Hosting;

/// <summary>What a system is given in code when it is created.</summary>
public sealed class ActorSystemSetupSpecs
{
    [Fact]
    public void A_setup_is_found_by_its_type()
    {
        var tide = new Tide("low");

        var setup = ActorSystemSetup.Create(tide);

        setup.Get<Tide>().Value.ShouldBeSameAs(tide);
        setup.Get<Moon>().HasValue.ShouldBeFalse();
        ActorSystemSetup.Empty.Get<Tide>().HasValue.ShouldBeFalse();
    }

    [Fact]
    public void The_later_of_two_of_a_type_counts()
    {
        var setup = new Tide("low").And(new Moon("new")).And(new Tide("high"));

        setup.Get<Tide>().Value.Height.ShouldBe("high");
        setup.Get<Moon>().Value.Phase.ShouldBe("new");
        setup.WithSetup(new Moon("full")).Get<Moon>().Value.Phase.ShouldBe("full");
        setup.Get<Moon>().Value.Phase.ShouldBe("new");
    }

    [Fact]
    public void A_setup_is_what_it_is_however_it_is_passed()
    {
        Setup tide = new Tide("low");

        ActorSystemSetup.Empty.And(tide).Get<Tide>().HasValue.ShouldBeTrue();
    }

    [Fact]
    public void A_setup_names_what_is_in_it()
    {
        ActorSystemSetup.Empty.ToString().ShouldBe("ActorSystemSetup()");
        ActorSystemSetup.Create(new Tide("low")).ToString().ShouldContain(nameof(Tide));
    }

    [Fact]
    public void A_bootstrap_takes_settings_and_those_below_them()
    {
        var bootstrap = BootstrapSetup.Create().WithConfig("a = 1").WithConfigFallback("a = 2, b = 3");

        bootstrap.Config.Value.GetInt("a").ShouldBe(1);
        bootstrap.Config.Value.GetInt("b").ShouldBe(3);
        BootstrapSetup.Create().Config.HasValue.ShouldBeFalse();
        BootstrapSetup.Create().WithConfigFallback("b = 3").Config.Value.GetInt("b").ShouldBe(3);
    }

    [Fact]
    public async Task A_system_keeps_its_setup_and_reads_its_settings()
    {
        var setup = BootstrapSetup.Create().WithConfig("a = 1").WithActorRefProvider(ProviderSelection.Local.Instance)
            .And(new Tide("low"));

        var system = ActorSystem.Create("setup", setup);

        system.Settings.Setup.Get<Tide>().Value.Height.ShouldBe("low");
        system.Settings.Config.GetInt("a").ShouldBe(1);
        system.Settings.Config.GetString("akka.loglevel").ShouldBe("INFO");
        await system.Terminate();
    }

    [Fact]
    public async Task A_bootstrap_alone_makes_a_system()
    {
        var system = ActorSystem.Create("bootstrap", BootstrapSetup.Create().WithConfig("a = 1"));

        system.Settings.Config.GetInt("a").ShouldBe(1);
        await system.Terminate();
    }

    [Fact]
    public async Task Settings_name_extensions_and_what_is_none_is_left_out()
    {
        var system = ActorSystem.Create("extensions", ConfigurationFactory.ParseString(
            $"""
            akka.loglevel = OFF
            akka.stdout-loglevel = OFF
            akka.extensions = ["No.Such.Thing, Anywhere", "System.Object", "{typeof(Almanac).AssemblyQualifiedName}"]
            """));

        system.HasExtension<Pages>().ShouldBeTrue();
        await system.Terminate();
    }

    private sealed class Tide(string height) : Setup
    {
        public string Height { get; } = height;
    }

    private sealed class Moon(string phase) : Setup
    {
        public string Phase { get; } = phase;
    }

    private sealed class Pages : IExtension;

    private sealed class Almanac : ExtensionIdProvider<Pages>
    {
        public override Pages CreateExtension(ExtendedActorSystem system) => new();
    }
}
