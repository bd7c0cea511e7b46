using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Phoenix.Node.Logs;
using Phoenix.Node.Metrics;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Traces;

/// <summary>
/// Makes spans of what the trading system hands over, on a thread of its own, and has them sent by OTLP (HTTP,
/// protobuf) on another. Whatever fails here is told in the log and stays here. Disposing sends what there is and waits
/// for that as long as one request may last, at most five seconds.
/// </summary>
internal sealed class TraceExport : IDisposable
{
    /// <summary>Records that wait at most; a few seconds of the busiest trading with every decision traced.</summary>
    private const int Waiting = 8_192;

    private const string What = "Traces";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly TraceAssembly _assembly = new();
    private readonly SpanWriter _writer = new();
    private readonly List<Span> _done = [];
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly TracerProvider _provider;
    private readonly ManualResetEventSlim _stopping = new();
    private readonly Thread _worker;
    private long _droppedTold;
    private bool _isBroken;

    private TraceExport(Uri endpoint, TraceSettings settings, TimeProvider time, ILogger log)
    {
        (_time, _log, Queue) = (time, log, new TraceQueue(settings.Sampling, Waiting));
        _provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(OtlpTarget.Name)
            .SetSampler(new AlwaysOnSampler()) // what comes here was chosen before it was written
            .AddSource(SpanWriter.SourceName)
            .AddOtlpExporter(exporter =>
            {
                OtlpTarget.Aim(exporter, endpoint, settings.Timeout, What, log);
                exporter.ExportProcessorType = ExportProcessorType.Batch;
                exporter.BatchExportProcessorOptions.ScheduledDelayMilliseconds =
                    (int)settings.Interval.TotalMilliseconds;
                exporter.BatchExportProcessorOptions.ExporterTimeoutMilliseconds =
                    (int)settings.Timeout.TotalMilliseconds;
            })
            .Build();
        _worker = new Thread(Work) { IsBackground = true, Name = "traces" };
        _worker.Start();
    }

    /// <summary>Where the trading system hands over.</summary>
    public TraceQueue Queue { get; }

    /// <summary>Null when the settings name no endpoint, or want nothing traced.</summary>
    public static TraceExport? Start(TraceSettings settings, TimeProvider time, ILogger log)
    {
        if (settings.Endpoint is not { } endpoint || settings.Sampling.Share <= 0)
        {
            return null;
        }

        log.OtlpStarts(What, endpoint, settings.Interval.TotalSeconds);
        return new TraceExport(endpoint, settings, time, log);
    }

    public void Dispose()
    {
        _stopping.Set();
        _worker.Join();
        _writer.Dispose();
        _provider.Dispose();
        _stopping.Dispose();
    }

    private void Work()
    {
        while (!_stopping.Wait(Pause))
        {
            Guarded(Drain);
        }

        Guarded(Drain);
        Guarded(() => _assembly.Finish(_done));
        Guarded(Write);
    }

    private void Drain()
    {
        var now = _time.GetElapsedTime(0);
        while (Queue.TryTake(out var record))
        {
            _assembly.Take(record, now, _done);
        }

        _assembly.Expire(now, _done);
        Write();
        if (Queue.Dropped is var dropped && dropped > _droppedTold)
        {
            _log.TracesLost(dropped - _droppedTold);
            _droppedTold = dropped;
        }
    }

    private void Write()
    {
        foreach (var span in _done)
        {
            _writer.Write(span);
        }

        _done.Clear();
    }

    /// <summary>This thread's end would be the process's: a trace that cannot be made is not worth that.</summary>
    private void Guarded(Action step)
    {
        try
        {
            step();
        }
        catch (Exception failure)
        {
            _done.Clear();
            if (!_isBroken)
            {
                _isBroken = true;
                _log.TraceBroken(failure.ToString().ReplaceLineEndings(" "));
            }
        }
    }
}
