using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Connections;

namespace Phoenix.Core.Tests.Streams;

/// <summary>From dialling to flowing: only data makes a stream live, and nothing waits for ever.</summary>
public sealed class ConnectionMachineSpecs
{
    private static readonly StreamSettings Settings = new();
    private static readonly Instant Start = new(1_000_000_000);
    private static readonly StreamId Eth = new(new Symbol("ETHUSDC"), StreamKind.Depth);
    private static readonly StreamId Btc = new(new Symbol("BTCUSDC"), StreamKind.Depth);
    private ConnectionState _state = ConnectionMachine.Dial([Eth, Btc], Start, Settings).State;

    [Fact]
    public void A_stream_that_has_nothing_to_deliver_is_not_missing()
    {
        Feed(new ConnectionInput.Opened(), Start);
        Feed(new ConnectionInput.Acknowledged(), Start);
        Feed(new ConnectionInput.Delivered(Btc), Start);
        Feed(new ConnectionInput.Excused(Eth), Start).ShouldContain(new ConnectionEffect.ReportUp());
        Feed(new ConnectionInput.Wake(), Start + Settings.FirstDataTimeout).ShouldBeEmpty();
    }

    [Fact]
    public void An_excuse_does_not_stand_for_the_acknowledgement()
    {
        Feed(new ConnectionInput.Opened(), Start);
        Feed(new ConnectionInput.Excused(Eth), Start).ShouldBeEmpty();
        Feed(new ConnectionInput.Excused(Btc), Start).ShouldBeEmpty();
        Feed(new ConnectionInput.Acknowledged(), Start).ShouldContain(new ConnectionEffect.ReportUp());
    }

    [Fact]
    public void An_acknowledgement_alone_does_not_make_it_flow()
    {
        Feed(new ConnectionInput.Opened(), Start);
        Feed(new ConnectionInput.Acknowledged(), Start).ShouldContain(new ConnectionEffect.ReportSubscribed());
        Feed(new ConnectionInput.Delivered(Eth), Start).ShouldBeEmpty();
        Feed(new ConnectionInput.Delivered(Btc), Start)
            .ShouldHaveSingleItem().ShouldBe(new ConnectionEffect.ReportUp());
    }

    [Fact]
    public void Data_without_an_acknowledgement_counts_as_one()
    {
        Feed(new ConnectionInput.Opened(), Start);
        Feed(new ConnectionInput.Delivered(Eth), Start);
        Feed(new ConnectionInput.Delivered(Btc), Start)
            .ShouldBe([new ConnectionEffect.ReportSubscribed(), new ConnectionEffect.ReportUp()]);
        Feed(new ConnectionInput.Acknowledged(), Start).ShouldBeEmpty();
    }

    [Fact]
    public void A_socket_that_never_opens_dies_at_its_deadline_and_not_before()
    {
        Feed(new ConnectionInput.Wake(), Start + Settings.ConnectTimeout - TimeSpan.FromTicks(1))
            .ShouldHaveSingleItem().ShouldBeOfType<ConnectionEffect.WakeAt>();
        Death(new ConnectionInput.Wake(), Start + Settings.ConnectTimeout).ShouldBe(DeathCause.ConnectTimeout);
    }

    [Fact]
    public void A_missing_acknowledgement_kills_it()
    {
        Feed(new ConnectionInput.Opened(), Start);
        Death(new ConnectionInput.Wake(), Start + Settings.AcknowledgeTimeout).ShouldBe(DeathCause.AckMissing);
    }

    [Fact]
    public void One_silent_stream_of_two_kills_it_when_its_turn_comes_and_is_named()
    {
        Feed(new ConnectionInput.Opened(), Start);
        Feed(new ConnectionInput.Acknowledged(), Start);
        Feed(new ConnectionInput.Delivered(Eth), Start);

        var overdue = Start + Settings.FirstDataTimeout;
        Feed(new ConnectionInput.Wake(), overdue - TimeSpan.FromTicks(1))
            .ShouldHaveSingleItem().ShouldBeOfType<ConnectionEffect.WakeAt>();
        Feed(new ConnectionInput.Wake(), overdue)
            .ShouldBe([
                new ConnectionEffect.AskToLeave(), new ConnectionEffect.WakeAt(overdue + Settings.DeathDebounce)]);
        var die = Feed(new ConnectionInput.Dismissed(), overdue)
            .ShouldHaveSingleItem().ShouldBeOfType<ConnectionEffect.Die>();

        die.Cause.ShouldBe(DeathCause.FirstDataMissing);
        die.Detail.ShouldContain("btcusdc@depth@100ms");
        die.Detail.ShouldNotContain("ethusdc");
    }

