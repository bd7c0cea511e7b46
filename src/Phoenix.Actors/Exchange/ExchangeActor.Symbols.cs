using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Actors.MarketData;
using Phoenix.Actors.Symbols;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Exchange;

/// <content>Which symbols are traded, and how one comes and goes while the others are traded.</content>
internal sealed partial class ExchangeActor
{
    private readonly SymbolRoster _roster;

    /// <summary>Changes under way, with who asked.</summary>
    private readonly SortedDictionary<Symbol, IActorRef> _changing = [];
    private ImmutableDictionary<Symbol, IActorRef> _desks = ImmutableDictionary<Symbol, IActorRef>.Empty;

    private void ReceiveSymbolChanges()
    {
        Receive<PhoenixProtocol.AddSymbol>(m => Add(m.Settings));
        Receive<Admission>(Admit);
        Receive<PhoenixProtocol.RemoveSymbol>(m => Remove(m.Symbol));
        Receive<SymbolsProtocol.Emptied>(m => LetGo(m.Symbol));
        Receive<SymbolsProtocol.Dismissed>(m => Forget(m.Symbol));
        Receive<MarketDataProtocol.GetWants>(_ => Sender.Tell(Wants()));
    }

    private void Add(SymbolSettings settings)
    {
        var symbol = settings.Symbol;
        var refusal = RefusalOfAnything(symbol)
            ?? (_desks.ContainsKey(symbol) ? SymbolRefusal.AlreadyTraded
                : _roster.All.Length >= _settings.Streams.MostSymbols ? SymbolRefusal.TooManyStreams
                : null);
        if (refusal is { } reason)
        {
            Sender.Tell(new PhoenixProtocol.SymbolRefused(symbol, reason, Describe(reason)));
            return;
        }

        _changing[symbol] = Sender;
        FetchInstruments(_ports.Rest, [symbol]).PipeTo(Self, success: reply => new Admission(settings, reply));
    }

    private void Admit(Admission admission)
    {
        var symbol = admission.Settings.Symbol;
        if (!_changing.ContainsKey(symbol))
        {
            return; // asked by an exchange before this one
        }

        switch (admission.Reply)
        {
            case VenueReply<ImmutableArray<Instrument>>.Failed(var error):
                var isUnknown = error.Failure == VenueFailure.Refused;
                Refuse(
                    symbol,
                    isUnknown ? SymbolRefusal.UnknownToVenue : SymbolRefusal.VenueUnreachable,
                    error.ToString());
                break;
            case VenueReply<ImmutableArray<Instrument>>.Ok(var found)
                when GridShape.Misfit(admission.Settings.Grid, found[0]) is { } misfit:
                Refuse(symbol, SymbolRefusal.GridMisfit, misfit);
                break;
            case VenueReply<ImmutableArray<Instrument>>.Ok(var found):
                _roster.Put(admission.Settings);
                _symbols.Tell(new SymbolsProtocol.Begin(found, [admission.Settings], _trading));
                break;
        }
    }

    private void Remove(Symbol symbol)
    {
        var isLast = _desks.Keys.All(traded => traded == symbol || _changing.ContainsKey(traded));
        var refusal = RefusalOfAnything(symbol)
            ?? (!_desks.ContainsKey(symbol) ? SymbolRefusal.NotTraded
                : isLast ? SymbolRefusal.LastSymbol
                : null);
        if (refusal is { } reason)
        {
            Sender.Tell(new PhoenixProtocol.SymbolRefused(symbol, reason, Describe(reason)));
            return;
        }

        _changing[symbol] = Sender;
        _log.SymbolLeaving(symbol);
        _symbols.Tell(new SymbolsProtocol.Remove(symbol));
    }

    /// <summary>Nothing of ours rests in it any more, says the venue: now its streams may end, and its desk.</summary>
    private void LetGo(Symbol symbol)
    {
        _desks = _desks.Remove(symbol);
        _marketData.Tell(Wants());
        _symbols.Tell(new SymbolsProtocol.Dismiss(symbol));
    }

    private void Forget(Symbol symbol)
    {
        _roster.Remove(symbol);
        _log.SymbolRemoved(symbol);
        Context.System.EventStream.Publish(new SystemEvent.SymbolRemoved(symbol, Context.System.Now()));
        Answer(symbol, new PhoenixProtocol.SymbolRemoved(symbol));
    }

    /// <summary>The desks exist, the first of them or more: what is wanted follows.</summary>
    private void OnDesks(ImmutableDictionary<Symbol, IActorRef> desks)
    {
        var added = desks.Keys.Where(symbol => !_desks.ContainsKey(symbol)).Order().ToArray();
        _desks = desks;
        if (_desks.IsEmpty)
        {
            return; // no symbol can be quoted; the log and an event each say why
        }

        if (_marketData.IsNobody())
        {
            _marketData = Context.ActorOf(MarketDataActor.Create(_settings, _epochs, _monitor, _ports), "market-data");
        }
        else
        {
            _marketData.Tell(Wants());
        }

        foreach (var symbol in added.Where(_changing.ContainsKey))
        {
            _log.SymbolAdded(symbol);
            Context.System.EventStream.Publish(new SystemEvent.SymbolAdded(symbol, Context.System.Now()));
            Answer(symbol, new PhoenixProtocol.SymbolAdded(symbol));
        }
    }

    private MarketDataProtocol.Wants Wants() =>
        new([.. _desks.Keys.Order().SelectMany(_settings.Streams.WantedOf)], _desks);

    private SymbolRefusal? RefusalOfAnything(Symbol symbol) =>
        !_releasedTo.IsNobody() ? SymbolRefusal.Stopping
        : _desks.IsEmpty && !_reached.Contains(StartUpStep.ExchangeConnected) ? SymbolRefusal.NotReady
        : _changing.ContainsKey(symbol) ? SymbolRefusal.ChangeUnderWay
        : null;

    private static string Describe(SymbolRefusal refusal) => refusal switch
    {
        SymbolRefusal.Stopping => "the system stops",
        SymbolRefusal.NotReady => "the exchange has not told its rules yet",
        SymbolRefusal.ChangeUnderWay => "it is being added or removed at this moment",
        SymbolRefusal.AlreadyTraded => "it is traded already",
        SymbolRefusal.TooManyStreams =>
            $"a connection carries at most {MarketConnectionPlan.MostStreams} streams, one or two of each symbol",
        SymbolRefusal.NotTraded => "it is not traded",
        _ => "it is the last one; stop the system instead",
    };

    private void Refuse(Symbol symbol, SymbolRefusal reason, string detail)
    {
        _log.SymbolRefused(symbol, reason, detail);
        Answer(symbol, new PhoenixProtocol.SymbolRefused(symbol, reason, detail));
    }

    private void Answer(Symbol symbol, PhoenixProtocol.IEvent answer)
    {
        if (_changing.Remove(symbol, out var asker))
        {
            asker.Tell(answer);
        }
    }

    private sealed record Admission(SymbolSettings Settings, VenueReply<ImmutableArray<Instrument>> Reply);
}
