using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit;

/// <summary>Dead letters, by the text of their message and the path of their recipient.</summary>
public sealed class DeadLettersFilter(
    IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher, Predicate<DeadLetter>? isMatch = null)
    : EventFilterBase(messageMatcher, sourceMatcher)
{
    protected override string FilterDescriptiveName => "DeadLetter";

    // The listener wraps a dead letter into a warning, so that it passes the filters as log events do.
    protected override bool IsMatch(LogEvent evt) =>
        evt is Warning { Message: DeadLetter letter } &&
        isMatch?.Invoke(letter) != false &&
        InternalDoMatch(evt.LogSource, letter.Message);
}
