using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Subscriptions;

namespace Phoenix.Core.Tests.Streams;

/// <summary>Goal: what a connection carries becomes what is wanted, one paced request at a time, and stays.</summary>
public sealed class SubscriptionMachineSpecs
{
    private static readonly StreamSettings Settings = new();
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly StreamId Eth = Depth("ETHUSDC");
    private static readonly StreamId Btc = Depth("BTCUSDC");
    private static readonly StreamId Sol = Depth("SOLUSDC");
    private Instant _now = new(1_000_000_000);
    private SubscriptionState _state = null!;
    private ImmutableArray<SubscriptionEffect> _effects;

    public SubscriptionMachineSpecs() => Begin([Eth], [Eth]);

    [Fact]
    public void Nothing_is_sent_while_nothing_differs() =>
        _effects.ShouldHaveSingleItem().ShouldBe(new SubscriptionEffect.WakeAt(_now + (Settings.AuditInterval * 0.75)));

    [Fact]
    public void What_was_wanted_while_it_dialled_is_asked_for_as_soon_as_it_flows()
    {
        Begin([Eth], [Btc]);
        Sent().ShouldBe((2, ControlMethod.Unsubscribe, "ethusdc@depth@100ms"));
        Answer(2);
        Pass(ControlQueue.Spacing);
        Sent().ShouldBe((3, ControlMethod.Subscribe, "btcusdc@depth@100ms"));
        Answer(3);
        _state.Carried.ShouldBe([Btc]);
    }

    [Fact]
    public void Streams_are_added_in_one_message_and_carried_when_that_is_answered()
    {
        Feed(new SubscriptionInput.Want([Eth, Btc, Sol]));
        Sent().ShouldBe((2, ControlMethod.Subscribe, "btcusdc@depth@100ms solusdc@depth@100ms"));
        _state.Carried.ShouldBe([Eth]);
        Answer(2);
        _effects.OfType<SubscriptionEffect.ReportSubscribed>().Single().Streams.ShouldBe([Btc, Sol], ignoreOrder: true);
        _state.Carried.ShouldBe([Eth, Btc, Sol], ignoreOrder: true);
    }

    [Fact]
    public void A_wish_taken_back_before_it_was_sent_is_never_sent()
    {
        Feed(new SubscriptionInput.Want([Eth, Btc]));
        Feed(new SubscriptionInput.Want([Eth, Btc, Sol]));
        Feed(new SubscriptionInput.Want([Eth, Btc]));
        Answer(2);
        Feed(new SubscriptionInput.Delivered(Btc));
        Pass(ControlQueue.Spacing);
        NothingIsSent();
    }

    [Fact]
    public void A_stream_taken_back_while_it_is_asked_for_is_unsubscribed_after_the_answer()
    {
        Feed(new SubscriptionInput.Want([Eth, Btc]));
        Feed(new SubscriptionInput.Want([Eth]));
        Answer(2);
        _state.Unproven.ShouldBeEmpty();
        Pass(ControlQueue.Spacing);
        Sent().ShouldBe((3, ControlMethod.Unsubscribe, "btcusdc@depth@100ms"));
    }

    [Fact]
    public void Messages_keep_to_half_of_what_the_venue_allows()
    {
        Feed(new SubscriptionInput.Want([Eth, Btc]));
        Answer(2);
        Feed(new SubscriptionInput.Want([Eth, Btc, Sol]));
        Pass(ControlQueue.Spacing - Tick);
        NothingIsSent();
        Pass(Tick);
        Sent().Id.ShouldBe(3);
        (TimeSpan.FromSeconds(1) / ControlQueue.Spacing).ShouldBe(5);
    }

    [Fact]
    public void More_than_a_batch_goes_in_several_messages()
    {
        Feed(new SubscriptionInput.Want([Eth, .. Many(SubscriptionState.Batch + 1)]));
        Count().ShouldBe(SubscriptionState.Batch);
        Answer(2);
        Pass(ControlQueue.Spacing);
        Count().ShouldBe(1);
    }

