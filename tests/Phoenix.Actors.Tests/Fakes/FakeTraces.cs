using System.Collections.Immutable;
using Phoenix.Core.Ports;
using Phoenix.Core.Settings;
using Phoenix.Core.Tracing;

namespace Phoenix.Actors.Tests.Fakes;

/// <summary>Keeps what is handed over; wants everything unless told otherwise.</summary>
internal sealed class FakeTraces : ITraceSink
{
    private ImmutableList<TraceRecord> _records = [];

    public TraceSampling Sampling { get; set; } = new() { Share = 1, MostPerSecond = 100_000 };

    public ImmutableList<TraceRecord> Records => Volatile.Read(ref _records);

    public void Offer(TraceRecord record) => ImmutableInterlocked.Update(ref _records, all => all.Add(record));
}
