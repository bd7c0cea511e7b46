
namespace Phoenix.Actors.Exchange;

/// <summary>The contract of the exchange: one venue account, the order of its start and of its stop.</summary>
public static class ExchangeProtocol
{
    /// <summary>Marks what the exchange may be told.</summary>
    public interface ICommand;

    /// <summary>From a desk: what is up at this moment? Answered with the Up messages of what is.</summary>
    public sealed record Introduce : ICommand
    {
        public static Introduce Instance { get; } = new();
    }

    /// <summary>The account's last orderly stop: close the user stream and end the listen key.</summary>
    public sealed record Release : ICommand;
}
