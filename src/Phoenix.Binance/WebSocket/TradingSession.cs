using Phoenix.Binance.Errors;
using Phoenix.Binance.RateBudget;
using Phoenix.Binance.TimeSync;
using Phoenix.Binance.Wire;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Binance.WebSocket;

/// <summary>
/// One trading session. Replies come in any order and are told by the id of their request; what the session never
/// does is resend: only the caller knows whether an order may be repeated.
/// </summary>
/// <remarks>
/// A request that the rate budget refuses is answered by <see cref="TradingEvent.Failed"/> at once, on the caller's
/// thread: the caller learns the wait, and need not take the refusal for a broken session. Requests may be sent from
/// any thread.
/// </remarks>
internal sealed class TradingSession : VenueConnection, ITradingSession
{
    public const int HandshakeWeight = 5;
    private const int ProbeWeight = 1;
    private const int CancelWeight = 1;
    private const int KeyWeight = 1;

    private readonly Epoch _epoch;
    private readonly IEventSink<TradingEvent> _sink;
    private readonly TradingRequestEncoder _encoder;
    private readonly InstrumentRegistry _instruments;
    private readonly VenueClock _clock;
    private readonly AccountRateBudget _budget;
    private readonly WireCounters _counters;
    private readonly RequestLog _requests = new();
    private volatile bool _open;

    public TradingSession(
        Epoch epoch,
        IEventSink<TradingEvent> sink,
        TradingRequestEncoder encoder,
        InstrumentRegistry instruments,
        VenueClock clock,
        AccountRateBudget budget,
        TimeProvider time,
        WireCounters counters)
        : base(time)
    {
        (_epoch, _sink, _encoder, _instruments) = (epoch, sink, encoder, instruments);
        (_clock, _budget, _counters) = (clock, budget, counters);
    }

    public bool Place(RequestId request, OrderIntent intent)
    {
        if (!_open || IsFenced || !TryFind(intent.Symbol, intent.ClientOrderId, out var grid))
        {
            return false;
        }

        if (!TryTake(request, weight: 0, orders: 1, PriorityOf(intent)))
        {
            return true;
        }

        Span<byte> text = stackalloc byte[TradingRequestEncoder.MaxLength];
        var length = _encoder.Place(text, request, intent, grid, _clock.Now);
        return Send(request, RequestKind.Place, text[..length]);
    }

    public bool Amend(RequestId request, OrderIntent order, OrderTerms terms)
    {
        if (!_open || IsFenced || !TryFind(order.Symbol, order.ClientOrderId, out var grid))
        {
            return false;
        }

        if (!TryTake(request, weight: 0, orders: 1, PriorityOf(order)))
        {
            return true;
        }

        Span<byte> text = stackalloc byte[TradingRequestEncoder.MaxLength];
        var length = _encoder.Amend(text, request, order, terms, grid, _clock.Now);
        return Send(request, RequestKind.Amend, text[..length]);
    }

    private static RequestPriority PriorityOf(OrderIntent order) =>
        order.ReduceOnly ? RequestPriority.Reduce : RequestPriority.Place;

    public bool Cancel(RequestId request, Symbol symbol, ClientOrderId id)
    {
        if (!_open || IsFenced || !TryFind(symbol, id, out var grid))
        {
            return false;
        }

        if (!TryTake(request, CancelWeight, orders: 0, RequestPriority.Protect))
        {
            return true;
        }

        Span<byte> text = stackalloc byte[TradingRequestEncoder.MaxLength];
        var length = _encoder.Cancel(text, request, id, grid, _clock.Now);
        return Send(request, RequestKind.Cancel, text[..length]);
    }

    public bool AskKey(RequestId request, KeyRequest what)
    {
        if (!_open || IsFenced)
        {
            return false;
        }

        if (!TryTake(request, KeyWeight, orders: 0, RequestPriority.Protect))
        {
            return true;
        }

        Span<byte> text = stackalloc byte[TradingRequestEncoder.MaxLength];
        var kind = what == KeyRequest.Start ? RequestKind.StartKey : RequestKind.OtherKey;
        return Send(request, kind, text[.._encoder.Key(text, request, what)]);
    }

    public bool Probe(RequestId request, Symbol symbol)
    {
        if (!_open || IsFenced)
        {
            return false;
        }

        if (!TryTake(request, ProbeWeight, orders: 0, RequestPriority.Protect))
        {
            return true;
        }

        Span<byte> text = stackalloc byte[TradingRequestEncoder.MaxLength];
        return Send(request, RequestKind.Probe, text[..TradingRequestEncoder.Probe(text, request, symbol)]);
    }

