using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.MarketData;
using Phoenix.Core.Recording;
using Phoenix.Core.Streams.Subscriptions;

namespace Phoenix.Actors.MarketData;

/// <content>What is carried changes while the connection lives: control messages, their answers, the audit.</content>
internal sealed partial class MarketConnectionActor
{
    private Tape _subscriptionTape = Tape.Off;
    private ImmutableSortedSet<StreamId> _promised = [];
    private ImmutableSortedSet<StreamId> _wanted = [];
    private ImmutableSortedSet<StreamId> _told = [];

    /// <summary>Null until everything that was promised at the dial flows.</summary>
    private SubscriptionState? _subscribed;

    private void BeginSubscriptions()
    {
        var step = SubscriptionMachine.Begin(
            _promised, _wanted, _chance.NextUnit(), Context.System.Now(), _settings);
        _subscribed = step.State;
        _subscriptionTape = _recorder.Open($"subscriptions {_slot} {_epoch}", TapeKind.Subscriptions, step.State);
        PerformAll(step.Effects);
    }

    /// <summary>What is wanted before everything flows is asked for then.</summary>
    private void Carry(SubscriptionsProtocol.Carry order)
    {
        var (more, less) = (order.Streams.Except(_wanted), _wanted.Except(order.Streams));
        (_wanted, _routes, _told) = (order.Streams, order.Routes, _told.Except(less));
        if (!more.IsEmpty)
        {
            _monitor.Tell(new StaleMonitorProtocol.Expect(_slot, _epoch, [.. more.Where(stream => stream.MustFlow)]));
        }

        if (!less.IsEmpty)
        {
            _monitor.Tell(new StaleMonitorProtocol.Release(_slot, _epoch, [.. less]));
        }

        FeedSubscriptions(new SubscriptionInput.Want(order.Streams));
    }

    private void FeedSubscriptions(SubscriptionInput input)
    {
        if (_subscribed is null)
        {
            return; // nothing was asked beyond the first subscription
        }

        var now = Context.System.Now();
        _subscriptionTape.Input(now, input);
        (_subscribed, var effects) = SubscriptionMachine.Next(_subscribed, input, now, _settings);
        _subscriptionTape.Commit(effects);
        PerformAll(effects);
    }

    private void PerformAll(ImmutableArray<SubscriptionEffect> effects)
    {
        foreach (var effect in effects)
        {
            Perform(effect);
        }
    }

    private void Perform(SubscriptionEffect effect)
    {
        var now = Context.System.Now();
        switch (effect)
        {
            case SubscriptionEffect.Send send:
                _handle?.TrySend(send.Request); // what cannot be sent is not answered, and that has its deadline
                break;
            case SubscriptionEffect.WakeAt wake:
                Timers.StartWake(SubscriptionWake.Instance, wake.At, now);
                break;
            case SubscriptionEffect.ReportSubscribed done:
                TellSubscribed(done.Streams);
                break;
            case SubscriptionEffect.Repair repair:
                ImmutableArray<string> missing = [.. repair.Missing.Select(stream => stream.WireName)];
                _log.Repaired(_slot, _epoch, string.Join(", ", missing), string.Join(", ", repair.Unknown));
                Publish(new SystemEvent.SubscriptionsRepaired(
                    $"{_slot.Slot}", _epoch, missing, repair.Unknown, repair.Total, now));
                break;
            case SubscriptionEffect.GiveUp lost:
                ImmutableArray<string> names = [.. lost.Streams.Select(stream => stream.WireName)];
                _log.GivenUp(_slot, _epoch, string.Join(", ", names), lost.Reason);
                Publish(new SystemEvent.StreamsGivenUp($"{_slot.Slot}", _epoch, names, lost.Reason, now));
                break;
            case SubscriptionEffect.Die die:
                throw new StreamDiedException(die.Cause, die.Detail);
        }
    }

    /// <summary>Each desk hears once that its book may come by this connection.</summary>
    private void TellSubscribed(ImmutableSortedSet<StreamId> streams)
    {
        var wanted = streams.Intersect(_wanted);
        foreach (var stream in wanted.Except(_told).Where(stream => stream.Kind == StreamKind.Depth))
        {
            Route(stream.Symbol)?.Tell(new MarketDataProtocol.Subscribed(_epoch));
        }

        _told = _told.Union(wanted);
    }

    private static void Publish(SystemEvent occurrence) => Context.System.EventStream.Publish(occurrence);

    private sealed record SubscriptionWake
    {
        public static SubscriptionWake Instance { get; } = new();
    }
}
