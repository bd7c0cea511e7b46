using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Primitives;

namespace Phoenix.Node.Metrics;

/// <summary>
/// How the connections live and die, by slot. Written by one thread; what is observed is read from any.
/// </summary>
internal sealed class StreamMetrics
{
    private static readonly string[] States = ["dialing", "up", "lost"];

    private readonly TimeProvider _time;
    private readonly Counter<long> _dials;
    private readonly Counter<long> _deaths;
    private readonly Counter<long> _rotations;
    private readonly Counter<long> _repaired;
    private readonly Counter<long> _stuck;
    private readonly Histogram<double> _recovery;
    private ImmutableSortedDictionary<string, Slot> _slots =
        ImmutableSortedDictionary.Create<string, Slot>(StringComparer.Ordinal);

    public StreamMetrics(Meter meter, TimeProvider time)
    {
        _time = time;
        meter.CreateObservableGauge(
            "phoenix.stream.state",
            StateOf,
            null,
            "Whether the slot is dialing, up or lost: 1 for the state it is in.");
        meter.CreateObservableGauge(
            "phoenix.stream.state.age",
            () => Each(slot => _time.GetElapsedTime(slot.Since).TotalSeconds),
            "s",
            "How long the slot has been in its present state.");
        meter.CreateObservableGauge(
            "phoenix.stream.epoch",
            () => Each(slot => slot.Epoch.Value),
            null,
            "The incarnation of the slot that is up, or was dialed last.");
        _dials = meter.CreateCounter<long>("phoenix.stream.dials", null, "Connections that the slot dialed.");
        _deaths = meter.CreateCounter<long>(
            "phoenix.stream.deaths", null, "Connections of the slot that ended, by cause.");
        _rotations = meter.CreateCounter<long>(
            "phoenix.stream.rotations", null, "Planned replacements of the slot's connection, by outcome.");
        _repaired = meter.CreateCounter<long>(
            "phoenix.stream.subscriptions_repaired",
            null,
            "Subscriptions that the exchange's list lacked or had too many.");
        _stuck = meter.CreateCounter<long>(
            "phoenix.stream.stuck", null, "Times that the slot kept dying of one cause: retrying does not help.");
        _recovery = meter.CreateHistogram(
            "phoenix.stream.recovery",
            "s",
            "From the death of the slot's connection to the next one that flows.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
            });
    }

    public void Note(SystemEvent occurrence)
    {
        switch (occurrence)
        {
            case SystemEvent.ConnectionDialed dialed:
                Dialed(dialed);
                break;
            case SystemEvent.ConnectionUp up:
                Up(up);
                break;
            case SystemEvent.ConnectionLost lost:
                Lost(lost);
                break;
            case SystemEvent.Rotated rotated:
                _rotations.Add(1, Tag.Stream(rotated.Slot), Tag.Named("outcome", "done"));
                Inherit(rotated.Slot, rotated.Heir);
                break;
            case SystemEvent.RotationFailed failed:
                _rotations.Add(1, Tag.Stream(failed.Slot), Tag.Named("outcome", "failed"));
                break;
            case SystemEvent.ConnectionSucceeded succeeded:
                _rotations.Add(1, Tag.Stream(succeeded.Slot), Tag.Named("outcome", "done"));
                Inherit(succeeded.Slot, succeeded.New);
                break;
            case SystemEvent.SubscriptionsRepaired repaired:
                _repaired.Add(repaired.Missing.Length + repaired.Unknown.Length, Tag.Stream(repaired.Slot));
                break;
            case SystemEvent.SlotStuck stuck:
                _stuck.Add(1, Tag.Stream(stuck.Slot), Tag.Cause(stuck.Cause));
                break;
        }
    }

    /// <summary>A successor dials beside a connection that is up, and does not change how the slot stands.</summary>
    private void Dialed(SystemEvent.ConnectionDialed dialed)
    {
        _dials.Add(1, Tag.Stream(dialed.Slot));
        var slot = Of(dialed.Slot);
        if (slot.State != "up")
        {
            Set(dialed.Slot, Enter(slot, "dialing") with { Epoch = dialed.Epoch });
        }
    }

    private void Up(SystemEvent.ConnectionUp up)
    {
        var slot = Of(up.Slot);
        if (slot.LostAt is { } lost)
        {
            _recovery.Record((up.At - lost).TotalSeconds, Tag.Stream(up.Slot));
        }

        Set(up.Slot, Enter(slot, "up") with { Epoch = up.Epoch, LostAt = null });
    }

    private void Lost(SystemEvent.ConnectionLost lost)
    {
        _deaths.Add(1, Tag.Stream(lost.Slot), Tag.Cause(lost.Cause));
        var slot = Of(lost.Slot);
        if (slot.State != "up" || slot.Epoch == lost.Epoch)
        {
            Set(lost.Slot, Enter(slot, "lost") with { LostAt = slot.LostAt ?? lost.At });
        }
    }

    private void Inherit(string name, Epoch heir) => Set(name, Of(name) with { Epoch = heir });

    private Slot Of(string name) =>
        _slots.GetValueOrDefault(name) ?? new Slot("", _time.GetTimestamp(), Epoch.None, null);

    private Slot Enter(Slot slot, string state) =>
        slot.State == state ? slot : slot with { State = state, Since = _time.GetTimestamp() };

    private void Set(string name, Slot slot) => Volatile.Write(ref _slots, _slots.SetItem(name, slot));

    private IEnumerable<Measurement<double>> Each(Func<Slot, double> figure) =>
        Volatile.Read(ref _slots).Select(pair => new Measurement<double>(figure(pair.Value), Tag.Stream(pair.Key)));

    private IEnumerable<Measurement<long>> StateOf() => Volatile.Read(ref _slots).SelectMany(pair => States.Select(
        state => new Measurement<long>(
            pair.Value.State == state ? 1 : 0, Tag.Stream(pair.Key), Tag.Named("state", state))));

    /// <param name="Since">A timestamp of the time provider.</param>
    /// <param name="Epoch">Of the connection that is up; of the one dialed last while none is.</param>
    /// <param name="LostAt">When the last good connection ended; null while one is up.</param>
    private sealed record Slot(string State, long Since, Epoch Epoch, Instant? LostAt);
}