    [Fact]
    public void An_unanswered_request_is_repeated_once_and_then_the_connection_is_dead()
    {
        Feed(new SubscriptionInput.Want([Eth, Btc]));
        Pass(Settings.AcknowledgeTimeout - Tick);
        NothingIsSent();
        Pass(Tick);
        Sent().ShouldBe((3, ControlMethod.Subscribe, "btcusdc@depth@100ms"));
        Answer(2); // of the first attempt, too late to count
        _state.Carried.ShouldBe([Eth]);
        Pass(Settings.AcknowledgeTimeout);
        _effects.OfType<SubscriptionEffect.Die>().Single().Cause.ShouldBe(DeathCause.AckMissing);
    }

    [Fact]
    public void Data_without_an_acknowledgement_counts_as_one()
    {
        Feed(new SubscriptionInput.Want([Eth, Btc, Sol]));
        Feed(new SubscriptionInput.Delivered(Btc));
        _state.Carried.ShouldBe([Eth, Btc], ignoreOrder: true);
        Pass(Settings.AcknowledgeTimeout);
        Sent().ShouldBe((3, ControlMethod.Subscribe, "solusdc@depth@100ms"));
        Feed(new SubscriptionInput.Delivered(Sol));
        _state.Pending.ShouldBeNull();
        Pass(Settings.FirstDataTimeout);
        NothingIsSent();
    }

    [Fact]
    public void A_name_that_is_refused_is_looked_for_and_its_neighbours_are_carried()
    {
        Feed(new SubscriptionInput.Want([Eth, Btc, Sol]));
        Feed(new SubscriptionInput.Refused(null, "invalid stream"));
        Pass(ControlQueue.Spacing);
        Sent().ShouldBe((3, ControlMethod.Subscribe, "btcusdc@depth@100ms"));
        Feed(new SubscriptionInput.Refused(3, "invalid stream"));
        _effects.OfType<SubscriptionEffect.GiveUp>().Single().Streams.ShouldBe([Btc]);
        Pass(ControlQueue.Spacing);
        Sent().ShouldBe((4, ControlMethod.Subscribe, "solusdc@depth@100ms"));
        Answer(4);
        Pass(ControlQueue.Spacing);
        NothingIsSent();
        _state.Carried.ShouldBe([Eth, Sol], ignoreOrder: true);
    }

    [Fact]
    public void What_was_refused_is_asked_for_again_after_the_next_audit()
    {
        Feed(new SubscriptionInput.Want([Eth, Btc]));
        Feed(new SubscriptionInput.Refused(2, "busy"));
        Pass(Settings.AuditInterval * 0.75);
        Sent().ShouldBe((3, ControlMethod.List, ""));
        Feed(new SubscriptionInput.Answered(3, ["ethusdc@depth@100ms"]));
        Pass(ControlQueue.Spacing);
        Sent().ShouldBe((4, ControlMethod.Subscribe, "btcusdc@depth@100ms"));
    }

    [Fact]
    public void An_added_stream_has_its_own_deadline_and_is_subscribed_anew_once()
    {
        Feed(new SubscriptionInput.Want([Eth, Btc]));
        Answer(2);
        Pass(Settings.FirstDataTimeout - Tick);
        NothingIsSent();
        Pass(Tick);
        Sent().ShouldBe((3, ControlMethod.Unsubscribe, "btcusdc@depth@100ms"));
        Answer(3);
        Pass(ControlQueue.Spacing);
        Sent().ShouldBe((4, ControlMethod.Subscribe, "btcusdc@depth@100ms"));
        Answer(4);
        Pass(Settings.FirstDataTimeout);
        _effects.OfType<SubscriptionEffect.GiveUp>().Single().Streams.ShouldBe([Btc]);
        NothingIsSent();
    }

    [Fact]
    public void A_stream_with_nothing_to_deliver_is_not_held_to_its_deadline()
    {
        Feed(new SubscriptionInput.Want([Eth, Btc]));
        Answer(2);
        Feed(new SubscriptionInput.Excused(Btc));
        Pass(Settings.FirstDataTimeout);
        NothingIsSent();
    }

