using Akka.Actor;
using Phoenix.Actors.Control;
using Phoenix.Actors.Exchange;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;

namespace Phoenix.Actors;

/// <summary>The root of the actor tree.</summary>
public static class PhoenixTree
{
    /// <summary>The name under which the root is created.</summary>
    public const string Name = "phoenix";

    /// <summary>Props of the root; starting it starts trading.</summary>
    public static Props Create(PhoenixSettings settings, PhoenixPorts ports)
    {
        var epochs = new EpochSource(settings.Reconnect); // outlives every restart, the root's included
        var roster = new SymbolRoster(settings.Symbols); // and so does this
        var will = new OperatorWill(ports.KillSwitch.Read()); // and this, read before anything may quote
        var book = new RiskBook(ports.StopRecord.Read(), settings.Losses); // and this as well
        return Props.Create(() => new PhoenixActor(settings, epochs, roster, will, book, ports));
    }
}
