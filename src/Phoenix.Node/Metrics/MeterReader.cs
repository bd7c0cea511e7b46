using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Phoenix.Node.Metrics;

/// <summary>
/// Adds up what the instruments of one meter tell, from its own start, and shows it as metrics. Safe from any thread.
/// </summary>
internal sealed class MeterReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Lock _reading = new();
    private readonly int _mostSeries;

    /// <param name="meter">The instruments of this very object count, not those of another one of its name.</param>
    /// <param name="mostSeries">Of one metric; more are left out: labels must not fill the memory.</param>
    public MeterReader(Meter meter, int mostSeries = 10_000)
    {
        _mostSeries = mostSeries;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Note(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Note(family, value, tags));
        _listener.Start();
    }

    /// <summary>In the order of their names; series in the order of their labels.</summary>
    public ImmutableArray<MetricFamily> Read()
    {
        // One at a time, for an observed series that nobody reports any more has to go. The gate is not held while
        // instruments are asked: who answers may wait for a lock of its own.
        lock (_reading)
        {
            lock (_gate)
            {
                foreach (var family in _families.Values)
                {
                    family.ForgetObserved();
                }
            }

            _listener.RecordObservableInstruments();
            lock (_gate)
            {
                return [.. _families.Values.Select(family => family.Show())];
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private Family FamilyOf(Instrument instrument)
    {
        lock (_gate)
        {
            var family = new Family(instrument, _mostSeries);
            _families[family.Name] = family;
            return family;
        }
    }

    private void Note(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_gate)
        {
            ((Family)family!).Note(value, tags);
        }
    }

    private sealed class Family(Instrument instrument, int mostSeries)
    {
        // Where an instrument names none; boundaries of seconds that suit recoveries.
        private static readonly ImmutableArray<double> Standard = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

        private readonly MetricKind _kind = PrometheusNames.KindOf(instrument);
        private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);
        private readonly ImmutableArray<double> _bounds =
            (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToImmutableArray() ?? Standard;

        public string Name { get; } = PrometheusNames.Of(instrument);

        public void ForgetObserved()
        {
            if (instrument.IsObservable)
            {
                _series.Clear();
            }
        }

        public void Note(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = LabelsOf(tags);
            var key = string.Join('\u0001', labels.Select(label => $"{label.Name}\u0002{label.Value}"));
            if (!_series.TryGetValue(key, out var series))
            {
                if (_series.Count >= mostSeries)
                {
                    return;
                }

                _series[key] = series = new Series(labels, new long[_bounds.Length + 1]);
            }

            if (_kind == MetricKind.Histogram)
            {
                series.Counts[_bounds.TakeWhile(bound => value > bound).Count()]++;
            }

            series.Value = instrument.IsObservable || _kind == MetricKind.Gauge ? value : series.Value + value;
        }

        public MetricFamily Show() => new(
            Name, instrument.Description ?? "", _kind, [.. _series.Values.Select(Show)]);

        private MetricPoint Show(Series series) => _kind == MetricKind.Histogram
            ? new MetricPoint.Buckets(series.Labels, _bounds, [.. series.Counts], series.Value)
            : new MetricPoint.Single(series.Labels, series.Value);

        private static ImmutableArray<MetricLabel> LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = ImmutableArray.CreateBuilder<MetricLabel>(tags.Length);
            foreach (var (name, value) in tags)
            {
                labels.Add(new MetricLabel(name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
            }

            labels.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
            return labels.MoveToImmutable();
        }
    }

    /// <summary>The sum of a counter or histogram, or the last value of anything else.</summary>
    private sealed class Series(ImmutableArray<MetricLabel> labels, long[] counts)
    {
        public ImmutableArray<MetricLabel> Labels => labels;

        public long[] Counts => counts;

        public double Value { get; set; }
    }
}
