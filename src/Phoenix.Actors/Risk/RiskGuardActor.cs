using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Accounting;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Risk;

/// <summary>
/// The one owner of what concerns the whole account: its drawdown and the stops in force. Every decision is
/// <see cref="AccountGuard"/>'s. What must not be forgotten outlives it in the book; while it is dead, desks hear
/// nothing and pull their quotes.
/// </summary>
internal sealed class RiskGuardActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(500);

    private readonly AccountGuard _guard;
    private readonly RiskBook _book;
    private readonly IVenueRest _rest;
    private readonly IStopRecord _record;
    private readonly ILogger _log;
    private readonly List<GuardEffect> _effects = [];
    private ImmutableDictionary<Symbol, IActorRef> _desks = ImmutableDictionary<Symbol, IActorRef>.Empty;

    public RiskGuardActor(GuardSettings settings, RiskBook book, PhoenixPorts ports)
    {
        (_guard, _book) = (new AccountGuard(settings, book), book);
        (_rest, _record, _log) = (ports.Rest, ports.StopRecord, ports.Logs.CreateLogger("Phoenix.Risk"));
        Receive<RiskProtocol.Reported>(OnReported);
        Receive<RiskProtocol.MoneyMoved>(_ => Perform(() => _guard.OnTransfer(Now, _effects)));
        Receive<RiskProtocol.Pardon>(m => Perform(() => _guard.OnPardon(m.Symbol, _effects)));
        Receive<RiskProtocol.Gone>(m => _guard.OnGone(m.Symbol));
        Receive<EquityRead>(OnRead);
        Receive<Kept>(m => _log.NotKept(m.Problem));
        Receive<Tick>(_ => OnTick());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static Instant Now => Context.System.Now();

    public static Props Create(GuardSettings settings, RiskBook book, PhoenixPorts ports) =>
        Props.Create(() => new RiskGuardActor(settings, book, ports));

    protected override void PreStart()
    {
        if (_book.Stops is { IsEmpty: false } stops)
        {
            _log.BeginsStopped(
                _book.Problem ?? (stops.Account is null ? string.Join(", ", stops.Symbols.Keys) : "everything"));
        }

        Context.System.EventStream.Subscribe<RiskProtocol.MoneyMoved>(Self);
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, TickInterval);
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void OnReported(RiskProtocol.Reported report)
    {
        _desks = _desks.SetItem(report.Exposure.Symbol, Sender);
        Perform(() => _guard.OnExposure(report.Exposure, Now, _effects));
    }

    private void OnRead(EquityRead read)
    {
        if (read.Reply is VenueReply<ImmutableArray<EquityReport>>.Failed(var error))
        {
            _log.NotRead(error.ToString());
        }

        Perform(() => _guard.OnRead(read.Reply, read.AskedAt, Now, _effects));
    }

    private void OnTick()
    {
        Perform(() => _guard.OnTick(Now, _effects));
        if (_guard.Standing is { } standing)
        {
            Context.System.EventStream.Publish(new SystemEvent.AccountSampled(standing, Now));
        }
    }

    private void Perform(Action happening)
    {
        _effects.Clear();
        happening();
        foreach (var effect in _effects)
        {
            Perform(effect);
        }
    }

    private void Perform(GuardEffect effect)
    {
        switch (effect)
        {
            case GuardEffect.Rule rule:
                _desks[rule.Symbol].Tell(new RiskProtocol.Ruled(rule.Ruling));
                break;
            case GuardEffect.ReadEquity read:
                _rest.GetEquity().PipeTo(Self, success: reply => new EquityRead(read.AskedAt, reply));
                break;
            case GuardEffect.Keep keep:
                _record.Keep(keep.Stops).PipeTo(
                    Self, success: problem => problem is null ? Tick.Instance : new Kept(problem));
                break;
            case GuardEffect.Announce announce:
                _log.Report(announce.Occurrence);
                Context.System.EventStream.Publish(new SystemEvent.AccountReported(announce.Occurrence, Now));
                break;
        }
    }

    private sealed record EquityRead(Instant AskedAt, VenueReply<ImmutableArray<EquityReport>> Reply);

    private sealed record Kept(string Problem);

    private sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }
}
