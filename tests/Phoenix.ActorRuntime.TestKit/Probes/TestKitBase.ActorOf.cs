using System.Linq.Expressions;
using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>What a test makes and finds.</summary>
public abstract partial class TestKitBase
{
    public IActorRef ActorOf(Props props) => Sys.ActorOf(props, null);

    public IActorRef ActorOf(Props props, string? name) => Sys.ActorOf(props, name);

    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => ActorOf(Props.Create<TActor>(), null);

    public IActorRef ActorOf<TActor>(string name)
        where TActor : ActorBase, new() => ActorOf(Props.Create<TActor>(), name);

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => ActorOf(Props.Create(factory), null);

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string name)
        where TActor : ActorBase => ActorOf(Props.Create(factory), name);

    /// <summary>An actor declared where it is created.</summary>
    public IActorRef ActorOf(Action<IActorDsl> configure, string? name = null) =>
        ActorOf(Props.Create(() => new Act(configure)), name);

    public IActorRef ActorOf(Action<IActorDsl, IActorContext> configure, string? name = null) =>
        ActorOf(Props.Create(() => new Act(configure)), name);

    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    public ActorSelection ActorSelection(IActorRef anchorRef, string actorPath) =>
        Sys.ActorSelection(anchorRef, actorPath);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, props, supervisor, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, string? name = null)
        where TActor : ActorBase => new(Sys, props, null, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        Expression<Func<TActor>> factory, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), supervisor, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Expression<Func<TActor>> factory, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), null, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(IActorRef supervisor, string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), supervisor, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), null, name);

    public TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        Props props, IActorRef supervisor, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>
        where TState : notnull => new(Sys, props, supervisor, name, withLogging);

    public TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        Props props, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>
        where TState : notnull => new(Sys, props, null, name, withLogging);

    public TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        IActorRef supervisor, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>, new()
        where TState : notnull => new(Sys, Props.Create<TFsmActor>(), supervisor, name, withLogging);

    public TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>, new()
        where TState : notnull => new(Sys, Props.Create<TFsmActor>(), null, name, withLogging);

    public TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        Expression<Func<TFsmActor>> factory, IActorRef supervisor, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>
        where TState : notnull => new(Sys, Props.Create(factory), supervisor, name, withLogging);

    public TestFSMRef<TFsmActor, TState, TData> ActorOfAsTestFSMRef<TFsmActor, TState, TData>(
        Expression<Func<TFsmActor>> factory, string? name = null, bool withLogging = false)
        where TFsmActor : FSM<TState, TData>
        where TState : notnull => new(Sys, Props.Create(factory), null, name, withLogging);

    /// <summary>Another actor that stands for the test, with a queue of its own.</summary>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) =>
        new(system, _assertions, name);

    /// <summary>A test actor whose messages nobody expects.</summary>
    public IActorRef CreateTestActor(string name) => CreateTestActor(Sys, name, new TestActorQueue());

    /// <summary>A gate that opens after so many counts.</summary>
    public virtual TestLatch CreateTestLatch(int count = 1) => TestLatch.Of(this, count);

    /// <summary>A meeting point of so many threads.</summary>
    public TestBarrier CreateTestBarrier(int count) => new(this, count);

    /// <summary>Expectations of log events of another system.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);
}
