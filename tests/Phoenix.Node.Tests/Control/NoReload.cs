using Phoenix.Node.Control;

namespace Phoenix.Node.Tests.Control;

/// <summary>Settings that are never read again.</summary>
internal sealed class NoReload : IReload
{
    public static NoReload Instance { get; } = new();

    public Task<ControlReply> Reload() =>
        Task.FromResult(new ControlReply(ControlReply.Refused, "no settings file was named", []));
}
