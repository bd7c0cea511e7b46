namespace Phoenix.Venue.MarketData;

/// <summary>Closed bars of every interval, and of each longer one the part that is over.</summary>
internal sealed class BarLadder
{
    private readonly BoundedRing<Bar>[] _closed =
        [.. KlineInterval.All.Select(_ => new BoundedRing<Bar>(BarSeries.Limit))];

    private readonly Bar?[] _part = new Bar?[KlineInterval.All.Length];

    internal BoundedRing<Bar> Closed(KlineInterval interval) => _closed[interval.Index];

    /// <summary>Takes a closed bar of some interval into this and all longer ones.</summary>
    /// <param name="length">How long it is, in milliseconds; a length of which longer intervals are made.</param>
    internal void Push(Bar bar, long length)
    {
        foreach (var interval in KlineInterval.All)
        {
            if (!interval.IsMadeOf(length)) continue;
            ref var part = ref _part[interval.Index];
            var start = interval.StartOf(bar.Start);
            part = part is { } begun ? begun.With(bar) : bar with { Start = start };
            if (bar.Start + length < interval.NextAfter(start)) continue;
            _closed[interval.Index].Add(part.Value);
            part = null;
        }
    }

    internal Bar Running(KlineInterval interval, Bar minute) =>
        _part[interval.Index] is { } part ? part.With(minute) : minute with { Start = interval.StartOf(minute.Start) };

    /// <summary>Takes over what happened after this: a bar cut in two by the seam becomes whole.</summary>
    internal void Append(BarLadder later)
    {
        for (var i = 0; i < _closed.Length; i++)
        {
            var (closed, cut) = (later._closed[i], _part[i]);
            _part[i] = later._part[i];
            for (var at = 0; at < closed.Count; at++)
            {
                var isFirst = at == 0 && closed.Added == closed.Count;
                _closed[i].Add(isFirst && cut is { } early ? early.With(closed[at]) : closed[at]);
            }

            if (closed.Added > 0 || cut is not { } left) continue;
            _part[i] = later._part[i] is { } part ? left.With(part) : left;
        }
    }
}
