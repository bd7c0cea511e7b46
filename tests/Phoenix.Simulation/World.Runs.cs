using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Actors;
using Phoenix.Actors.Control;
using Phoenix.Core.Control;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;
using Phoenix.Simulation.Invariants;

namespace Phoenix.Simulation;

/// <content>Runs of the system after one another, and what its operator says.</content>
public sealed partial class World
{
    /// <summary>The next run begins, after <see cref="Die"/>.</summary>
    public void BeginAnew()
    {
        _halts.Clear();
        _root = _runtime.System.ActorOf(PhoenixTree.Create(_options.Settings, _ports), PhoenixTree.Name);
    }

    /// <summary>The operator says something and waits for the answer.</summary>
    public ControlProtocol.Answered Say(OperatorCommand command)
    {
        var answered = _root.Ask<ControlProtocol.Answered>(
            new ControlProtocol.Carry(command, TimeSpan.FromSeconds(20)), TimeSpan.FromSeconds(30));
        RunUntil(() => answered.IsCompleted, 31, "the answer to the operator");
        return answered.GetAwaiter().GetResult();
    }

    /// <summary>What the system was told at its start.</summary>
    public PhoenixSettings Settings => _options.Settings;

    /// <summary>Other settings for some symbols; tells why they are not taken, null if they are.</summary>
    public string? Resettle(ImmutableArray<SymbolSettings> settings)
    {
        var answered = _root.Ask<ControlProtocol.Resettled>(
            new ControlProtocol.Resettle(settings, []), TimeSpan.FromSeconds(5));
        RunUntil(() => answered.IsCompleted, 6, "the answer to the operator");
        return answered.GetAwaiter().GetResult().Problem;
    }

    /// <summary>What all symbols may be worth if everything is filled.</summary>
    internal decimal AccountNotional => _options.AccountNotional;

    /// <summary>The most that they may have been worth so far.</summary>
    internal decimal MostNotional => _checkers.MostNotional;

    /// <summary>How the whole account stood at the last look; null before the first.</summary>
    public AccountStanding? Account { get; private set; }

    /// <summary>
    /// The process dies: its sockets end, nothing is said any more, and no order outlives the countdown (S8).
    /// </summary>
    public void Die()
    {
        _runtime.System.Stop(_root);
        _checkers.OnStandstill();
        RunFor((Bounds.Countdown + Bounds.Pull).TotalSeconds);
        if (Checks("S8") && Venue.Accounts[0].OpenOrders.Length is var left and > 0)
        {
            throw Violation("S8", $"{left} orders rest {Bounds.Countdown.TotalSeconds} s after the death");
        }
    }
}
