using System.Collections.Immutable;
using System.Text.Json;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Symbols;
using Phoenix.Core.Desk;
using Phoenix.Core.ListenKeys;
using Phoenix.Core.Machines;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams.Connections;
using Phoenix.Core.Streams.Freshness;
using Phoenix.Core.Streams.Handover;
using Phoenix.Core.Streams.Links;
using Phoenix.Core.Streams.Reconnect;
using Phoenix.Core.Streams.Rotation;
using Phoenix.Core.Streams.Subscriptions;

namespace Phoenix.Actors.Recording;

/// <summary>
/// A machine of the core without its actor. Told the same in the same order it wants the same done: the recorder lets
/// one walk behind each live machine, so that the beginning of what it holds always has a state, and a replay lets
/// one walk along a file.
/// </summary>
internal abstract class Replica
{
    /// <summary>The machine as it is created.</summary>
    public static Replica Create(TapeKind kind, object? seed, PhoenixSettings settings) => kind switch
    {
        TapeKind.Desk => new DeskReplica(NewDesk((DeskSeed)seed!, settings)),
        TapeKind.Judge => new JudgeReplica(new JudgeInputs(new FreshnessJudge(settings.Streams))),
        _ => OfState(kind, seed!, settings),
    };

    /// <summary>The machine as it was saved, under settings that need not be those of then.</summary>
    /// <exception cref="FormatException">The state is not one of this build.</exception>
    public static Replica Restore(RecordedTape tape, PhoenixSettings settings)
    {
        using var state = JsonDocument.Parse(tape.State);
        var reader = new GraphReader(
            [typeof(SymbolDesk).Assembly, typeof(Replica).Assembly],
            type => SettingOf(type, settings, tape.Seed as DeskSeed));
        return tape.Kind switch
        {
            TapeKind.Desk => new DeskReplica((DeskInputs)reader.Read(state.RootElement, typeof(DeskInputs))!),
            TapeKind.Judge => new JudgeReplica((JudgeInputs)reader.Read(state.RootElement, typeof(JudgeInputs))!),
            TapeKind.Link => OfState(tape.Kind, Linked(reader, state.RootElement, (LinkSeed)tape.Seed!), settings),
            _ => OfState(tape.Kind, reader.Read(state.RootElement, StateType(tape.Kind))!, settings),
        };
    }

    /// <summary>How it stands, in full.</summary>
    public abstract string Save();

    /// <summary>Tells it; a machine that throws wants nothing but that to be known.</summary>
    public ImmutableArray<object> Feed(object input, Instant now)
    {
        try
        {
            return Tell(input, now);
        }
        catch (Exception) // whatever it throws, the live machine threw as well, and its supervisor dealt with it
        {
            return [new MachineFailed("Exception")];
        }
    }

    protected abstract ImmutableArray<object> Tell(object input, Instant now);

    private static DeskInputs NewDesk(DeskSeed seed, PhoenixSettings settings) => new(
        new SymbolDesk(seed.Instrument, SymbolOf(seed, settings), settings, seed.Run, seed.Stance),
        seed.Instrument.Symbol,
        settings.Streams.PauseLimit);

    private static SymbolSettings SymbolOf(DeskSeed seed, PhoenixSettings settings) =>
        seed.Terms?.Read()
        ?? seed.Symbol
        ?? settings.Symbols.FirstOrDefault(symbol => symbol.Symbol == seed.Instrument.Symbol)
        ?? throw new FormatException($"the settings do not name {seed.Instrument.Symbol}");

    private static LinkSeed Linked(GraphReader reader, JsonElement state, LinkSeed seed) =>
        seed with { State = (LinkState)reader.Read(state, typeof(LinkState))! };

    private static Type StateType(TapeKind kind) => kind switch
    {
        TapeKind.Reconnect => typeof(ReconnectState),
        TapeKind.Connection => typeof(ConnectionState),
        TapeKind.Link => typeof(LinkState),
        TapeKind.Succession => typeof(SuccessionState),
        TapeKind.Handover => typeof(HandoverState),
        TapeKind.Subscriptions => typeof(SubscriptionState),
        _ => typeof(ListenKeyState),
    };

