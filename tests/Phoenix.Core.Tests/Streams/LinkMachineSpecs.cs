using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Links;

namespace Phoenix.Core.Tests.Streams;

/// <summary>A connection that may rightly be silent is proven by probes, and only by them.</summary>
public sealed class LinkMachineSpecs
{
    private static readonly LinkPolicy Policy = new(Seconds(5), Seconds(2), Seconds(1), AnswersToTrust: 2)
    {
        GrantTimeout = Seconds(30),
    };

    private static readonly Instant Start = new(1_000_000_000);
    private LinkState _state = LinkMachine.Dial(Start, Policy).State;

    [Fact]
    public void An_open_socket_is_not_up_before_enough_probes_were_answered()
    {
        Feed(new LinkInput.Opened(), Start).ShouldContain(new LinkEffect.SendProbe());
        var first = Feed(new LinkInput.Answered(), Start);
        first.ShouldContain(new LinkEffect.ReportAnswered());
        first.ShouldContain(new LinkEffect.SendProbe());
        first.ShouldNotContain(new LinkEffect.ReportUp());
        Feed(new LinkInput.Answered(), Start).ShouldContain(new LinkEffect.ReportUp());
    }

    [Fact]
    public void The_wait_for_a_key_has_a_deadline_and_a_cause_of_its_own()
    {
        _state = LinkMachine.Await(Start, Policy).State;
        Feed(new LinkInput.Wake(), Start + Seconds(30) - TimeSpan.FromTicks(1))
            .ShouldHaveSingleItem().ShouldBeOfType<LinkEffect.WakeAt>();
        Feed(new LinkInput.Wake(), Start + Seconds(30))
            .ShouldHaveSingleItem().ShouldBeOfType<LinkEffect.Die>().Cause.ShouldBe(DeathCause.ListenKeyMissing);
    }

    [Fact]
    public void The_handshake_has_its_whole_deadline_after_the_key_and_no_more()
    {
        _state = LinkMachine.Await(Start, Policy).State;
        var granted = Start + Seconds(29);
        Feed(new LinkInput.Granted(), granted)
            .ShouldHaveSingleItem().ShouldBe(new LinkEffect.WakeAt(granted + Policy.ConnectTimeout));
        Feed(new LinkInput.Wake(), granted + Policy.ConnectTimeout - TimeSpan.FromTicks(1))
            .ShouldHaveSingleItem().ShouldBeOfType<LinkEffect.WakeAt>();
        Feed(new LinkInput.Wake(), granted + Policy.ConnectTimeout)
            .ShouldHaveSingleItem().ShouldBeOfType<LinkEffect.Die>().Cause.ShouldBe(DeathCause.ConnectTimeout);
    }

    [Fact]
    public void It_is_probed_again_after_the_interval()
    {
        Prove();
        Feed(new LinkInput.Wake(), Start + Seconds(2)).ShouldContain(new LinkEffect.SendProbe());
    }

    [Fact]
    public void A_probe_without_an_answer_is_death_at_the_deadline_and_not_before()
    {
        Prove();
        Feed(new LinkInput.Wake(), Start + Seconds(2));
        Feed(new LinkInput.Wake(), Start + Seconds(3) - TimeSpan.FromTicks(1))
            .ShouldHaveSingleItem().ShouldBeOfType<LinkEffect.WakeAt>();
        Feed(new LinkInput.Wake(), Start + Seconds(3))
            .ShouldHaveSingleItem().ShouldBeOfType<LinkEffect.Die>().Cause.ShouldBe(DeathCause.ProbeUnanswered);
    }

    [Fact]
    public void A_probe_that_was_held_back_for_rate_is_no_evidence_and_is_sent_again()
    {
        Prove();
        Feed(new LinkInput.Wake(), Start + Seconds(2));
        Feed(new LinkInput.Held(), Start + Seconds(2)).ShouldBeEmpty();
        Feed(new LinkInput.Wake(), Start + Seconds(3)).ShouldContain(new LinkEffect.SendProbe());
        Feed(new LinkInput.Wake(), Start + Seconds(4))
            .ShouldHaveSingleItem().ShouldBeOfType<LinkEffect.Die>().Cause.ShouldBe(DeathCause.ProbeUnanswered);
    }

    [Fact]
    public void A_connection_whose_first_probe_is_held_back_is_neither_up_nor_dead()
    {
        Feed(new LinkInput.Opened(), Start);
        Feed(new LinkInput.Held(), Start);
        var again = Feed(new LinkInput.Wake(), Start + Seconds(1));
        again.ShouldContain(new LinkEffect.SendProbe());
        again.ShouldNotContain(new LinkEffect.ReportUp());
    }

    [Fact]
    public void A_probe_that_was_held_back_is_not_asked_for_after_a_standstill_of_ours()
    {
        Prove();
        Feed(new LinkInput.Wake(), Start + Seconds(2));
        Feed(new LinkInput.Held(), Start + Seconds(2));
        var resumed = Start + Seconds(10); // this process stood still
        var next = Feed(new LinkInput.Wake(), resumed).ShouldHaveSingleItem().ShouldBeOfType<LinkEffect.WakeAt>().At;

        Feed(new LinkInput.Wake(), next).ShouldContain(new LinkEffect.SendProbe());
    }

    [Fact]
    public void A_deadline_that_is_noticed_late_is_not_held_against_the_peer_but_the_next_one_is()
    {
        Prove();
        Feed(new LinkInput.Wake(), Start + Seconds(2));
        var resumed = Start + Seconds(10); // this process stood still
        var next = Feed(new LinkInput.Wake(), resumed).ShouldHaveSingleItem().ShouldBeOfType<LinkEffect.WakeAt>().At;
        Feed(new LinkInput.Wake(), next).ShouldHaveSingleItem().ShouldBeOfType<LinkEffect.Die>();
    }

    [Fact]
    public void Evidence_from_elsewhere_kills_it_in_any_state()
    {
        foreach (var steps in Enumerable.Range(0, 4))
        {
            _state = LinkMachine.Dial(Start, Policy).State;
            LinkInput[] inputs = [new LinkInput.Opened(), new LinkInput.Answered(), new LinkInput.Answered()];
            foreach (var input in inputs.Take(steps))
            {
                Feed(input, Start);
            }

            Feed(new LinkInput.Condemned(DeathCause.EchoMissing, "x"), Start)
                .ShouldHaveSingleItem().ShouldBeOfType<LinkEffect.Die>().Cause.ShouldBe(DeathCause.EchoMissing);
        }
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private void Prove()
    {
        Feed(new LinkInput.Opened(), Start);
        Feed(new LinkInput.Answered(), Start);
        Feed(new LinkInput.Answered(), Start);
    }

    private ImmutableArray<LinkEffect> Feed(LinkInput input, Instant now)
    {
        (_state, var effects) = LinkMachine.Next(_state, input, now, Policy);
        return effects;
    }
}
