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

/// <summary>Reads the settings again at the operator's word.</summary>
internal interface IReload
{
    /// <summary>Never throws; what does not come about is in the answer.</summary>
    Task<ControlReply> Reload();
}