    private static Replica OfState(TapeKind kind, object state, PhoenixSettings settings) => kind switch
    {
        TapeKind.Reconnect => new StateReplica<ReconnectState, ReconnectInput, ReconnectEffect>(
            (ReconnectState)state, (s, input, now) => ReconnectMachine.Next(s, input, now, settings.Reconnect)),
        TapeKind.Connection => new StateReplica<ConnectionState, ConnectionInput, ConnectionEffect>(
            (ConnectionState)state, (s, input, now) => ConnectionMachine.Next(s, input, now, settings.Streams)),
        TapeKind.Link when state is LinkSeed link => new StateReplica<LinkState, LinkInput, LinkEffect>(
            link.State, (s, input, now) => LinkMachine.Next(s, input, now, link.Policy)),
        TapeKind.ListenKey => new StateReplica<ListenKeyState, ListenKeyInput, ListenKeyEffect>(
            (ListenKeyState)state, (s, input, now) => ListenKeyMachine.Next(s, input, now, settings.ListenKey)),
        TapeKind.Succession => new StateReplica<SuccessionState, SuccessionInput, SuccessionEffect>(
            (SuccessionState)state, SuccessionMachine.Next),
        TapeKind.Handover => new StateReplica<HandoverState, HandoverInput, HandoverEffect>(
            (HandoverState)state, (s, input, now) => HandoverMachine.Next(s, input, now, settings.UserRotation)),
        TapeKind.Subscriptions => new StateReplica<SubscriptionState, SubscriptionInput, SubscriptionEffect>(
            (SubscriptionState)state, (s, input, now) => SubscriptionMachine.Next(s, input, now, settings.Streams)),
        _ => throw new FormatException($"a {kind} machine does not begin with {state.GetType().Name}"),
    };

    private static object? SettingOf(Type type, PhoenixSettings settings, DeskSeed? desk)
    {
        var symbol = desk is null ? null : SymbolOf(desk, settings);
        return type == typeof(PhoenixSettings) ? settings
            : type == typeof(GridShape) ? symbol is null ? null : GridShape.Create(symbol.Grid, desk!.Instrument)
            : type == typeof(SymbolSettings) ? symbol
            : Part(settings, type) ?? (symbol is null ? null : Part(symbol, type));
    }

    /// <summary>The part of the settings of that type, however deep; each type stands there once.</summary>
    private static object? Part(object settings, Type type)
    {
        foreach (var property in settings.GetType().GetProperties())
        {
            var isPart = property.PropertyType.Namespace == typeof(PhoenixSettings).Namespace
                && property.PropertyType.IsClass && property.GetIndexParameters().Length == 0;
            if (isPart && property.GetValue(settings) is { } part
                && (property.PropertyType == type ? part : Part(part, type)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private sealed class DeskReplica(DeskInputs desk) : Replica
    {
        private readonly List<DeskEffect> _effects = [];

        public override string Save() => GraphWriter.ToText(desk, typeof(DeskInputs), settingsByName: true);

        protected override ImmutableArray<object> Tell(object input, Instant now)
        {
            _effects.Clear();
            desk.Feed(input, now, _effects);
            return [.. _effects.Where(effect => effect is not DeskEffect.Keep)];
        }
    }

    private sealed class JudgeReplica(JudgeInputs judge) : Replica
    {
        private readonly List<FreshnessVerdict> _verdicts = [];

        public override string Save() => GraphWriter.ToText(judge, typeof(JudgeInputs), settingsByName: true);

        protected override ImmutableArray<object> Tell(object input, Instant now)
        {
            _verdicts.Clear();
            judge.Feed(input, now, _verdicts);
            return [.. _verdicts.Cast<object>()];
        }
    }

    private sealed class StateReplica<TState, TInput, TEffect>(
        TState state, Func<TState, TInput, Instant, Step<TState, TEffect>> next) : Replica
        where TEffect : class
    {
        private TState _state = state;

        public override string Save() => GraphWriter.ToText(_state, typeof(TState), settingsByName: true);

        protected override ImmutableArray<object> Tell(object input, Instant now)
        {
            (_state, var effects) = next(_state, (TInput)input, now);
            return [.. effects];
        }
    }
}
