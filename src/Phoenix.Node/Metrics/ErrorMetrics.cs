using System.Diagnostics.Metrics;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Desk;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Node.Metrics;

/// <summary>
/// The two errors of stale data, by symbol: a stream that fell silent on one connection, and prices too old to quote
/// on, which needs every connection of the stream to be silent. Written by one thread.
/// </summary>
internal sealed class ErrorMetrics(Meter meter)
{
    private const string WebsocketStale = "websocket_stale";
    private const string StalePriceData = "stale_price_data";

    private readonly Counter<long> _errors = meter.CreateCounter<long>(
        "phoenix.errors",
        null,
        "Times that a market stream of the symbol fell silent on a connection, and that its prices were too old.");

    private readonly Dictionary<(StreamId Stream, SlotId Slot), Epoch> _silent = [];
    private readonly HashSet<Symbol> _known = [];
    private readonly HashSet<Symbol> _stale = [];

    public void Note(SystemEvent occurrence)
    {
        switch (occurrence)
        {
            case SystemEvent.DeskSampled sampled:
                Know(sampled.Sample.Symbol);
                break;
            case SystemEvent.DeskReported { Occurrence: DeskEvent.Halted halted } report:
                NoteHalt(report.Symbol, halted.Causes);
                break;
            case SystemEvent.DeskReported { Occurrence: DeskEvent.Resumed } report:
                _stale.Remove(report.Symbol);
                break;
        }
    }

    /// <summary>One silence counts once, though it is judged stale first and dead later.</summary>
    public void Note(FreshnessVerdict verdict)
    {
        var place = (verdict.Stream, verdict.Slot);
        if (verdict.Freshness is Freshness.Live or Freshness.Quiet)
        {
            _silent.Remove(place);
        }
        else if (verdict.Freshness is Freshness.Stale or Freshness.Dead
            && _silent.GetValueOrDefault(place, Epoch.None) != verdict.Epoch)
        {
            _silent[place] = verdict.Epoch;
            Count(WebsocketStale, verdict.Stream.Symbol);
        }
    }

    /// <summary>A series that begins at 1 has no increase, so each begins at 0.</summary>
    private void Know(Symbol symbol)
    {
        if (_known.Add(symbol))
        {
            _errors.Add(0, Tag.Error(WebsocketStale), Tag.Symbol(symbol));
            _errors.Add(0, Tag.Error(StalePriceData), Tag.Symbol(symbol));
        }
    }

    private void NoteHalt(Symbol symbol, HaltCauses causes)
    {
        if (!causes.HasFlag(HaltCauses.BookStale))
        {
            _stale.Remove(symbol);
        }
        else if (_stale.Add(symbol))
        {
            Count(StalePriceData, symbol);
        }
    }

    private void Count(string error, Symbol symbol) => _errors.Add(1, Tag.Error(error), Tag.Symbol(symbol));
}
