using Phoenix.Core.Accounting;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.UserData;

/// <summary>The contract of the user data stream towards the rest of the tree.</summary>
public static class UserDataProtocol
{
    /// <summary>Marks what user data may be told.</summary>
    public interface ICommand;

    /// <summary>Marks what user data tells.</summary>
    public interface IEvent;

    /// <summary>On the event stream: proven alive.</summary>
    public sealed record Up(Epoch Epoch) : IEvent;

    /// <summary>On the event stream: answered one more probe.</summary>
    public sealed record Proven(Epoch Epoch) : IEvent;

    /// <summary>On the event stream: gone; events since then are lost to it.</summary>
    public sealed record Down(Epoch Epoch) : IEvent;

    /// <summary>On the event stream: a new stream took over before the old one ended; nothing is lost.</summary>
    public sealed record Succeeded(Epoch Old, Epoch New) : IEvent;

    /// <summary>On the event stream: an order event of the account.</summary>
    public sealed record OrderChanged(Epoch Epoch, OrderUpdate Update) : IEvent;

    /// <summary>On the event stream: a position of the account changed.</summary>
    public sealed record PositionChanged(Epoch Epoch, PositionReport Report) : IEvent;

    /// <summary>On the event stream: a settlement of funding was booked.</summary>
    public sealed record FundingSettled(Epoch Epoch, FundingReport Report) : IEvent;

    /// <summary>To the exchange: the key was obtained.</summary>
    public sealed record KeyObtained : IEvent;

    /// <summary>To the exchange: the venue confirmed what the stream carries.</summary>
    public sealed record Subscribed : IEvent;

    /// <summary>Evidence that the stream of the epoch hides events.</summary>
    public sealed record Suspect(Epoch Epoch, DeathCause Cause, string Detail) : ICommand;

    /// <summary>Close the stream and end the key: the account's last orderly stop.</summary>
    public sealed record Release : ICommand;

    /// <summary>Stream and key are closed.</summary>
    public sealed record Released(bool KeyClosed) : IEvent;
}
