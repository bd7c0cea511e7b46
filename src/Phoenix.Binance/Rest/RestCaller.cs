using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Binance.Errors;
using Phoenix.Binance.RateBudget;
using Phoenix.Binance.Signing;
using Phoenix.Binance.TimeSync;
using Phoenix.Binance.Wire;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Rest;

/// <summary>
/// Carries one call through budget, signature, transport and error table, within one deadline. The edge of the
/// adapter: no exception passes.
/// </summary>
/// <remarks>
/// A read is repeated once when no answer came, since the first request after an idle time may meet a dead pooled
/// connection. A call refused for its timestamp is repeated once with a measured clock and a new signature, since the
/// refusal says that nothing was done; one that is right only at its moment is not, and waits for no clock either.
/// Nothing else is repeated, least of all a call that may have been executed. A wait that the venue names with a
/// failure is kept for that route.
/// </remarks>
internal sealed class RestCaller
{
    private const string TimePath = "/fapi/v1/time";

    private readonly IHttpTransport _transport;
    private readonly BinanceCredentials _credentials;
    private readonly RequestSigner _signer;
    private readonly VenueClock _clock;
    private readonly AccountRateBudget _budget;
    private readonly TimeProvider _time;
    private readonly BinanceOptions _options;
    private readonly RouteWaits _waits;

    public RestCaller(
        IHttpTransport transport,
        BinanceCredentials credentials,
        RequestSigner signer,
        VenueClock clock,
        AccountRateBudget budget,
        TimeProvider time,
        BinanceOptions options)
    {
        (_transport, _credentials, _signer, _clock) = (transport, credentials, signer, clock);
        (_budget, _time, _options, _waits) = (budget, time, options, new RouteWaits(time));
    }

    /// <summary>Asks for the server's time and tells the clock.</summary>
    public async Task<VenueReply<VenueTime>> AskTime()
    {
        using var deadline = new CancellationTokenSource(_options.RequestTimeout, _time);
        return await AskTime(deadline.Token);
    }

    public async Task<VenueReply<T>> Send<T>(RestCall call, Func<ReadOnlyMemory<byte>, Decoded<T>> decode)
    {
        using var deadline = new CancellationTokenSource(_options.RequestTimeout, _time);
        var reply = await Attempt(call, decode, deadline.Token);
        var refusedForTime = reply is VenueReply<T>.Failed { Error.Failure: VenueFailure.ClockSkew };
        if (!refusedForTime || deadline.IsCancellationRequested)
        {
            return reply;
        }

        if (!call.IsTimely)
        {
            return await Attempt(call, decode, deadline.Token);
        }

        await Synchronize(deadline.Token);
        return reply;
    }

    private async Task<VenueReply<VenueTime>> AskTime(CancellationToken cancellation)
    {
        var call = new RestCall("GET", TimePath, new SignedQuery(), CallSecurity.Public, 1, RequestPriority.Protect);
        var sent = Instant.Read(_time);
        var reply = await Exchange(call, body => SmallReplies.DecodeServerTime(body.Span), cancellation);
        if (reply is VenueReply<VenueTime>.Ok { Value: var server })
        {
            _clock.Observe(sent, Instant.Read(_time), server);
        }

        return reply;
    }

    private async Task<VenueReply<T>> Attempt<T>(
        RestCall call, Func<ReadOnlyMemory<byte>, Decoded<T>> decode, CancellationToken cancellation)
    {
        if (call.Security != CallSecurity.Signed || !_clock.NeedsSync)
        {
            return await Exchange(call, decode, cancellation);
        }

        if (call.IsTimely)
        {
            return Fail<T>(new VenueError(VenueFailure.ClockSkew, 0, "not sent: the venue's clock is asked first"));
        }

        await Synchronize(cancellation);
        return await Exchange(call, decode, cancellation);
    }

    /// <summary>Should it fail, the old offset is the best there is.</summary>
    private async Task Synchronize(CancellationToken cancellation)
    {
        if (_clock.NeedsSync)
        {
            await AskTime(cancellation);
        }
    }

    private async Task<VenueReply<T>> Exchange<T>(
        RestCall call, Func<ReadOnlyMemory<byte>, Decoded<T>> decode, CancellationToken cancellation)
    {
        for (var repeatable = call.IsRead; ; repeatable = false)
        {
            if (_waits.Left(call) is var left && left > TimeSpan.Zero)
            {
                return Fail<T>(new VenueError(
                    VenueFailure.Unavailable, 0, "not sent: the venue named a wait when it failed", left));
            }

            var verdict = _budget.TryTake(call.Weight, orders: 0, call.Priority);
            if (!verdict.IsGranted)
            {
                return Fail<T>(new VenueError(
                    VenueFailure.RateLimited, 0, $"not sent: {verdict.Reason}", verdict.RetryAfter));
            }

            try
            {
                return Judge(call, await _transport.Send(ToHttp(call), cancellation), decode);
            }
            catch (IOException) when (repeatable && !cancellation.IsCancellationRequested)
            {
                continue;
            }
            catch (Exception failure)
            {
                var message = cancellation.IsCancellationRequested
                    ? $"no answer within {_options.RequestTimeout.TotalSeconds:0.#} s"
                    : $"no answer: {failure.Message}";
                return Fail<T>(new VenueError(Unanswered(call), 0, message));
            }
        }
    }

    private static VenueReply<T> Fail<T>(VenueError error) => new VenueReply<T>.Failed(error);

    private static VenueFailure Unanswered(RestCall call) =>
        call.IsRead ? VenueFailure.Unavailable : VenueFailure.OutcomeUnknown;

    private static int? CountOf(ImmutableSortedDictionary<string, string> headers, string name) =>
        headers.TryGetValue(name, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;

    private HttpCall ToHttp(RestCall call)
    {
        var query = call.Security == CallSecurity.Signed
            ? call.Query.Sign(_signer, _options.ReceiveWindow, _clock.Now)
            : call.Query.ToString();
        return new HttpCall(
            call.Method,
            query.Length == 0 ? call.Path : $"{call.Path}?{query}",
            call.Security == CallSecurity.Public ? null : _credentials.ApiKey);
    }

    private VenueReply<T> Judge<T>(RestCall call, HttpAnswer answer, Func<ReadOnlyMemory<byte>, Decoded<T>> decode)
    {
        _budget.Report(
            CountOf(answer.Headers, "x-mbx-used-weight-1m"),
            CountOf(answer.Headers, "x-mbx-order-count-10s"),
            CountOf(answer.Headers, "x-mbx-order-count-1m"));
        if (answer.Status == 200)
        {
            _budget.OnAnswered();
            var decoded = decode(answer.Body);
            return decoded.Fault is { } fault
                ? Fail<T>(new VenueError(Unanswered(call), 0, $"the reply is not understood: {fault}"))
                : new VenueReply<T>.Ok(decoded.Value!);
        }

        var (code, text) = SmallReplies.DecodeError(answer.Body.Span);
        var seconds = CountOf(answer.Headers, "retry-after");
        var wait = seconds is { } demanded ? TimeSpan.FromSeconds(demanded) : (TimeSpan?)null;
        if (answer.Status >= 500 && wait is { } named)
        {
            _waits.Hear(call, named);
        }

        var error = VenueErrors.Classify(answer.Status, code, text, wait, _clock.Now);
        if (error.Failure == VenueFailure.ClockSkew)
        {
            _clock.Distrust();
        }

        if (error.Failure == VenueFailure.OutcomeUnknown)
        {
            error = error with { Failure = Unanswered(call) };
        }

        return Fail<T>(_budget.OnRefused(error));
    }
}
