using System.Collections.Immutable;
using Phoenix.Core.Machines;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Streams.Escalation;

/// <summary>
/// What is done when replacing a connection does not help: each rung re-creates more, since the same action for ever
/// changes nothing. A part is calm again only after all its slots have flowed for long enough, and safe mode ends only
/// when every part is calm; so what flaps stays where it is.
/// </summary>
public static class EscalationLadder
{
    public static Step<EscalationState, EscalationEffect> Next(
        EscalationState state, EscalationInput input, Instant now, ReconnectSettings settings)
    {
        var step = input switch
        {
            EscalationInput.Lost lost => Lose(state, lost),
            EscalationInput.Up up => Rise(state, up.Slot, now, settings),
            EscalationInput.Exhausted worn when HasLiveSibling(state, worn.Slot) => Stay(state), // nothing is missing
            EscalationInput.Exhausted worn => Climb(state, worn, now, settings),
            _ => Settle(state, now, settings),
        };
        return step.State.Level == state.Level
            ? step
            : step with { Effects = [.. step.Effects, Report(state, step.State, input)] };
    }

    /// <summary>The part of the account that a slot belongs to, by its name.</summary>
    public static AccountPart PartOf(string slot) => RouteOf(slot) switch
    {
        "trading" => AccountPart.Trading,
        "private" => AccountPart.UserData,
        _ => AccountPart.MarketData,
    };

    private static string RouteOf(string slot) => slot.Split('-')[0];

    private static bool HasLiveSibling(EscalationState state, string slot) => state.Live.Any(
        other => other != slot && string.Equals(RouteOf(other), RouteOf(slot), StringComparison.Ordinal));

    private static Step<EscalationState, EscalationEffect> Stay(EscalationState state) => new(state, []);

    private static PartTrouble TroubleOf(EscalationState state, AccountPart part, DeathCause cause) =>
        state.Troubles.GetValueOrDefault(part) is { } known
            ? known with { Cause = cause, SteadySince = null }
            : new PartTrouble(PartTrouble.NoSlots, 0, cause, null);

    private static Step<EscalationState, EscalationEffect> Lose(EscalationState state, EscalationInput.Lost lost)
    {
        var part = PartOf(lost.Slot);
        var trouble = TroubleOf(state, part, lost.Cause);
        return Stay(state with
        {
            Live = state.Live.Remove(lost.Slot),
            Troubles = state.Troubles.SetItem(part, trouble with { Down = trouble.Down.Add(lost.Slot) }),
        });
    }

    private static Step<EscalationState, EscalationEffect> Rise(
        EscalationState state, string slot, Instant now, ReconnectSettings settings)
    {
        var next = state with { Live = state.Live.Add(slot) };
        if (!state.Troubles.TryGetValue(PartOf(slot), out var trouble))
        {
            return Stay(next);
        }

        var down = trouble.Down.Remove(slot);
        var better = trouble with { Down = down, SteadySince = down.IsEmpty ? trouble.SteadySince ?? now : null };
        return Step.To<EscalationState, EscalationEffect>(
            next with { Troubles = state.Troubles.SetItem(PartOf(slot), better) },
            new EscalationEffect.WakeAt(now + settings.StableAfter));
    }

    private static Step<EscalationState, EscalationEffect> Climb(
        EscalationState state, EscalationInput.Exhausted worn, Instant now, ReconnectSettings settings)
    {
        var part = PartOf(worn.Slot);
        var trouble = TroubleOf(state, part, worn.Cause);
        trouble = trouble with { Down = trouble.Down.Add(worn.Slot), Exhaustions = trouble.Exhaustions + 1 };
        var next = state with { Troubles = state.Troubles.SetItem(part, trouble) };
        if (trouble.Level == EscalationLevel.Part)
        {
            return Step.To<EscalationState, EscalationEffect>(
                Recreate(next, part, worn.Cause), new EscalationEffect.RecreatePart(part, worn.Cause));
        }

        var effects = new List<EscalationEffect>();
        if (trouble.Level == EscalationLevel.SafeMode && !state.IsSafe)
        {
            next = next with { IsSafe = true };
            effects.Add(new EscalationEffect.EnterSafeMode(worn.Cause));
        }

        if (now >= state.NextRebuild)
        {
            effects.Add(new EscalationEffect.RecreateSession(worn.Cause));
            next = Enum.GetValues<AccountPart>().Aggregate(
                next with { NextRebuild = now + settings.RebuildInterval },
                (sofar, each) => Recreate(sofar, each, worn.Cause));
        }

        return new Step<EscalationState, EscalationEffect>(next, [.. effects]);
    }

    /// <summary>What is re-created flows no more, without a word from its slots.</summary>
    private static EscalationState Recreate(EscalationState state, AccountPart part, DeathCause cause)
    {
        var gone = state.Live.Where(slot => PartOf(slot) == part).ToImmutableArray();
        var trouble = TroubleOf(state, part, cause);
        var isTroubled = !gone.IsEmpty || state.Troubles.ContainsKey(part);
        return state with
        {
            Live = state.Live.Except(gone),
            Troubles = isTroubled
                ? state.Troubles.SetItem(part, trouble with { Down = trouble.Down.Union(gone) })
                : state.Troubles,
        };
    }

    private static Step<EscalationState, EscalationEffect> Settle(
        EscalationState state, Instant now, ReconnectSettings settings)
    {
        var calm = state.Troubles.Where(pair => pair.Value.SteadySince + settings.StableAfter <= now);
        var left = state.Troubles.RemoveRange(calm.Select(pair => pair.Key));
        var next = state with { Troubles = left, IsSafe = state.IsSafe && !left.IsEmpty };
        var effects = new List<EscalationEffect>();
        if (state.IsSafe && !next.IsSafe)
        {
            effects.Add(new EscalationEffect.LeaveSafeMode());
        }

        if (left.Values.Min(trouble => trouble.SteadySince) is { } due)
        {
            effects.Add(new EscalationEffect.WakeAt(due + settings.StableAfter));
        }

        return new Step<EscalationState, EscalationEffect>(next, [.. effects]);
    }

    private static EscalationEffect.Report Report(
        EscalationState before, EscalationState after, EscalationInput input) => new(
        before.Level,
        after.Level,
        input switch
        {
            EscalationInput.Lost lost => $"{lost.Slot} lost: {lost.Cause}",
            EscalationInput.Exhausted worn => $"{worn.Slot} does not come back: {worn.Cause}",
            _ => "everything flows for long enough",
        });
}
