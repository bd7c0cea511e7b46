using Akka.Actor;
using Akka.Dispatch;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>Handlers that await: the actor's next message waits, and everything after an await is the actor
/// still.</summary>
public sealed class AsyncWorkSpecs : TestKit
{
    [Fact]
    public async Task Messages_wait_for_the_end_of_an_awaiting_handler()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(gate.Task)));
        actor.Tell("wait", TestActor);
        actor.Tell(1, TestActor);
        await ExpectMsgAsync("begun");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        gate.SetResult();
        await ExpectMsgAsync("ended");
        await ExpectMsgAsync(1);
    }

    [Fact]
    public async Task Sender_self_and_context_are_intact_after_an_await()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(gate.Task)), "intact");
        actor.Tell("where", TestActor);
        await ExpectMsgAsync("begun");
        gate.SetResult();
        await ExpectMsgAsync("intact");
        LastSender.ShouldBe(actor);
    }

    [Fact]
    public async Task An_exception_after_an_await_fails_the_actor_with_the_message_at_hand()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Failing(TestActor)));
        actor.Tell("go");
        await ExpectMsgAsync("restart because of boom while handling go");
        actor.Tell(2, TestActor);
        await ExpectMsgAsync(2);
    }

    [Fact]
    public async Task An_actor_can_be_stopped_while_it_awaits()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(gate.Task)));
        Watch(actor);
        actor.Tell("wait", TestActor);
        await ExpectMsgAsync("begun");
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
        gate.SetResult();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Stash_and_become_work_after_an_await()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Opening()));
        actor.Tell("first", TestActor);
        actor.Tell("open", TestActor);
        await ExpectMsgAsync("opened first");
    }

    [Fact]
    public async Task Every_overload_takes_the_messages_it_is_declared_for()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Overloads()));
        actor.Tell(11, TestActor);
        await ExpectMsgAsync("large");
        actor.Tell(1, TestActor);
        await ExpectMsgAsync("any");
        actor.Tell(1.0, TestActor);
        await ExpectMsgAsync("double");
    }

    [Fact]
    public async Task An_untyped_actor_runs_tasks_in_order()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Untyped()));
        actor.Tell("a", TestActor);
        actor.Tell("b", TestActor);
        foreach (var expected in new[] { "a begins", "a ends", "b begins", "b ends" }) await ExpectMsgAsync(expected);
    }

    [Fact]
    public async Task Background_work_that_nobody_awaits_does_not_hold_up_messages()
    {
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Background(gate.Task)));
        actor.Tell("begin", TestActor);
        actor.Tell(3, TestActor);
        await ExpectMsgAsync(3);
        gate.SetResult("late");
        await ExpectMsgAsync("late");
    }

    [Fact]
    public Task Running_a_task_outside_an_actor_is_refused() =>
        Should.ThrowAsync<InvalidOperationException>(
            Task.Factory.StartNew(
                () => ActorTaskScheduler.RunTask(() => { }),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    private sealed class Waiting : ReceiveActor
    {
        public Waiting(Task gate)
        {
            ReceiveAsync<string>(async message =>
            {
                Sender.Tell("begun");
                await gate;
                Sender.Tell(message == "wait" ? "ended" : Context.Self.Path.Name);
            });
            Receive<int>(number => Sender.Tell(number));
        }
    }

    private sealed class Failing : ReceiveActor
    {
        private readonly IActorRef _listener;

        public Failing(IActorRef listener)
        {
            _listener = listener;
            ReceiveAsync<string>(async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("boom");
            });
            Receive<int>(number => Sender.Tell(number));
        }

        protected override void PreRestart(Exception reason, object message)
        {
            _listener.Tell($"restart because of {reason.Message} while handling {message}");
            base.PreRestart(reason, message);
        }
    }

    private sealed class Opening : ReceiveActor, IWithStash
    {
        public Opening()
        {
            ReceiveAsync<string>(async message =>
            {
                await Task.Yield();
                if (message != "open")
                {
                    Stash.Stash();
                    return;
                }

                Become(() => Receive<string>(later => Sender.Tell("opened " + later)));
                Stash.UnstashAll();
            });
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Overloads : ReceiveActor
    {
        public Overloads()
        {
            ReceiveAsync<int>(Answer("large"), number => number > 10);
            ReceiveAsync(typeof(double), async _ => await Answer("double")(0));
            ReceiveAnyAsync(async _ => await Answer("any")(0));
        }

        private Func<int, Task> Answer(string text) => async _ =>
        {
            await Task.Yield();
            Sender.Tell(text);
        };
    }

    private sealed class Untyped : UntypedActor
    {
        protected override void OnReceive(object message) => RunTask(async () =>
        {
            Sender.Tell(message + " begins");
            await Task.Yield();
            Sender.Tell(message + " ends");
        });
    }

    private sealed class Background : ReceiveActor
    {
        public Background(Task<string> gate)
        {
            ReceiveAsync<string>(message =>
            {
                _ = Deliver(gate, Sender);
                return Task.CompletedTask;
            });
            Receive<int>(number => Sender.Tell(number));
        }

        private static async Task Deliver(Task<string> gate, IActorRef receiver) => receiver.Tell(await gate);
    }
}