    [Fact]
    public void The_audit_subscribes_what_is_missing_and_unsubscribes_what_nobody_wants()
    {
        Begin([Eth, Btc], [Eth, Btc]);
        Pass(Settings.AuditInterval * 0.75);
        Sent().ShouldBe((2, ControlMethod.List, ""));
        Feed(new SubscriptionInput.Answered(2, ["ethusdc@depth@100ms", "stray@depth@100ms"]));
        var repair = _effects.OfType<SubscriptionEffect.Repair>().Single();
        repair.Missing.ShouldBe([Btc]);
        repair.Unknown.ShouldBe(["stray@depth@100ms"]);
        repair.Total.ShouldBe(2);

        Pass(ControlQueue.Spacing);
        Sent().ShouldBe((3, ControlMethod.Unsubscribe, "stray@depth@100ms"));
        Answer(3);
        Pass(ControlQueue.Spacing);
        Sent().ShouldBe((4, ControlMethod.Subscribe, "btcusdc@depth@100ms"));
        Answer(4);
        Feed(new SubscriptionInput.Delivered(Btc));
        Pass(Settings.AuditInterval * 0.75);
        Sent().Method.ShouldBe(ControlMethod.List);
        Feed(new SubscriptionInput.Answered(5, ["btcusdc@depth@100ms", "ethusdc@depth@100ms"]));
        _effects.ShouldAllBe(effect => effect is SubscriptionEffect.WakeAt);
    }

    [Fact]
    public void An_audit_that_is_never_answered_is_evidence_against_the_connection()
    {
        Pass(Settings.AuditInterval * 0.75);
        Pass(Settings.AcknowledgeTimeout);
        Sent().ShouldBe((3, ControlMethod.List, ""));
        Pass(Settings.AcknowledgeTimeout);
        _effects.OfType<SubscriptionEffect.Die>().Single().Detail.ShouldContain("audit");
    }

    [Fact]
    public void A_hundred_symbols_added_one_by_one_need_no_more_messages_than_time_allows()
    {
        var begun = _now;
        var wanted = ImmutableSortedSet.Create(Eth);
        var sent = new List<Instant>();
        foreach (var stream in Many(100))
        {
            wanted = wanted.Add(stream);
            _now += TimeSpan.FromMilliseconds(20);
            Feed(new SubscriptionInput.Want(wanted));
            NoteAndAnswer(sent);
            Feed(new SubscriptionInput.Wake());
            NoteAndAnswer(sent);
        }

        Pass(ControlQueue.Spacing);
        NoteAndAnswer(sent);
        _state.Carried.ShouldBe(wanted, ignoreOrder: true);
        (_now - begun).ShouldBeLessThan(TimeSpan.FromSeconds(3));
        sent.ShouldAllBe(at => sent.Count(other => other > at - TimeSpan.FromSeconds(1) && other <= at) <= 5);
    }

    private void NoteAndAnswer(List<Instant> sent)
    {
        if (_effects.OfType<SubscriptionEffect.Send>().SingleOrDefault() is { } send)
        {
            sent.Add(_now);
            Answer(send.Request.Id);
        }
    }

    private static StreamId Depth(string symbol) => new(new Symbol(symbol), StreamKind.Depth);

    private static IEnumerable<StreamId> Many(int count) =>
        Enumerable.Range(0, count).Select(n => Depth($"S{n:000}USDC"));

    private void Begin(ImmutableSortedSet<StreamId> carried, ImmutableSortedSet<StreamId> wanted) =>
        (_state, _effects) = SubscriptionMachine.Begin(carried, wanted, 0, _now, Settings);

    private void NothingIsSent() => _effects.ShouldNotContain(
        effect => effect is SubscriptionEffect.Send || effect is SubscriptionEffect.Die);

    private int Count() => _effects.OfType<SubscriptionEffect.Send>().Single().Request.Names.Length;

    private (long Id, ControlMethod Method, string Names) Sent()
    {
        var request = _effects.OfType<SubscriptionEffect.Send>().ShouldHaveSingleItem().Request;
        return (request.Id, request.Method, string.Join(' ', request.Names));
    }

    private void Answer(long request) => Feed(new SubscriptionInput.Answered(request, null));

    private void Pass(TimeSpan time)
    {
        _now += time;
        Feed(new SubscriptionInput.Wake());
    }

    private void Feed(SubscriptionInput input) =>
        (_state, _effects) = SubscriptionMachine.Next(_state, input, _now, Settings);
}
