using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Sdk;

namespace Phoenix.ActorRuntime.Tests.Kit;

/// <summary>What a test may expect of the messages that reach it, and what a failure says.</summary>
public sealed class ExpectationSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(30);

    [Fact]
    public void A_message_of_the_type_is_expected()
    {
        TestActor.Tell("hello");

        ExpectMsg<string>().ShouldBe("hello");
        LastMessage.ShouldBe("hello");
        LastSender.ShouldBe(TestActor);
    }

    [Fact]
    public void Silence_instead_of_a_message_fails_with_the_wait_and_the_hint()
    {
        var failure = Should.Throw<FailException>(() => ExpectMsg<string>(Moment, "a greeting"));

        failure.Message.ShouldBe(
            $"Failed: Timeout {Moment} while waiting for a message of type System.String a greeting");
    }

    [Fact]
    public void A_message_of_another_type_fails_with_message_and_sender()
    {
        TestActor.Tell(1);

        Should.Throw<FailException>(() => ExpectMsg<string>()).Message.ShouldBe(
            "Failed: Expected a message of type System.String, but received {1} (type System.Int32) instead  " +
            $"from {TestActor}");
    }

    [Fact]
    public void A_message_with_braces_is_reported_as_it_is()
    {
        TestActor.Tell("{0} {");

        Should.Throw<FailException>(() => ExpectMsg<int>()).Message.ShouldContain("{{0} {}");
    }

    [Fact]
    public void An_unequal_message_fails_with_both()
    {
        TestActor.Tell("actual");

        Should.Throw<AkkaEqualException>(() => ExpectMsg("wanted")).Message.ShouldBe(
            "Assert.Equal() Failure: " + Environment.NewLine + "Expected: wanted" + Environment.NewLine +
            "Actual:   actual");
    }

    [Fact]
    public void Messages_are_equal_if_their_items_are()
    {
        TestActor.Tell(new[] { 1, 2 });

        ExpectMsg(new[] { 1, 2 });
    }

    [Fact]
    public void A_message_that_does_not_fit_fails_with_the_hint()
    {
        TestActor.Tell("short");

        Should.Throw<TrueException>(() => ExpectMsg<string>(m => m.Length > 9, hint: "a long text")).Message.ShouldBe(
            "Got a message of the expected type <System.String>. Also expected a long text but the message {short} " +
            "of type <System.String> did not match");
    }

    [Fact]
    public void The_sender_may_be_expected_too()
    {
        var probe = CreateTestProbe();
        TestActor.Tell("mine", probe);
        ExpectMsgFrom<string>(probe).ShouldBe("mine");

        TestActor.Tell("other");
        Should.Throw<AkkaEqualException>(() => ExpectMsgFrom<string>(probe)).Message.ShouldContain(
            "Sender does not match");
    }

    [Fact]
    public void Messages_are_expected_in_any_order()
    {
        foreach (var message in new[] { "b", "c", "a" }) TestActor.Tell(message);

        ExpectMsgAllOf("a", "b", "c").ShouldBe(["b", "c", "a"]);
    }

    [Fact]
    public void What_is_missing_and_what_is_too_much_is_told()
    {
        TestActor.Tell("a");
        TestActor.Tell("x");

        Should.Throw<FailException>(() => ExpectMsgAllOf("a", "b")).Message.ShouldBe(
            "not found [b] found unexpected [x]");
    }

    [Fact]
    public void Predicates_of_several_types_are_fitted_in_any_order()
    {
        TestActor.Tell("text");
        TestActor.Tell(7);

        ExpectMsgAllOfMatchingPredicates(
            PredicateInfo.Create<int>(i => i == 7), PredicateInfo.Create<string>(s => s == "text"))
            .ShouldBe(["text", (object)7]);
    }

    [Fact]
    public void Silence_is_expected()
    {
        ExpectNoMsg(Moment);

        TestActor.Tell("noise");
        Should.Throw<FailException>(() => ExpectNoMsg(Moment)).Message.ShouldStartWith(
            $"Failed: Expected no messages during {Moment}, instead we received <noise> from {TestActor} after ");
    }

    [Fact]
    public void A_message_is_looked_at_and_stays()
    {
        TestActor.Tell("there");

        PeekOne().ShouldBe("there");
        HasMessages.ShouldBeTrue();
        ReceiveOne().ShouldBe("there");
        HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void After_silence_there_is_no_last_message()
    {
        TryReceiveOne(out var envelope, TimeSpan.Zero).ShouldBeFalse();

        envelope.ShouldBe(NullMessageEnvelope.Instance);
        Should.Throw<IllegalActorStateException>(() => LastMessage);
    }

    [Fact]
    public void Messages_are_collected_until_one_does_not_fit_and_it_stays()
    {
        foreach (var message in new object[] { "a", "b", 3, "d" }) TestActor.Tell(message);

        ReceiveWhile(message => message as string).ShouldBe(["a", "b"]);
        ExpectMsg(3);
        ReceiveWhile<string>(text => text == "d", Moment).ShouldBe(["d"]);
    }

    [Fact]
    public void Values_are_collected_among_messages_of_other_types()
    {
        foreach (var message in new object[] { 1, 0, 2, "text", 3, 9 }) TestActor.Tell(message);

        ReceiveWhile(null, message => (int)message, msgs: 2).ShouldBe([1, 0]);
        ReceiveWhile<int>(number => number < 9).ShouldBe([2, 3]);
        ExpectMsg(9);
    }

    [Fact]
    public void A_number_of_messages_is_collected_or_the_failure_counts_them()
    {
        TestActor.Tell(1);
        TestActor.Tell(2);
        ReceiveN(2).ShouldBe([1, (object)2]);

        TestActor.Tell(3);
        Should.Throw<TrueException>(() => ReceiveN(2, Moment)).Message.ShouldStartWith(
            $"Timeout ({Moment}) while expecting 2 messages. Only got 1 after ");
    }

    [Fact]
    public void A_message_is_fished_out_of_others()
    {
        foreach (var message in new object[] { 1, "two", 3 }) TestActor.Tell(message);
        var others = new System.Collections.ArrayList { "left over" };

        FishForMessage<int>(number => number == 3, others).ShouldBe(3);
        others.ToArray().ShouldBe([1, (object)"two"]);
    }

    [Fact]
    public async Task Expectations_give_the_thread_back()
    {
        var coming = ExpectMsgAsync<string>();
        coming.IsCompleted.ShouldBeFalse();

        TestActor.Tell("late");

        (await coming).ShouldBe("late");
        var (success, envelope) = await TryReceiveOneAsync(TimeSpan.Zero);
        (success, envelope).ShouldBe((false, NullMessageEnvelope.Instance));
    }

    [Fact]
    public async Task A_canceled_wait_ends()
    {
        using var end = new CancellationTokenSource();
        var coming = ReceiveOneAsync(TimeSpan.FromMinutes(1), end.Token);

        await end.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(coming.AsTask());
    }
}
