using Akka.Streams;
using Akka.Streams.Dsl;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>Streams that are ended from outside.</summary>
public sealed class KillSwitchSpecs : StreamSpecs
{
    [Fact]
    public async Task A_switch_completes_its_stream()
    {
        var (killSwitch, elements) = Source.Never<int>()
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        killSwitch.Shutdown();
        killSwitch.Abort(new ArithmeticException());

        (await elements).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_switch_fails_its_stream()
    {
        var (killSwitch, elements) = Source.Never<int>()
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        killSwitch.Abort(new ArithmeticException());

        var failure = await Should.ThrowAsync<AggregateException>(elements);
        failure.InnerException.ShouldBeOfType<ArithmeticException>();
    }

    [Fact]
    public async Task A_shared_switch_ends_all_streams_and_those_to_come()
    {
        var shared = KillSwitches.Shared("all");
        var first = All(Source.Never<int>().Via(shared.Flow<int>()));
        var second = All(Source.Never<string>().Via(shared.Flow<string>()));
        shared.Shutdown();

        (await first).ShouldBeEmpty();
        (await second).ShouldBeEmpty();
        (await All(Source.Never<int>().Via(shared.Flow<int>()))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_switch_used_before_the_stream_begins_lets_no_element_pass()
    {
        var (shut, aborted) = (KillSwitches.Shared("shut"), KillSwitches.Shared("aborted"));
        shut.Shutdown();
        aborted.Abort(new ArithmeticException());

        (await All(Numbers(1000).Via(shut.Flow<int>()))).ShouldBeEmpty();
        (await All(Source.Single(1).Via(shut.Flow<int>()))).ShouldBeEmpty();
        var failure = await Should.ThrowAsync<AggregateException>(All(Source.Single(1).Via(aborted.Flow<int>())));
        failure.GetBaseException().ShouldBeOfType<ArithmeticException>();
    }

    [Fact]
    public async Task A_cancellation_token_ends_a_stream()
    {
        using var cancellation = new CancellationTokenSource();
        var failing = All(Source.Never<int>().Via(cancellation.Token.AsFlow<int>()));
        var completing = All(Source.Never<int>().Via(cancellation.Token.AsFlow<int>(cancelGracefully: true)));
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(failing);
        (await completing).ShouldBeEmpty();
    }
}
