using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Supervision;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>Operators whose work is done by tasks.</summary>
public sealed class AsyncOperatorSpecs : StreamSpecs
{
    [Fact]
    public async Task Results_come_in_the_order_of_the_elements()
    {
        var work = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource<int>()).ToArray();
        var results = All(Source.From(work).SelectAsync(3, x => x.Task));
        work[2].SetResult(2);
        work[0].SetResult(0);
        work[1].SetResult(1);

        (await results).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task Unordered_results_come_as_their_tasks_end()
    {
        var work = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource<int>()).ToArray();
        var results = Source.From(work).SelectAsyncUnordered(3, x => x.Task).RunWith(Sink.Queue<int>(), Materializer);
        foreach (var i in (int[])[2, 0, 1])
        {
            work[i].SetResult(i);
            (await Next(results)).ShouldBe(i);
        }

        await ShouldEnd(results);
    }

    [Fact]
    public async Task No_more_tasks_are_at_work_than_allowed()
    {
        var work = Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource<int>()).ToArray();
        var results = All(Numbers(4).SelectAsync(2, x =>
        {
            TestActor.Tell(x);
            return work[x - 1].Task;
        }));

        ExpectMsg(1);
        ExpectMsg(2);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        work[0].SetResult(1);
        ExpectMsg(3);
        work[1].SetResult(2);
        ExpectMsg(4);
        work[2].SetResult(3);
        work[3].SetResult(4);
        (await results).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task A_task_that_fails_later_fails_with_its_own_cause()
    {
        await ShouldFailPlainly(mapper => Source.Single(0).SelectAsync(1, mapper));
        await ShouldFailPlainly(mapper => Source.Single(0).SelectAsyncUnordered(1, mapper));
    }

    [Fact]
    public async Task A_failed_task_fails_the_stream_or_is_skipped()
    {
        var source = Numbers(4).SelectAsync(2, x =>
            x == 2 ? Task.FromException<int>(new InvalidOperationException("two")) : Task.FromResult(x));

        (await Should.ThrowAsync<AggregateException>(All(source))).InnerException!.Message.ShouldBe("two");
        (await All(source.WithAttributes(ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider))))
            .ShouldBe([1, 3, 4]);
    }

    [Fact]
    public async Task An_actor_answers_for_each_element()
    {
        var doubling = Sys.ActorOf(Props.Create(() => new Doubling()));

        (await All(Numbers(3).Ask<int>(doubling, TimeSpan.FromSeconds(3)))).ShouldBe([2, 4, 6]);
    }

    [Fact]
    public async Task The_end_of_the_asked_actor_fails_the_stream()
    {
        var doubling = Sys.ActorOf(Props.Create(() => new Doubling()));
        var answers = All(Source.Never<int>().Ask<int>(doubling, TimeSpan.FromSeconds(3)));
        doubling.Tell(PoisonPill.Instance);

        await Should.ThrowAsync<WatchedActorTerminatedException>(answers);
    }

    private sealed class Doubling : ReceiveActor
    {
        public Doubling() => Receive<int>(x => Sender.Tell(2 * x));
    }

    private async Task ShouldFailPlainly(Func<Func<int, Task<int>>, Source<int, Akka.NotUsed>> operation)
    {
        Exception? decidedOn = null;
        var source = operation(async x =>
        {
            await Task.Yield();
            return 10 / x;
        });
        var decider = ActorAttributes.CreateSupervisionStrategy(cause =>
        {
            decidedOn = cause;
            return Akka.Streams.Supervision.Directive.Stop;
        });

        (await All(source.Recover(cause => cause is DivideByZeroException ? -1 : 0))).ShouldBe([-1]);
        await Should.ThrowAsync<DivideByZeroException>(All(source.WithAttributes(decider)));
        decidedOn.ShouldBeOfType<DivideByZeroException>();
    }
}
