using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Published after events: where it has arrived, they have.</summary>
internal sealed class ListenerMark : INoSerializationVerificationNeeded
{
    private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task WhenPassed => _passed.Task;

    internal void Passed() => _ = _passed.TrySetResult();
}
