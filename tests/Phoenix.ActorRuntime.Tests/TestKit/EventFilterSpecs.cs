using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;
using Akka.TestKit.TestActors;
using Xunit.Sdk;

namespace Phoenix.ActorRuntime.Tests.Kit;

/// <summary>Expectations of the log.</summary>
public sealed class EventFilterSpecs() : Akka.TestKit.Xunit2.TestKit("akka.loglevel = DEBUG")
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Events_are_expected_by_level_and_text()
    {
        EventFilter.Debug("exactly").ExpectOne(() => Log.Debug("exactly"));
        EventFilter.Info(start: "in the").ExpectOne(() => Log.Info("in the beginning"));
        EventFilter.Warning(contains: "MIDDLE").ExpectOne(() => Log.Warning("the middle of it"));
        EventFilter.Error(new Regex("^e.d$")).ExpectOne(() => Log.Error("end"));
    }

    [Fact]
    public void Events_are_expected_by_source() => EventFilter.Info(source: "/user/here").Expect(2, () =>
    {
        Sys.EventStream.Publish(new Info("/user/here", GetType(), "relative"));
        Sys.EventStream.Publish(new Info($"akka://{Sys.Name}/user/here", GetType(), "absolute"));
        Sys.EventStream.Publish(new Info($"akka://{Sys.Name}/user/there", GetType(), "other"));
    });

    [Fact]
    public void Exceptions_are_expected_by_type_and_by_the_text_of_either()
    {
        var cause = new ArgumentNullException("name");
        EventFilter.Exception<ArgumentException>("text").ExpectOne(() => Log.Error(cause, "text"));
        EventFilter.Exception<ArgumentException>(contains: "'name'").ExpectOne(() => Log.Error(cause, "text"));

        var outer = new InvalidOperationException("outer", cause);
        EventFilter.Exception(typeof(ArgumentException), checkInnerExceptions: true)
            .ExpectOne(() => Log.Error(outer, "text"));
        EventFilter.Exception(typeof(ArgumentException)).Mute(() => Log.Error(outer, "text"));
    }

    [Fact]
    public async Task Dead_letters_are_expected_by_message_and_recipient()
    {
        var actor = await WatchAsync(Sys.ActorOf(BlackHoleActor.Props, "gone"));
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);

        EventFilter.DeadLetter().ExpectOne(() => actor.Tell(1));
        EventFilter.DeadLetter<string>(text => text == "a", "/user/gone").ExpectOne(() =>
        {
            actor.Tell("a");
            actor.Tell("b");
            actor.Tell(1);
        });
    }

    [Fact]
    public void Several_filters_count_together() =>
        EventFilter.Info("one").And.Warning("two").Expect(2, () =>
        {
            Log.Info("one");
            Log.Info("other");
            Log.Warning("two");
        });

    [Fact]
    public void Too_few_events_fail_with_the_filter() =>
        Should.Throw<FailException>(() =>
                EventFilter.Info("x", source: "s").Expect(2, Moment, () => { }))
            .Message.ShouldBe(
                $"Timeout ({Moment}) while waiting for messages. Only received 0/2 messages that matched filter " +
                "[Info when Message == \"x\" and Source == \"s\"]");

    [Fact]
    public void Too_many_events_fail_with_their_number() =>
        Should.Throw<FailException>(() => EventFilter.Info("x").ExpectOne(() =>
            {
                Log.Info("x");
                Log.Info("x");
            }))
            .Message.ShouldBe(
                "Received 1 message too many. Expected 1 message but received 2 that matched filter " +
                "[Info when Message == \"x\"]");

    [Fact]
    public async Task None_is_expected_for_the_whole_time()
    {
        await EventFilter.Error().ExpectAsync(0, Moment, () => Task.CompletedTask);

        await Should.ThrowAsync<FailException>(EventFilter.Error().ExpectAsync(0, () =>
        {
            Log.Error("one");
            return Task.CompletedTask;
        }));
    }

    [Fact]
    public void The_failure_of_the_action_is_the_tests() =>
        Should.Throw<ArgumentException>(() =>
            EventFilter.Info().ExpectOne(() => throw new ArgumentException("mine")));

    [Fact]
    public void The_result_of_the_action_is_handed_on() =>
        EventFilter.Info().ExpectOne(() =>
        {
            Log.Info("counted");
            return 7;
        }).ShouldBe(7);

    [Fact]
    public void Muted_events_do_not_reach_the_log()
    {
        var printed = CreateTestProbe();
        using var system = ActorSystem.Create("muted", Akka.Configuration.ConfigurationFactory.ParseString(
            $"akka.loggers = [\"{typeof(PrintingListener).AssemblyQualifiedName}\"]").WithFallback(DefaultConfig));
        PrintingListener.PrintTo(system, printed);
        var filters = CreateEventFilter(system);

        using (filters.Warning("quiet").Mute())
        {
            system.Log.Warning("quiet");
            system.Log.Warning("loud");
        }

        system.Log.Warning("quiet");
        printed.ExpectMsg("loud");
        printed.ExpectMsg("quiet");
        printed.HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void A_custom_filter_is_a_function() =>
        EventFilter.Custom<Warning>(warning => warning.LogClass == GetType()).ExpectOne(() =>
            Sys.EventStream.Publish(new Warning("source", GetType(), "text")));

    [Fact]
    public void Filters_describe_themselves()
    {
        new InfoFilter().ToString().ShouldBe("Info");
        new ErrorFilter(typeof(ArgumentException), new ContainsString("c")).ToString().ShouldBe(
            "Error with Cause <System.ArgumentException> when Message contains \"c\"");
        new WarningFilter(new StartsWithString("s"), new RegexMatcher(new Regex("r"))).ToString().ShouldBe(
            "Warning when Message starts with \"s\" and Source matches regex \"r\"");
    }

    private sealed class PrintingListener : Akka.TestKit.TestEventListener
    {
        private IActorRef? _printer;

        internal static void PrintTo(ActorSystem system, IActorRef printer) =>
            system.EventStream.Publish(new Warning("test", typeof(EventFilterSpecs), printer));

        protected override void Print(LogEvent logEvent)
        {
            if (logEvent.Message is IActorRef printer) _printer = printer;
            else _printer?.Tell(logEvent.Message.ToString()!);
        }
    }
}
