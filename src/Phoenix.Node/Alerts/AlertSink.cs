using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Phoenix.Core.Alerts;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Alerts;

/// <summary>
/// Tells one receiver, on a loop of its own: what is offered waits in its gate, never more than one notice of an alert.
/// That it cannot be reached is said once in the log until it can again, without its address.
/// </summary>
internal sealed class AlertSink : IDisposable
{
    private const int AnswerBytes = 4096;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly SinkSettings _settings;
    private readonly SinkForm _form;
    private readonly AlertText _words;
    private readonly IChance _chance;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly HttpClient _http;
    private readonly Lock _gateLock = new();
    private readonly NoticeGate _gate;
    private bool _isFailing;

    /// <param name="settings">Of this receiver.</param>
    /// <param name="words">In which it is spoken to.</param>
    /// <param name="chance">For jitter; its own.</param>
    /// <param name="time">By which it waits.</param>
    /// <param name="log">Gets no secret.</param>
    /// <exception cref="BadInputException">Its address is not where the settings say.</exception>
    public AlertSink(SinkSettings settings, AlertText words, IChance chance, TimeProvider time, ILogger log)
    {
        (_settings, _words, _chance, _time, _log) = (settings, words, chance, time, log);
        _form = FormOf(settings);
        _gate = new NoticeGate(settings.Gate);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,     // each attempt has a limit of its own
            MaxResponseContentBufferSize = 1 << 20,
        };
    }

    public string Name => _settings.Name;

    /// <summary>The receiver's form with its secrets.</summary>
    /// <exception cref="BadInputException">They are not where the settings say.</exception>
    public static SinkForm FormOf(SinkSettings settings)
    {
        var block = $"phoenix.alerts.sink.{settings.Name}";
        return new SinkForm(
            settings,
            AlertSecret.LoadAddress(settings.Address, $"{block}.url"),
            settings.Sign.IsNamed ? AlertSecret.Load(settings.Sign, $"{block}.sign") : null);
    }

    /// <summary>Takes it over to be told some time; never waits. Safe from any thread.</summary>
    public void Offer(Notice notice)
    {
        if (notice.Severity >= _settings.Least)
        {
            lock (_gateLock)
            {
                _gate.Add(notice);
            }
        }
    }

    /// <summary>Tells until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Look, _time, stop);
                if (Next() is { } dispatch && await Tell(dispatch, stop) is { } pause)
                {
                    await Task.Delay(pause, _time, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return; // what was under way waits again
        }
    }

    /// <summary>Tells what waits, each message once, as far as the gate allows and the time suffices.</summary>
    public async Task Flush(CancellationToken limit)
    {
        while (!limit.IsCancellationRequested && Next() is { } dispatch)
        {
            var failure = await Attempt(dispatch, limit);
            Judge(failure);
            if (failure is not null)
            {
                return;
            }
        }
    }

    /// <summary>One message now, past the gate; why it did not arrive, or null.</summary>
    public async Task<string?> Send(Notice notice, CancellationToken limit) =>
        (await Attempt(new Dispatch([notice], 0), limit))?.Reason;

    public void Dispose() => _http.Dispose();

    private Dispatch? Next()
    {
        lock (_gateLock)
        {
            return _gate.Next(Instant.Read(_time));
        }
    }

    /// <summary>Tries as often as allowed; how long nothing may be tried if that did not help.</summary>
    private async Task<TimeSpan?> Tell(Dispatch dispatch, CancellationToken stop)
    {
        var backoff = _settings.Backoff;
        Failure? failure = null;
        try
        {
            for (var attempt = 1; attempt <= _settings.Attempts; attempt++)
            {
                failure = await Attempt(dispatch, stop);
                stop.ThrowIfCancellationRequested();
                if (failure is null || !failure.IsWorthRepeating || failure.Wait > _settings.Pause)
                {
                    break;
                }

                if (attempt < _settings.Attempts)
                {
                    var jittered = backoff * (0.5 + (_chance.NextUnit() / 2));
                    await Task.Delay(failure.Wait is { } asked && asked > jittered ? asked : jittered, _time, stop);
                    backoff *= 2;
                }
            }
        }
        catch (OperationCanceledException)
        {
            PutBack(dispatch);
            throw;
        }

        Judge(failure);
        if (failure is null)
        {
            return null;
        }

        PutBack(dispatch);
        return failure.Wait > _settings.Pause ? failure.Wait : _settings.Pause;
    }

    private void PutBack(Dispatch dispatch)
    {
        lock (_gateLock)
        {
            _gate.PutBack(dispatch, Instant.Read(_time));
        }
    }

    /// <summary>Said once, when it changes.</summary>
    private void Judge(Failure? failure)
    {
        if (failure is not null && !_isFailing)
        {
            _log.AlertsFail(Name, failure.Reason);
        }
        else if (failure is null && _isFailing)
        {
            _log.AlertsArrive(Name);
        }

        _isFailing = failure is not null;
    }

    private async Task<Failure?> Attempt(Dispatch dispatch, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(_settings.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            using var content = new ByteArrayContent(_form.Body(dispatch, _words));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            using var request = new HttpRequestMessage(HttpMethod.Post, _form.AddressAt(_time.GetUtcNow()))
            {
                Content = content,
            };
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                return Refused(response);
            }

            var refusal = _form.Refusal(await Beginning(response, either.Token));
            return refusal is null ? null : new Failure(refusal, true);
        }
        catch (HttpRequestException failure)
        {
            return new Failure($"{failure.HttpRequestError}", true);    // its message names the address
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            return new Failure(limit.IsCancellationRequested ? "no answer in time" : "the connection broke", true);
        }
    }

    private Failure Refused(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return new Failure(
            $"it answers {(int)response.StatusCode}",
            response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
                || (int)response.StatusCode >= 500,
            wait <= TimeSpan.Zero ? null : wait < LongestWait ? wait : LongestWait);
    }

    private static async Task<string> Beginning(HttpResponseMessage response, CancellationToken limit)
    {
        await using var body = await response.Content.ReadAsStreamAsync(limit);
        var bytes = new byte[AnswerBytes];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, limit);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    /// <param name="Reason">For people; no secret in it.</param>
    /// <param name="IsWorthRepeating">False when the same message would be refused again.</param>
    /// <param name="Wait">What the receiver asks for; null when it asks for nothing.</param>
    private sealed record Failure(string Reason, bool IsWorthRepeating, TimeSpan? Wait = null);
}
