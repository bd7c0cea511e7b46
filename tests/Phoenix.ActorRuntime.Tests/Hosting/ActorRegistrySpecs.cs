using Akka.Actor;
using Akka.Hosting;

namespace Phoenix.ActorRuntime.Tests.Hosting;

/// <summary>Actors found by a type that stands for them.</summary>
public sealed class ActorRegistrySpecs
{
    private interface IHarbor;

    private interface ISea;

    private static readonly Type Harbor = typeof(IHarbor);

    [Fact]
    public void A_key_is_registered_once_unless_it_is_overwritten()
    {
        var registry = new ActorRegistry();

        registry.Register<IHarbor>(ActorRefs.Nobody);

        registry.TryRegister<IHarbor>(ActorRefs.Nobody).ShouldBeFalse();
        Should.Throw<DuplicateActorRegistryException>(() => registry.Register<IHarbor>(ActorRefs.Nobody));
        registry.Register<IHarbor>(ActorRefs.Nobody, overwrite: true);
        registry.TryRegister(Harbor, ActorRefs.Nobody, overwrite: true).ShouldBeTrue();
    }

    [Fact]
    public void No_actor_is_no_entry()
    {
        var registry = new ActorRegistry();

        Should.Throw<ArgumentNullException>(() => registry.Register<IHarbor>(null!));
        registry.TryRegister<IHarbor>(null!).ShouldBeFalse();
        registry.TryGet<IHarbor>(out _).ShouldBeFalse();
    }

    [Fact]
    public void What_is_missing_is_nobody()
    {
        var registry = new ActorRegistry();

        Should.Throw<MissingActorRegistryEntryException>(() => registry.Get<IHarbor>());
        registry.TryGet<IHarbor>(out var actor).ShouldBeFalse();
        actor.ShouldBe(ActorRefs.Nobody);
        registry.TryGet(Harbor, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_waits_gets_the_actor_when_it_comes()
    {
        var registry = new ActorRegistry();
        var first = registry.GetAsync<IHarbor>();
        var second = registry.GetAsync(Harbor);
        var other = registry.GetAsync<ISea>();
        first.IsCompleted.ShouldBeFalse();

        registry.Register<IHarbor>(ActorRefs.Nobody);

        (await first).ShouldBe(ActorRefs.Nobody);
        (await second).ShouldBe(ActorRefs.Nobody);
        registry.GetAsync<IHarbor>().IsCompletedSuccessfully.ShouldBeTrue();
        other.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_waits_may_give_up()
    {
        var registry = new ActorRegistry();
        using var patience = new CancellationTokenSource();
        var waiting = registry.GetAsync<IHarbor>(patience.Token);

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        var again = registry.GetAsync<IHarbor>();
        registry.Register<IHarbor>(ActorRefs.Nobody);
        (await again).ShouldBe(ActorRefs.Nobody);
    }

    [Fact]
    public void Entries_are_enumerated()
    {
        var registry = new ActorRegistry();
        _ = registry.GetAsync<ISea>();

        registry.Register<IHarbor>(ActorRefs.Nobody);

        registry.Single().Key.ShouldBe(typeof(IHarbor));
    }

    [Fact]
    public async Task A_required_actor_may_come_later()
    {
        var registry = new ActorRegistry();
        var required = new RequiredActor<IHarbor>(registry);
        Should.Throw<MissingActorRegistryEntryException>(() => required.ActorRef);
        var waiting = required.GetAsync();

        registry.Register<IHarbor>(ActorRefs.Nobody);

        (await waiting).ShouldBe(ActorRefs.Nobody);
        (await required.GetAsync()).ShouldBe(ActorRefs.Nobody);
    }
}
