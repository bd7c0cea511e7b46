using Akka.Actor;

namespace Akka.TestKit;

/// <summary>How a test fails.</summary>
public interface ITestKitAssertions
{
    void Fail(string format = "", params object[] args);

    void AssertTrue(bool condition, string format = "", params object[] args);

    void AssertFalse(bool condition, string format = "", params object[] args);

    void AssertEqual<T>(T expected, T actual, string format = "", params object[] args);

    void AssertEqual<T>(
        T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args);
}

/// <summary>Marks a test class whose tells have no sender.</summary>
public interface INoImplicitSender;

/// <summary>A received message and its sender.</summary>
public abstract class MessageEnvelope
{
    public abstract object Message { get; }

    public abstract IActorRef Sender { get; }
}

/// <summary>A message that was received.</summary>
public class RealMessageEnvelope(object message, IActorRef sender) : MessageEnvelope
{
    public override object Message { get; } = message;

    public override IActorRef Sender { get; } = sender;

    public override string ToString() => $"<{Message}> from {Sender}";
}

/// <summary>Answers in the name of a test actor, message by message.</summary>
public abstract class AutoPilot
{
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <returns>The pilot of the next message.</returns>
    public abstract AutoPilot Run(IActorRef sender, object message);
}

/// <summary>The pilot stays the same.</summary>
public sealed class KeepRunning : AutoPilot
{
    public static readonly KeepRunning Instance = new();

    private KeepRunning()
    {
    }

    public override AutoPilot Run(IActorRef sender, object message) => this;
}

/// <summary>There is no pilot any more.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    public static readonly NoAutoPilot Instance = new();

    private NoAutoPilot()
    {
    }

    public override AutoPilot Run(IActorRef sender, object message) => this;
}

/// <summary>A pilot as a function.</summary>
public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);

/// <summary>A pilot that is a function.</summary>
public sealed class DelegateAutoPilot(AutoPilotDelegate autoPilotDelegate) : AutoPilot
{
    public override AutoPilot Run(IActorRef sender, object message) => autoPilotDelegate(sender, message);
}