    [Fact]
    public void A_turn_that_never_comes_is_not_waited_for_longer_than_the_debounce()
    {
        Feed(new ConnectionInput.Opened(), Start);
        Feed(new ConnectionInput.Acknowledged(), Start);
        Feed(new ConnectionInput.Delivered(Eth), Start);
        var overdue = Start + Settings.FirstDataTimeout;
        Feed(new ConnectionInput.Wake(), overdue);

        Feed(new ConnectionInput.Wake(), overdue + Settings.DeathDebounce - TimeSpan.FromTicks(1))
            .ShouldHaveSingleItem().ShouldBeOfType<ConnectionEffect.WakeAt>();
        Death(new ConnectionInput.Wake(), overdue + Settings.DeathDebounce).ShouldBe(DeathCause.FirstDataMissing);
    }

    [Fact]
    public void What_was_missing_and_comes_while_it_waits_for_its_turn_saves_it()
    {
        Feed(new ConnectionInput.Opened(), Start);
        Feed(new ConnectionInput.Acknowledged(), Start);
        Feed(new ConnectionInput.Delivered(Eth), Start);
        Feed(new ConnectionInput.Wake(), Start + Settings.FirstDataTimeout);

        Feed(new ConnectionInput.Delivered(Btc), Start + Settings.FirstDataTimeout)
            .ShouldHaveSingleItem().ShouldBe(new ConnectionEffect.ReportUp());
        Feed(new ConnectionInput.Dismissed(), Start + Settings.FirstDataTimeout).ShouldBeEmpty();
    }

    [Fact]
    public void A_connection_on_which_nothing_flows_has_nothing_to_wait_for()
    {
        Feed(new ConnectionInput.Opened(), Start);
        Feed(new ConnectionInput.Acknowledged(), Start);
        Death(new ConnectionInput.Wake(), Start + Settings.FirstDataTimeout).ShouldBe(DeathCause.FirstDataMissing);
    }

    [Fact]
    public void A_frame_that_cannot_be_understood_kills_it_because_a_diff_may_be_lost()
    {
        Feed(new ConnectionInput.Opened(), Start);
        Death(new ConnectionInput.Malformed("truncated"), Start).ShouldBe(DeathCause.MalformedFrame);
    }

    [Fact]
    public void Every_state_decides_every_input_it_can_meet()
    {
        ImmutableArray<ConnectionInput> anywhere =
        [
            new ConnectionInput.Refused("x"),
            new ConnectionInput.Malformed("x"),
            new ConnectionInput.Closed(DeathCause.TransportClosed, "x"),
            new ConnectionInput.Condemned(DeathCause.SilentStream, "x"),
            new ConnectionInput.Dismissed(),
            new ConnectionInput.Wake(),
        ];
        ImmutableArray<ConnectionState> states =
        [
            _state,
            new ConnectionState.Subscribing(Start, Start, true, [Eth], Delivers: true, Start),
            new ConnectionState.Subscribing(Start, Start, false, [Eth]),
            new ConnectionState.Subscribing(Start, Start, true, [Eth]),
            new ConnectionState.Flowing(),
        ];
        foreach (var state in states)
        {
            foreach (var input in anywhere)
            {
                Should.NotThrow(() => ConnectionMachine.Next(state, input, Start, Settings));
            }
        }
    }

    private DeathCause Death(ConnectionInput input, Instant now) =>
        Feed(input, now).ShouldHaveSingleItem().ShouldBeOfType<ConnectionEffect.Die>().Cause;

    private ImmutableArray<ConnectionEffect> Feed(ConnectionInput input, Instant now)
    {
        (_state, var effects) = ConnectionMachine.Next(_state, input, now, Settings);
        return effects;
    }
}