    protected override void Ready()
    {
        _open = true;
        _sink.Publish(new TradingEvent.Opened(_epoch, Now));
    }

    protected override void Hear(ReadOnlySpan<byte> text)
    {
        var at = Now;
        var reply = TradingReply.Read(text);
        if (reply.Fault is { } fault)
        {
            _counters.CountMalformed();
            _sink.Publish(new TradingEvent.Malformed(_epoch, at, fault));
            return;
        }

        ReportLimits(ref reply);
        if (reply.Id is not { } id)
        {
            HearUnattributed(ref reply, at);
        }
        else if (!_requests.TryTake(id, out var kind))
        {
            _counters.CountUnknownReply();
        }
        else if (reply.HasError || reply.Status != 200)
        {
            _sink.Publish(new TradingEvent.Failed(_epoch, at, new RequestId(id), Classify(ref reply)));
        }
        else
        {
            _budget.OnAnswered();
            _sink.Publish(ToEvent(new RequestId(id), kind, ref reply, at));
        }
    }

    protected override void PublishClosed(DeathCause cause, string detail) =>
        _sink.Publish(new TradingEvent.Closed(_epoch, Now, cause, detail));

    private bool TryFind(Symbol symbol, ClientOrderId id, out InstrumentGrid grid)
    {
        var found = _instruments.Table.TryFind(symbol, out var known);
        grid = known!;
        return found && TradingRequestEncoder.IsSendable(id);
    }

    private bool TryTake(RequestId request, int weight, int orders, RequestPriority priority)
    {
        var verdict = _budget.TryTake(weight, orders, priority);
        if (!verdict.IsGranted)
        {
            _sink.Publish(new TradingEvent.Failed(_epoch, Now, request, new VenueError(
                VenueFailure.RateLimited, 0, $"not sent: {verdict.Reason}", verdict.RetryAfter)));
        }

        return verdict.IsGranted;
    }

    private bool Send(RequestId request, RequestKind kind, ReadOnlySpan<byte> text)
    {
        // Remembered first: on a fast venue the reply may be here before TrySend returns.
        _requests.Remember(request.Value, kind);
        return TrySend(text) || (_requests.TryTake(request.Value, out _) && false);
    }

    private TradingEvent ToEvent(RequestId request, RequestKind kind, ref TradingReply reply, Instant at)
    {
        if (kind == RequestKind.Probe)
        {
            return new TradingEvent.Probed(_epoch, at, request);
        }

        var result = reply.Result;
        if (kind is RequestKind.StartKey or RequestKind.OtherKey)
        {
            var key = reply.HasResult ? SmallReplies.ReadListenKey(ref result) : default;
            return key.IsSet || kind == RequestKind.OtherKey
                ? new TradingEvent.KeyAnswered(_epoch, at, request, key)
                : new TradingEvent.Failed(_epoch, at, request, new VenueError(
                    VenueFailure.Unavailable, 0, "the reply lacks a listen key"));
        }

        if (reply.HasResult && OrderReportDecoder.Read(ref result, _instruments.Table) is { } report)
        {
            return new TradingEvent.Accepted(_epoch, at, request, report);
        }

        // The venue did it, but what it did is not known: the order must be asked for.
        _counters.CountMalformed();
        return new TradingEvent.Failed(_epoch, at, request, new VenueError(
            VenueFailure.OutcomeUnknown, 0, $"done, but the reply is not understood: {result.Fault ?? "no result"}"));
    }

    /// <summary>
    /// Without an id comes the refusal of a session whose key was revoked; everything else is of no interest.
    /// </summary>
    private void HearUnattributed(ref TradingReply reply, Instant at)
    {
        if (reply.HasError)
        {
            _counters.CountMalformed();
            _sink.Publish(new TradingEvent.Malformed(_epoch, at, $"a refusal without an id: {Classify(ref reply)}"));
        }
        else
        {
            _counters.CountIgnored();
        }
    }

    private VenueError Classify(ref TradingReply reply)
    {
        var error = VenueErrors.Classify(reply.Status, reply.Code, reply.Text, retryAfter: null, _clock.Now);
        if (error.Failure == VenueFailure.ClockSkew)
        {
            _clock.Distrust();
        }

        return _budget.OnRefused(error);
    }

    private void ReportLimits(ref TradingReply reply)
    {
        var limits = reply.Limits;
        for (var more = reply.HasLimits && limits.EnterArray(); more && limits.NextElement();)
        {
            if (ExchangeInfoDecoder.ReadLimit(ref limits, out var limit))
            {
                _budget.Report(limit);
            }
        }
    }
}
