using Phoenix.Actors.Control;
using Phoenix.Core.Control;

namespace Phoenix.Node.Control;

/// <summary>What the operator's commands are about.</summary>
internal interface IControlTarget
{
    /// <summary>Null when the trading system does not answer.</summary>
    Task<ControlProtocol.Answered?> Carry(OperatorCommand command, TimeSpan patience);

    /// <summary>Null when the trading system does not answer.</summary>
    Task<ControlStatus?> Report();
}
